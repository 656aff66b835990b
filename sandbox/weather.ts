import type { Chaos, Faults } from './faults.ts';
import { type Random, seededRandom } from './generate/random.ts';

/** What random trouble has in store for one call. */
export type Weather = {
  readonly resets: boolean;
  readonly throttles: boolean;
  readonly badGateway: 'before' | 'after' | null;
  readonly dropsAnswer: boolean;
  readonly delayMs: number;
};

const calm: Weather = { resets: false, throttles: false, badGateway: null, dropsAnswer: false, delayMs: 0 };

/** Tells the weather call by call. The same seed tells the same again; every call takes as many numbers, whatever befalls it. */
export function weatherForecast(faults: Faults): () => Weather {
  let current: { readonly chaos: Chaos; readonly random: Random } | undefined;
  return () => {
    const { chaos } = faults;
    if (chaos === null) return calm;
    if (current?.chaos !== chaos) current = { chaos, random: seededRandom(chaos.seed) };
    const { random } = current;
    const isDue = (chance: number) => random.between(1, 1000) <= chance;
    const resets = isDue(chaos.reset);
    const throttles = isDue(chaos.throttle);
    const isBad = isDue(chaos.badGateway);
    const when = random.oneIn(2) ? 'before' : 'after';
    return {
      resets,
      throttles,
      badGateway: isBad ? when : null,
      dropsAnswer: isDue(chaos.dropAnswer),
      delayMs: random.between(0, chaos.delayMs),
    };
  };
}
