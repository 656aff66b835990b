/** What was asked of the sandbox since it started or was last told to forget, for those who have to count their calls. */
export type Stats = {
  /** By method and path: `GET orders/:id/transactions`. */
  readonly calls: Readonly<Record<string, number>>;
  /** By status; `cut` for those that never got an answer. */
  readonly answers: Readonly<Record<string, number>>;
  /** 429s given. */
  readonly throttled: number;
  /** The most calls the bucket ever held. */
  readonly bucketHigh: number;
  readonly bucketSize: number;
};

export type StatsKeeper = {
  readonly called: (name: string) => void;
  readonly answered: (status: number | 'cut') => void;
  readonly filled: (level: number) => void;
  readonly read: () => Stats;
  readonly reset: () => void;
};

export function statsKeeper(bucketSize: number): StatsKeeper {
  const calls = new Map<string, number>();
  const answers = new Map<string, number>();
  let bucketHigh = 0;
  const raise = (counts: Map<string, number>, name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);
  return {
    called: (name) => void raise(calls, name),
    answered: (status) => void raise(answers, String(status)),
    filled: (level) => {
      bucketHigh = Math.max(bucketHigh, level);
    },
    read: () => ({
      calls: Object.fromEntries(calls),
      answers: Object.fromEntries(answers),
      throttled: answers.get('429') ?? 0,
      bucketHigh,
      bucketSize,
    }),
    reset: () => {
      calls.clear();
      answers.clear();
      bucketHigh = 0;
    },
  };
}
