import type { Envelope } from '../../../contracts/errors/failure.ts';
import type { GoodsView, ScanOutcome } from '../../../contracts/views/selling.ts';
import { type Milli, milli, onePiece } from '../../../domain/money/quantity.ts';
import { ask } from '../../lib/bridge.ts';
import { showFailure } from '../../lib/failures.ts';
import { playSound } from '../../lib/sounds.ts';
import { openReturn } from '../returns/return-state.ts';
import { clearQuickEntry, pendingQuantity } from './quick-entry.ts';
import { askChoice } from './sell-state.ts';

/** Sends a typed code to the cart. */
export async function addCode(code: string, quantity: Milli): Promise<void> {
  clearQuickEntry();
  const answer = await ask('cart:scan', { code, quantity });
  if (answer.ok) hearOutcome(answer.value, quantity);
  else showFailure(answer.error);
}

/** Adds goods picked from a list, as many as the waiting multiplier says. */
export async function addPicked(goods: GoodsView, code: string, quantity = pendingQuantity()): Promise<void> {
  clearQuickEntry();
  const { variantId, unitId } = goods;
  const answer = await ask('cart:add-goods', {
    variantId,
    unitId,
    quantity,
    ...(code === '' ? {} : { code }),
  });
  if (answer.ok) hearOutcome(answer.value, quantity);
  else showFailure(answer.error);
}

/** Says which goods an unknown line stands for. */
export async function identify(lineId: string, goods: GoodsView): Promise<void> {
  const { variantId, unitId } = goods;
  const answer = await ask('cart:identify', { lineId, variantId, unitId });
  if (answer.ok) playSound('found');
  else showFailure(answer.error);
}

/**
 * A scan main has already put into the cart as one piece. A multiplier typed before it adds what is missing: whole numbers by
 * scanning the rest at once, a weight by setting the quantity of the line.
 */
export async function acceptScan(code: string, outcome: ScanOutcome): Promise<void> {
  const quantity = pendingQuantity();
  clearQuickEntry();
  hearOutcome(outcome, quantity);
  if (outcome.kind !== 'found' || quantity === onePiece) return;
  const isWhole = quantity % onePiece === 0;
  const answer: Envelope<unknown> = isWhole
    ? await ask('cart:scan', { code, quantity: milli(quantity - onePiece) })
    : await setFraction(outcome.lineId, quantity);
  if (!answer.ok) showFailure(answer.error);
}

async function setFraction(lineId: string, quantity: Milli): Promise<Envelope<unknown>> {
  const carts = await ask('cart:get');
  if (!carts.ok) return carts;
  const line = carts.value.active.lines.find((candidate) => candidate.id === lineId);
  const before = line?.kind === 'goods' ? line.quantity - onePiece : 0;
  return ask('cart:set-quantity', { lineId, quantity: milli(before + quantity) });
}

function hearOutcome(outcome: ScanOutcome, quantity: Milli): void {
  if (outcome.kind === 'found' || outcome.kind === 'receipt') playSound('found');
  else playSound('unknown');
  if (outcome.kind === 'receipt') openReturn(outcome.saleId);
  if (outcome.kind === 'choose') {
    askChoice({ code: outcome.code, candidates: outcome.candidates, quantity });
  }
}
