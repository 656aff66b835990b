/** The call limit: a leaky bucket that passes or fails and never queues. */
export type Bucket = {
  /** Counts a call; false when the bucket is full. */
  readonly take: () => boolean;
  readonly header: () => string;
};

export function leakyBucket(size: number, leakPerSecond: number, clock: () => number = Date.now): Bucket {
  let level = 0;
  let leakedAt = clock();
  const leak = () => {
    const now = clock();
    level = Math.max(0, level - ((now - leakedAt) / 1000) * leakPerSecond);
    leakedAt = now;
  };
  return {
    take: () => {
      leak();
      if (level + 1 > size) return false;
      level += 1;
      return true;
    },
    header: () => `${Math.min(size, Math.ceil(level))}/${size}`,
  };
}
