import type { Actor } from './till.ts';

/** Who is signed in at the window, and when they last did something. Lives in memory: a restart locks the till. */
export type Session = {
  readonly actor: () => Actor | null;
  readonly open: (actor: Actor) => void;
  readonly close: () => void;
  readonly touch: () => void;
  readonly idleSince: () => number;
};

export function createSession(clock: () => number): Session {
  let current: Actor | null = null;
  let touchedAt = clock();
  return {
    actor: () => current,
    open: (actor) => {
      current = actor;
      touchedAt = clock();
    },
    close: () => {
      current = null;
    },
    touch: () => {
      touchedAt = clock();
    },
    idleSince: () => touchedAt,
  };
}
