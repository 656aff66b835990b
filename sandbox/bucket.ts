/** The call limit: a leaky bucket that passes or fails and never queues. */
export type Bucket = {
  /** Counts a call; false when the bucket is full. */
  readonly take: () => boolean;
  readonly header: () => string;
  /** Calls in the bucket, rounded up. */
  readonly level: () => number;
};

export function leakyBucket(size: number, leakPerSecond: number, clock: () => number = Date.now): Bucket {
  let level = 0;
  let leakedAt = clock();
  const leak = () => {
    const now = clock();
    level = Math.max(0, level - ((now - leakedAt) / 1000) * leakPerSecond);
    leakedAt = now;
  };
  const shown = () => Math.min(size, Math.ceil(level));
  return {
    take: () => {
      leak();
      if (level + 1 > size) return false;
      level += 1;
      return true;
    },
    header: () => `${shown()}/${size}`,
    level: shown,
  };
}

/** Seconds a caller has to stay away; 0 when the call may pass. Calls made in that time are throttled again. */
export function patientLimit(bucket: Bucket, clock: () => number, waitSeconds: () => number): () => number {
  let closedUntil = Number.NEGATIVE_INFINITY;
  return () => {
    const now = clock();
    if (now < closedUntil) return Math.ceil((closedUntil - now) / 100) / 10;
    if (bucket.take()) return 0;
    closedUntil = now + waitSeconds() * 1000;
    return waitSeconds();
  };
}
