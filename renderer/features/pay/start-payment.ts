import type { Dong } from '../../../domain/money/dong.ts';
import { currentCarts } from '../../lib/app-state.ts';
import { showFailure } from '../../lib/failures.ts';
import { openOverlay, selectLine } from '../sell/sell-state.ts';
import { giveCash, selectCash } from './pay-draft.ts';
import { changeDraft } from './pay-state.ts';

/** Opens the pay panel, unless something in the cart has to be dealt with first. `cash`: what the customer hands over. */
export function startPayment(options: { readonly cash?: Dong; readonly selectCash?: boolean }): void {
  const active = currentCarts()?.active;
  if (active === undefined) return;
  if (active.unknownCodes > 0) {
    const unknown = active.lines.find((line) => line.kind === 'unknown');
    if (unknown !== undefined) selectLine(unknown.id);
    showFailure({ code: 'CART_HAS_UNKNOWN_CODES', params: { count: active.unknownCodes } });
    return;
  }
  if (active.lines.length === 0) {
    showFailure({ code: 'CART_EMPTY', params: {} });
    return;
  }
  const { cash } = options;
  if (cash !== undefined) changeDraft((draft) => giveCash(draft, cash));
  else if (options.selectCash === true) changeDraft(selectCash);
  openOverlay('pay');
}
