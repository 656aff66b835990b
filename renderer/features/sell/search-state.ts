import { createStore } from '../../lib/store.ts';

export type SearchState = {
  readonly open: boolean;
  readonly text: string;
  /** The unknown line a pick is for; null adds to the cart. */
  readonly identifies: { readonly lineId: string; readonly code: string } | null;
};

const closed: SearchState = { open: false, text: '', identifies: null };

export const searchStore = createStore<SearchState>(closed);

let field: HTMLInputElement | null = null;

/** The one search field lives in the header; the panel with its rows over the cart. */
export function setSearchField(element: HTMLInputElement | null): void {
  field = element;
}

export function openSearch(text = '', identifies: SearchState['identifies'] = null): void {
  searchStore.set({ open: true, text, identifies });
  field?.focus();
}

export function typeSearch(text: string): void {
  searchStore.set({ ...searchStore.get(), open: true, text });
}

export function closeSearch(): void {
  searchStore.set(closed);
  field?.blur();
}

/** Puts the search back as it was before a key that turned out to be a scanner's. */
export function keepSearch(): () => void {
  const before = searchStore.get();
  return () => {
    searchStore.set(before);
    if (!before.open) field?.blur();
  };
}
