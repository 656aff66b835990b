import type { CartsView } from '../../../contracts/views/selling.ts';
import { currentApp, currentCarts } from '../../lib/app-state.ts';
import { createStore } from '../../lib/store.ts';
import { fitDraft, newDraft, type Owed, type PayDraft } from './pay-draft.ts';

/** Kept while the panel is closed, so that Esc and a look at the cart lose nothing. */
export const payDraftStore = createStore<PayDraft | null>(null);

export function owedNow(carts: CartsView): Owed {
  const rule = currentApp()?.till?.settings.cashRounding ?? { step: 1, direction: 'nearest' };
  return { total: carts.active.total, rule };
}

/** The draft for the active cart, begun anew when the kept one belongs to another. */
export function draftFor(carts: CartsView): PayDraft {
  const kept = payDraftStore.get();
  const owed = owedNow(carts);
  return kept?.cartId === carts.active.id ? fitDraft(kept, owed) : newDraft(carts.active.id, owed);
}

/** Changes the draft of the active cart. */
export function changeDraft(change: (draft: PayDraft) => PayDraft): void {
  const carts = currentCarts();
  if (carts === null) return;
  payDraftStore.set(fitDraft(change(draftFor(carts)), owedNow(carts)));
}

export function forgetDraft(): void {
  payDraftStore.set(null);
}
