import { staffById } from '../db/repositories/staff.ts';
import type { Actor, Till } from './till.ts';

/**
 * Who is signed in at the window, and when they last did something. Lives in memory: a restart locks the till. Tells the window of
 * every change itself: a view made from what was written before the change still shows the till as it was. Who loses PIN or role
 * meanwhile, on whichever till of the shop, is signed in no longer.
 */
export type Session = {
  readonly actor: () => Actor | null;
  readonly open: (actor: Actor) => void;
  readonly close: () => void;
  readonly touch: () => void;
  readonly idleSince: () => number;
};

export function createSession({ clock, notify, store }: Pick<Till, 'clock' | 'notify' | 'store'>): Session {
  let current: Actor | null = null;
  let hadPin = false;
  const hasPin = (staffId: string) => {
    const row = staffById(store, staffId);
    return row !== undefined && (row.pin_digest !== null || row.former_pin_digest !== null);
  };
  const isStill = (actor: Actor) => {
    const role = staffById(store, actor.staffId)?.role ?? actor.role;
    return role === actor.role && (!hadPin || hasPin(actor.staffId));
  };
  let touchedAt = clock();
  return {
    actor: () => {
      if (current !== null && !isStill(current)) current = null;
      return current;
    },
    open: (actor) => {
      current = actor;
      hadPin = hasPin(actor.staffId);
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
