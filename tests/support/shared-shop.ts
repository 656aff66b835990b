import { type ApiBudget, type CallPriority, createApiBudget } from '../../main/cloud/api-budget.ts';
import { seededSpread } from '../../main/cloud/seeded-spread.ts';
import { leakyBucket, patientLimit } from '../../sandbox/bucket.ts';
import { type VirtualTime, virtualTime } from './virtual-time.ts';

export type SeenCall = {
  readonly till: number;
  readonly priority: CallPriority;
  readonly resource: string;
  /** When it was asked for, and when it reached the shop; virtual ms. */
  readonly askedAt: number;
  readonly at: number;
  readonly passed: boolean;
};

export type SharedShop = {
  readonly time: VirtualTime;
  readonly calls: SeenCall[];
  readonly budgets: readonly ApiBudget[];
  /** One call of a till, again after each 429 until it passes; false when the signal ended it. */
  readonly call: (
    till: number,
    priority: CallPriority,
    options?: { readonly resource?: string; readonly signal?: AbortSignal },
  ) => Promise<boolean>;
  /** Call after call until the signal fires. */
  readonly keepCalling: (till: number, priority: CallPriority, signal: AbortSignal) => Promise<void>;
  /** From now on the shop refuses this resource, with a header that shows plenty of room. */
  readonly refuseResource: (resource: string, refused: boolean) => void;
  /** Fires when virtual time has come so far. */
  readonly endAt: (ms: number) => AbortSignal;
};

const halfWayMs = 50;

/** Tills that see of one another only the header: real budgets before the sandbox's own bucket, on a clock that jumps. */
export function sharedShop(tills: number, seed: number, limit = { size: 80, leak: 4 }): SharedShop {
  const time = virtualTime();
  const bucket = leakyBucket(limit.size, limit.leak, time.now);
  const overSeconds = patientLimit(bucket, time.now, () => 2);
  const refusing = new Set<string>();
  const calls: SeenCall[] = [];
  const budgets = Array.from({ length: tills }, (_, till) =>
    createApiBudget({ clock: time.now, spread: seededSpread(seed * 1_009 + till), sleep: time.sleep }),
  );

  const call: SharedShop['call'] = async (till, priority, { resource = 'orders', signal } = {}) => {
    for (;;) {
      const askedAt = time.now();
      const permit = await budgets[till]?.take(priority, resource, signal);
      if (permit === null || permit === undefined) return false;
      await time.sleep(halfWayMs);
      const seconds = overSeconds();
      const passed = seconds === 0 && !refusing.has(resource);
      const header = seconds === 0 ? bucket.header() : `${limit.size}/${limit.size}`;
      calls.push({ till, priority, resource, askedAt, at: time.now(), passed });
      await time.sleep(halfWayMs);
      if (passed) {
        permit.answered(header);
        return true;
      }
      permit.refused(header, Math.max(2, seconds) * 1000);
    }
  };

  return {
    time,
    calls,
    budgets,
    call,
    keepCalling: async (till, priority, signal) => {
      while (await call(till, priority, { signal }));
    },
    refuseResource: (resource, refused) =>
      void (refused ? refusing.add(resource) : refusing.delete(resource)),
    endAt: (ms) => {
      const ending = new AbortController();
      void time.sleep(ms - time.now()).then(() => ending.abort());
      return ending.signal;
    },
  };
}
