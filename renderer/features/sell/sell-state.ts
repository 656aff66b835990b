import type { CartLineView, CartsView, GoodsView } from '../../../contracts/views/selling.ts';
import { currentCarts, useCarts } from '../../lib/app-state.ts';
import { createStore, useStore } from '../../lib/store.ts';

/** What lies over the sell screen. None of it survives a lock: a cart does, in main. */
export type Overlay = 'line' | 'discount' | 'customer' | 'held' | 'note' | 'pay';

const overlayStore = createStore<Overlay | null>(null);

export function openOverlay(overlay: Overlay): void {
  overlayStore.set(overlay);
}

export function closeOverlay(): void {
  overlayStore.set(null);
}

export function useOverlay(): Overlay | null {
  return useStore(overlayStore);
}

/** Several goods carry the scanned code: somebody has to say which. */
export type Choice = {
  readonly code: string;
  readonly candidates: readonly GoodsView[];
  readonly quantity: number;
};

/** A queue, since another ambiguous scan may come before the first is answered. */
export const choiceStore = createStore<readonly Choice[]>([]);

export function askChoice(choice: Choice): void {
  choiceStore.set([...choiceStore.get(), choice]);
}

export function dropChoice(): void {
  choiceStore.set(choiceStore.get().slice(1));
}

type Selection = { readonly cartId: string; readonly version: number; readonly lineId: string };

/** Where the arrow keys went. It holds until the cart changes; then the line that was touched is the selected one. */
const selectionStore = createStore<Selection | null>(null);

export function selectLine(lineId: string): void {
  const active = currentCarts()?.active;
  if (active !== undefined) selectionStore.set({ cartId: active.id, version: active.version, lineId });
}

export function moveSelection(by: 1 | -1): void {
  const lines = currentCarts()?.active.lines ?? [];
  const at = lines.findIndex((line) => line.id === selectedIn(currentCarts(), selectionStore.get()));
  const next = lines[Math.min(lines.length - 1, Math.max(0, at + by))];
  if (next !== undefined) selectLine(next.id);
}

export function useSelectedLineId(): string | null {
  return selectedIn(useCarts(), useStore(selectionStore));
}

export function currentSelectedLine(): CartLineView | null {
  const carts = currentCarts();
  const id = selectedIn(carts, selectionStore.get());
  return carts?.active.lines.find((line) => line.id === id) ?? null;
}

function selectedIn(carts: CartsView | null, selection: Selection | null): string | null {
  if (carts === null) return null;
  const { active } = carts;
  const has = (lineId: string | null | undefined) => active.lines.some((line) => line.id === lineId);
  const isFresh = selection?.cartId === active.id && selection.version === active.version;
  if (isFresh && has(selection.lineId)) return selection.lineId;
  if (has(active.touchedLineId)) return active.touchedLineId;
  if (selection !== null && has(selection.lineId)) return selection.lineId;
  return active.lines.at(-1)?.id ?? null;
}

/** Forgets what lay over the screen when somebody locks it; carts and tenders stay. */
export function resetSellState(): void {
  overlayStore.set(null);
  choiceStore.set([]);
  selectionStore.set(null);
}
