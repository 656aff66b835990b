export type PacedLooks = {
  /** The first look comes after `delayMs`, each other one when the one before says so. */
  readonly start: (delayMs: number) => void;
  /** Looks no more; comes back once a look under way has ended, or would not. */
  readonly stop: () => Promise<void>;
  readonly soon: (ms: number) => void;
  /** Looks at once. A look under way may have passed by what the caller has just changed: another one follows it. */
  readonly now: () => Promise<void>;
};

/** A look that hangs on a sick device must not keep the till from ending. */
const patienceMs = 1_000;
const afterTroubleMs = 10_000;

/** One look at a time: a system with a sick device may take seconds over one. `look` answers when to look again, and may fail. */
export function paceLooks(look: () => Promise<number>, failed: (error: unknown) => void): PacedLooks {
  let isRunning = false;
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | null = null;
  let following: Promise<void> | null = null;

  const soon = (ms: number) => {
    clearTimeout(timer);
    if (isRunning) timer = setTimeout(() => void now(), ms);
  };

  const begin = (): Promise<void> => {
    clearTimeout(timer);
    looking = look()
      .catch((error: unknown) => {
        failed(error);
        return afterTroubleMs;
      })
      .then((pauseMs) => {
        looking = null;
        soon(pauseMs);
      });
    return looking;
  };

  const now = (): Promise<void> => {
    if (looking === null) return begin();
    following ??= looking.then(() => {
      following = null;
      return begin();
    });
    return following;
  };

  return {
    now,
    soon,
    start: (delayMs) => {
      isRunning = true;
      soon(delayMs);
    },
    stop: async () => {
      isRunning = false;
      clearTimeout(timer);
      await Promise.race([looking, new Promise((resolve) => setTimeout(resolve, patienceMs).unref())]);
    },
  };
}
