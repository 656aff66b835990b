/** Haravan's documented bucket of 80 leaks 4 a second; a larger one is taken to leak in proportion. */
const secondsToEmpty = 20;
/** A header older than this says little: other tills have called since. */
const freshMs = 2_000;
/** Of the newest answer among those before it. */
const newestWeight = 0.3;

export type BucketLevel = {
  readonly size: () => number;
  readonly leakPerSecond: () => number;
  /** Calls in the bucket: what the last answer said, less what leaked since, plus what is on its way. */
  readonly estimate: () => number;
  /** Whether the estimate rests on an answer just heard. */
  readonly isFresh: () => boolean;
  /** What calls that are not ours fill, by the last few answers: what they said less what our own calls had left in it. */
  readonly others: () => number;
  /** How much of what is in the bucket our own calls are, 0 to 1. */
  readonly own: () => number;
  readonly sent: () => void;
  /** One of the calls on their way is over, with the header of its answer if it had one. */
  readonly heard: (header: CallLimit | null) => void;
};

export type CallLimit = { readonly used: number; readonly size: number };

/** Reads `32/80`; null where it says something else. */
export function readCallLimit(header: string | null): CallLimit | null {
  const match = /^(\d+)\s*\/\s*(\d+)$/.exec(header?.trim() ?? '');
  if (match === null || Number(match[2]) < 1) return null;
  return { used: Number(match[1]), size: Number(match[2]) };
}

/** The shop's leaky bucket as this till can know it: from the header of its own answers. */
export function createBucketLevel(clock: () => number): BucketLevel {
  let size = 80;
  let level = 0;
  let knownAt = clock();
  let heardAt = Number.NEGATIVE_INFINITY;
  let onTheirWay = 0;
  /** The bucket if this till were the only one. */
  let own = 0;
  let ownAt = clock();
  let others = 0;
  const leaked = (since: number) => ((clock() - since) / 1000) * (size / secondsToEmpty);
  const ownNow = () => Math.max(0, own - leaked(ownAt));
  return {
    size: () => size,
    leakPerSecond: () => size / secondsToEmpty,
    estimate: () => Math.max(0, level - leaked(knownAt)) + onTheirWay,
    isFresh: () => clock() - heardAt <= freshMs,
    others: () => others,
    own: () => ownNow() / Math.max(1, level),
    sent: () => {
      onTheirWay += 1;
      own = ownNow() + 1;
      ownAt = clock();
    },
    heard: (limit) => {
      onTheirWay = Math.max(0, onTheirWay - 1);
      if (limit === null) return;
      size = limit.size;
      level = limit.used;
      knownAt = clock();
      heardAt = clock();
      // Never more than the header says: then the bucket leaks faster than we take it to.
      own = Math.min(ownNow(), level);
      ownAt = clock();
      others += (level - own - others) * newestWeight;
    },
  };
}
