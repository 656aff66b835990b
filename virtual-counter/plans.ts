/** Moments at which something can be made to happen, counted from when it was asked for. */
export const planPoints = ['connect', 'byte', 'row', 'cut', 'status', 'fence', 'process-id', 'end'] as const;

export type PlanPoint = (typeof planPoints)[number];

export type Plans = {
  /** Does that once the point is reached so many times. `byte` and `row` count bytes taken in and rows printed. */
  readonly add: (point: PlanPoint, count: number, action: () => void) => void;
  readonly reach: (point: PlanPoint, times?: number) => void;
  /** Bytes that may still come in before a plan wants its turn. */
  readonly bytesLeft: () => number;
  readonly clear: () => void;
};

export function createPlans(): Plans {
  let plans: { readonly point: PlanPoint; left: number; readonly action: () => void }[] = [];
  return {
    add: (point, count, action) => void plans.push({ point, left: count, action }),
    reach: (point, times = 1) => {
      if (plans.length === 0) return;
      for (const plan of plans) if (plan.point === point) plan.left -= times;
      const due = plans.filter(({ left }) => left <= 0);
      if (due.length === 0) return;
      plans = plans.filter(({ left }) => left > 0);
      for (const { action } of due) action();
    },
    bytesLeft: () =>
      plans.reduce(
        (least, { point, left }) => (point === 'byte' ? Math.min(least, left) : least),
        Number.POSITIVE_INFINITY,
      ),
    clear: () => {
      plans = [];
    },
  };
}
