import { replaceEqualDeep } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';

/** A value outside React that components subscribe to. */
export type Store<T> = {
  readonly get: () => T;
  readonly set: (next: T) => void;
  readonly subscribe: (listener: () => void) => () => void;
};

export function createStore<T>(initial: T): Store<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set: (next) => {
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** A store that keeps the old object for every part that did not change, so that memoised rows are not painted again. */
export function createSharedStore<T>(initial: T): Store<T> {
  const store = createStore(initial);
  return { ...store, set: (next) => store.set(replaceEqualDeep(store.get(), next)) };
}

export function useStore<T>(store: Store<T>): T {
  return useSyncExternalStore(store.subscribe, store.get);
}

/** One part of a store; the component is painted again only when that part changes. */
export function useSelected<T, S>(store: Store<T>, select: (value: T) => S): S {
  return useSyncExternalStore(store.subscribe, () => select(store.get()));
}
