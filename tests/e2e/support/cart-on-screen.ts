import { expect } from 'vitest';
import type { Bridge } from '../../../contracts/bridge.ts';
import type { Envelope } from '../../../contracts/errors/failure.ts';
import type { ProcedureName } from '../../../contracts/procedure-names.ts';
import type { InputOf, OutputOf } from '../../../contracts/procedures.ts';
import type { CartView } from '../../../contracts/views/selling.ts';
import { testIds } from '../../../renderer/test-ids.ts';
import { scan, type TillWindow } from './till-window.ts';

/** The page's global, as far as the functions below look at it from inside. */
declare const window: { readonly quay: Bridge };

/** Asks main from inside the page, as the page's own code does. */
export function ask<N extends ProcedureName>(
  { page }: TillWindow,
  name: N,
  input?: InputOf<N>,
): Promise<Envelope<OutputOf<N>>> {
  return page.evaluate(
    ([procedure, value]) =>
      (window.quay.call as Record<string, (input: unknown) => Promise<unknown>>)[procedure]?.(
        value ?? undefined,
      ),
    [name, input] as const,
  ) as Promise<Envelope<OutputOf<N>>>;
}

/** @throws when main refuses. */
export async function answerOf<N extends ProcedureName>(
  till: TillWindow,
  name: N,
  input?: InputOf<N>,
): Promise<OutputOf<N>> {
  const answer = await ask(till, name, input);
  if (!answer.ok) throw new Error(`${name} was refused: ${answer.error.code}`);
  return answer.value;
}

export async function activeCart(till: TillWindow): Promise<CartView> {
  return (await answerOf(till, 'cart:get')).active;
}

/** Quantities in thousandths, in the order of the lines; an unknown code counts as 0. */
export async function quantities(till: TillWindow): Promise<readonly number[]> {
  return (await activeCart(till)).lines.map((line) => (line.kind === 'goods' ? line.quantity : 0));
}

/** The integer an amount on the screen stands for. */
export function amountIn(text: string): number {
  return Number(text.replace(/[^\d−-]/g, '').replace('−', '-'));
}

export async function amountShown({ page }: TillWindow, testId: string): Promise<number> {
  return amountIn(await page.getByTestId(testId).innerText());
}

export function shownTotal(till: TillWindow): Promise<number> {
  return amountShown(till, testIds.cartTotal);
}

/** Scans, and waits until the cart on the screen has changed. */
export async function scanIntoCart(till: TillWindow, ...codes: readonly string[]): Promise<void> {
  const shown = till.page.getByTestId(testIds.cartTotal);
  for (const code of codes) {
    const before = await shown.innerText();
    await scan(till.app, code);
    await expect.poll(() => shown.innerText(), { timeout: 10_000, interval: 20 }).not.toBe(before);
  }
}

/** Drops what is in the active cart, so that a test begins with an empty one. */
export async function emptyCart(till: TillWindow): Promise<void> {
  const { page } = till;
  const cart = await activeCart(till);
  if (cart.lines.length > 0) await answerOf(till, 'cart:drop', { cartId: cart.id });
  await page.getByTestId(testIds.cartEmpty).waitFor();
}
