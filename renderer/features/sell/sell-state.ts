import type { CartLineView, CartView, GoodsView } from '../../../contracts/views/selling.ts';
import { currentCarts, onCarts } from '../../lib/app-state.ts';
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

type Selection = {
  readonly cartId: string;
  readonly version: number;
  readonly lineId: string | null;
  readonly position: number;
};

/** The marked line: where the arrow keys went, or what the last change of the cart touched. */
const selectionStore = createStore<Selection | null>(null);

onCarts((carts) => selectionStore.set(carts === null ? null : follow(carts.active, selectionStore.get())));

/** The touched line; else the line that was marked; else the one that has taken its place. */
function follow(cart: CartView, before: Selection | null): Selection {
  const isSameCart = before?.cartId === cart.id;
  if (isSameCart && before.version === cart.version) return before;
  const positionOf = (lineId: string | null) => cart.lines.findIndex((line) => line.id === lineId);
  const touched = positionOf(cart.touchedLineId);
  const kept = isSameCart ? positionOf(before.lineId) : -1;
  const fallback = isSameCart ? before.position : cart.lines.length - 1;
  const position = touched >= 0 ? touched : kept >= 0 ? kept : Math.min(fallback, cart.lines.length - 1);
  return { cartId: cart.id, version: cart.version, lineId: cart.lines[position]?.id ?? null, position };
}

export function selectLine(lineId: string): void {
  const active = currentCarts()?.active;
  const position = active?.lines.findIndex((line) => line.id === lineId) ?? -1;
  if (active !== undefined && position >= 0)
    selectionStore.set({ cartId: active.id, version: active.version, lineId, position });
}

export function moveSelection(by: 1 | -1): void {
  const lines = currentCarts()?.active.lines ?? [];
  const at = selectionStore.get()?.position ?? 0;
  const next = lines[Math.min(lines.length - 1, Math.max(0, at + by))];
  if (next !== undefined) selectLine(next.id);
}

export function useSelectedLineId(): string | null {
  return useStore(selectionStore)?.lineId ?? null;
}

export function currentSelectedLine(): CartLineView | null {
  const id = selectionStore.get()?.lineId;
  return currentCarts()?.active.lines.find((line) => line.id === id) ?? null;
}

/** Forgets what lay over the screen when somebody locks it; carts and tenders stay. */
export function resetSellState(): void {
  overlayStore.set(null);
  choiceStore.set([]);
}
