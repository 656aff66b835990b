import { ok, type Result, refuse } from '../result.ts';

/** A quantity in thousandths: 1 piece is 1000, 1,25 kg is 1250. */
export type Milli = number & { readonly __unit: 'milli' };

export const onePiece = 1000 as Milli;

/** A line holds at most a million pieces; more is a typing slip or a scan that fell into the quantity. */
export const maxQuantity = 1_000_000_000 as Milli;

/** @throws RangeError when `value` is no exact integer. */
export function milli(value: number): Milli {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a whole number of thousandths: ${value}`);
  return (value === 0 ? 0 : value) as Milli;
}

/** A quantity fit for a line: more than nothing, at most `maxQuantity`, and whole unless the goods are weighed. */
export function lineQuantity(value: number, allowsFraction: boolean): Result<Milli> {
  if (!Number.isSafeInteger(value) || value <= 0 || value >= maxQuantity) {
    return refuse('QUANTITY_OUT_OF_RANGE', { max: maxQuantity / 1000 });
  }
  if (!allowsFraction && value % 1000 !== 0) return refuse('QUANTITY_NOT_WHOLE');
  return ok(milli(value));
}

/** Reads what people type for a quantity: `2`, `1,25`, `1.25`. At most three decimals, no grouping, no sign. */
export function parseQuantity(text: string): Milli | undefined {
  const match = /^(\d{1,9})(?:[.,](\d{1,3}))?$/.exec(text.trim());
  if (!match) return undefined;
  return milli(Number(match[1]) * 1000 + Number((match[2] ?? '').padEnd(3, '0')));
}
