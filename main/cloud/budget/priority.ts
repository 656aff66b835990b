/** Kinds of calls, the most urgent first: sales, then their money, then stock, then catalogue and customers. */
export const priorities = ['sale', 'money', 'stock', 'catalogue'] as const;

export type CallPriority = (typeof priorities)[number];

export type ClassRules = {
  /** How full the shop's bucket may be for such a call, as a share of its size. */
  readonly ceiling: number;
  /** The fill a class steers towards while tills compete. Far apart, so that the calls of one till's sales push back another's pull. */
  readonly target: number;
  /** Below this a call goes at once, whatever its pace: an empty bucket is room lost for good. */
  readonly lowMark: number;
  /** How many calls a class that was quiet is ahead of its pace: a single sale does not wait as a backlog does. */
  readonly ahead: number;
  /** The slowest pace, as a share of the rate the bucket leaks at: no class ever stands still. */
  readonly leastShare: number;
};

/* biome-ignore format: to be read as a table */
export const classRules: Readonly<Record<CallPriority, ClassRules>> = {
  sale:      { ceiling: 0.97, target: 0.6, lowMark: 0.3, ahead: 2, leastShare: 1 / 400 },
  money:     { ceiling: 0.9,  target: 0.5, lowMark: 0.25, ahead: 2, leastShare: 1 / 400 },
  stock:     { ceiling: 0.8,  target: 0.4, lowMark: 0.15, ahead: 0, leastShare: 1 / 2000 },
  catalogue: { ceiling: 0.72, target: 0.3, lowMark: 0.1, ahead: 0, leastShare: 1 / 4000 },
};
