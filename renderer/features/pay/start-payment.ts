import type { Dong } from '../../../domain/money/dong.ts';
import { currentCarts } from '../../lib/app-state.ts';
import { hideToasts, showFailure } from '../../lib/failures.ts';
import { openOverlay, selectLine } from '../sell/sell-state.ts';
import { acceptAmount, giveCash, selectCash } from './pay-draft.ts';
import { changeDraft } from './pay-state.ts';

/** Opens the pay panel, unless something in the cart has to be dealt with first. `cash`: what the customer hands over. */
export function startPayment(options: { readonly cash?: Dong; readonly selectCash?: boolean }): void {
  const carts = currentCarts();
  if (carts === null) return;
  const { active, lastSale } = carts;
  if (active.unknownCodes > 0) {
    const unknown = active.lines.find((line) => line.kind === 'unknown');
    if (unknown !== undefined) selectLine(unknown.id);
    showFailure({ code: 'CART_HAS_UNKNOWN_CODES', params: { count: active.unknownCodes } });
    return;
  }
  if (active.lines.length === 0) {
    // A second press on a sale just paid does nothing.
    if (lastSale !== null) return;
    showFailure({ code: 'CART_EMPTY', params: {} });
    return;
  }
  const { cash } = options;
  if (cash !== undefined) changeDraft((draft) => giveCash(draft, cash));
  else if (options.selectCash === true) changeDraft(selectCash);
  else changeDraft(acceptAmount);
  hideToasts();
  openOverlay('pay');
}
