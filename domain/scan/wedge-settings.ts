/** What this till knows of its keyboard scanner. Everything works untaught; the set-up learns the rest. */
export type WedgeSettings = {
  /** Name of the one special key the scanner sends before a code, such as `F9` or `Control+b`; it makes a scan certain at once. */
  readonly prefixKey: string | null;
  /** Characters before and after each code that are not part of it. */
  readonly prefixText: string;
  readonly suffixText: string;
  /** `always`: a code without its Enter, Tab or other last key has been cut off. */
  readonly ending: 'any' | 'always' | 'never';
  /** Longest gap within a scan, ms. */
  readonly maxGapMs: number;
  /** Which keyboard the scanner believes to be: a US one, or the same as this computer's. */
  readonly layout: 'unknown' | 'us' | 'same';
  /** What Caps Lock does to letters of a scan. */
  readonly capsLock: 'unknown' | 'inverts' | 'harmless';
};

export const untaughtWedge: WedgeSettings = {
  prefixKey: null,
  prefixText: '',
  suffixText: '',
  ending: 'any',
  maxGapMs: 35,
  layout: 'unknown',
  capsLock: 'unknown',
};

export const wedgeLimits = {
  /** Keys this close belong to a machine even if it lets go of each only after the next; nobody rolls three that fast. */
  rollGapMs: 15,
  rollKeys: 3,
  /** An input method hands keys over late and out of order; this many so close together are a machine's all the same. */
  imeGapMs: 25,
  imeKeys: 4,
  /** This long after an input method has kept a key, presses are not to be trusted. */
  imeMemoryMs: 400,
  /** Once it is a scan, a busy PC may hand over its next key this late. */
  maxStallMs: 100,
  /** A burst that rests this long has lost its end. */
  restMs: 150,
  /** An end key whose release is late counts after this long. */
  endWaitMs: 30,
  /** So many keys in a row held longer than that are a hand's after all. */
  handKeys: 3,
  /** An Enter this soon after a burst that had none still belongs to it. */
  lateEndMs: 1_000,
  /** Fewer characters than this are no code. */
  minCharacters: 4,
} as const;
