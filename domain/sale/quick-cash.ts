import { type Dong, dong } from '../money/dong.ts';

/** Notes in daily use in Vietnam, highest first (legal but rare notes and coins left out). */
export const everydayNotes = [
  500_000, 200_000, 100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000,
] as const;

/** Rare but legal notes, counted at the close of a shift. */
export const rareNotes = [500, 200, 100] as const;

const quickSteps = [10_000, 50_000, 100_000, 200_000, 500_000] as const;

/** Sums a customer is likely to hand over for `due`: exact, then the next round sums, without repeats, at most five. */
export function quickCash(due: Dong): readonly Dong[] {
  if (due <= 0) return [];
  const sums = quickSteps.map((step) => Math.ceil(due / step) * step);
  return [...new Set([due, ...sums])]
    .filter(Number.isSafeInteger)
    .sort((a, b) => a - b)
    .slice(0, 5)
    .map(dong);
}
