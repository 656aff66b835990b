import type { Random } from '../../../sandbox/generate/random.ts';

/** Draws one of several things, each as often as its weight says. */
export function drawn<T>(random: Random, weighted: readonly (readonly [number, T])[]): T {
  let left = random.between(
    1,
    weighted.reduce((sum, [weight]) => sum + weight, 0),
  );
  for (const [weight, value] of weighted) {
    left -= weight;
    if (left <= 0) return value;
  }
  throw new Error('nothing to draw from');
}
