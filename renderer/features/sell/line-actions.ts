import { ask } from '../../lib/bridge.ts';
import { showFailure } from '../../lib/failures.ts';
import { openSearch } from './search-state.ts';

/** One more or one less of a line, in thousandths. */
export async function stepQuantity(lineId: string, step: 1000 | -1000): Promise<void> {
  const answer = await ask('cart:step-quantity', { lineId, step });
  if (!answer.ok) showFailure(answer.error);
}

export async function removeLine(lineId: string): Promise<void> {
  const answer = await ask('cart:remove-line', { lineId });
  if (!answer.ok) showFailure(answer.error);
}

/** The line takes the shop's price of today. */
export async function takeNewPrice(lineId: string): Promise<void> {
  const answer = await ask('cart:take-new-price', { lineId });
  if (!answer.ok) showFailure(answer.error);
}

/** Opens the search to say which goods an unknown line stands for. */
export function resolveUnknown(line: { readonly id: string; readonly code: string }): void {
  openSearch('', { lineId: line.id, code: line.code });
}
