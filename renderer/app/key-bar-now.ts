import { useEffect } from 'react';
import { createStore, useStore } from '../lib/store.ts';

/** Lists of a page on which the keys mean something else than on its others. */
export type ListId = 'differences' | 'closed-shifts';

const listStore = createStore<ListId | null>(null);

/** Says for as long as the component is there that the bar of keys is about this list. */
export function useKeyBarOf(list: ListId): void {
  useEffect(() => {
    listStore.set(list);
    return () => listStore.set(null);
  }, [list]);
}

export function useListShown(): ListId | null {
  return useStore(listStore);
}
