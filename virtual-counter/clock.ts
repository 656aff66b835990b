/** Time as the printer feels it: paper moves by it, pauses end by it. Tests bring their own. */
export type Clock = {
  readonly now: () => number;
  /** Calls back once; the answer calls it off. */
  readonly after: (ms: number, call: () => void) => () => void;
};

export const realClock: Clock = {
  now: () => performance.now(),
  after: (ms, call) => {
    const timer = setTimeout(call, ms);
    return () => clearTimeout(timer);
  },
};
