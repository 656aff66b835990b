import { divideRounded } from './rounding.ts';

/** An amount in whole đồng. VND has no minor unit (ISO 4217: 704, 0 decimals). */
export type Dong = number & { readonly __unit: 'dong' };

/** Highest amount a single figure may reach: the last exact integer of a double. */
export const maxDong = Number.MAX_SAFE_INTEGER as Dong;

/** @throws RangeError when `value` is no exact integer: a float of money is a programming mistake. */
export function dong(value: number): Dong {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a whole number of dong: ${value}`);
  return (value === 0 ? 0 : value) as Dong;
}

export function isDong(value: unknown): value is Dong {
  return Number.isSafeInteger(value);
}

export function addDong(...amounts: readonly Dong[]): Dong {
  return dong(amounts.reduce<number>((total, amount) => total + amount, 0));
}

export function sumDong<T>(items: readonly T[], amountOf: (item: T) => Dong): Dong {
  return dong(items.reduce<number>((total, item) => total + amountOf(item), 0));
}

export function subtractDong(from: Dong, amount: Dong): Dong {
  return dong(from - amount);
}

/** amount × numerator ÷ denominator, rounded half away from zero; exact for any size. Undefined when it leaves the exact range. */
export function scaleDong(amount: Dong, numerator: number, denominator: number): Dong | undefined {
  const scaled = divideRounded(BigInt(amount) * BigInt(numerator), BigInt(denominator));
  const value = Number(scaled);
  return Number.isSafeInteger(value) ? dong(value) : undefined;
}

/** The multiple of `step` nearest to a non-negative amount (halves up), or the highest one not above it. */
export function roundToMultiple(amount: Dong, step: number, direction: 'nearest' | 'down'): Dong {
  const below = amount - (amount % step);
  const goesUp = direction === 'nearest' && (amount % step) * 2 >= step && amount % step !== 0;
  return dong(goesUp ? below + step : below);
}
