import type { Actor, Till } from './till.ts';

/**
 * Who is signed in at the window, and when they last did something. Lives in memory: a restart locks the till. Tells the window of
 * every change itself: a view made from what was written before the change still shows the till as it was.
 */
export type Session = {
  readonly actor: () => Actor | null;
  readonly open: (actor: Actor) => void;
  readonly close: () => void;
  readonly touch: () => void;
  readonly idleSince: () => number;
};

export function createSession({ clock, notify }: Pick<Till, 'clock' | 'notify'>): Session {
  let current: Actor | null = null;
  let touchedAt = clock();
  return {
    actor: () => current,
    open: (actor) => {
      current = actor;
      touchedAt = clock();
      notify('carts');
      notify('app');
    },
    close: () => {
      current = null;
      notify('app');
    },
    touch: () => {
      touchedAt = clock();
    },
    idleSince: () => touchedAt,
  };
}
