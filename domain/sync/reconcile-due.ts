import type { Instant } from '../time.ts';

/** How a business day stands with its comparison. */
export type DayStanding = {
  readonly businessDay: string;
  /** The last comparison; null when there was none. */
  readonly ran: {
    readonly at: Instant;
    /** Whether the day was over by then. */
    readonly dayEnded: boolean;
    /** Something was on its way then, or has been sent on its way since. */
    readonly waits: boolean;
  } | null;
  /** Documents of that day on their way now. */
  readonly onTheirWay: number;
  /** Differences nobody has repaired or accepted. */
  readonly open: number;
};

const againMs = 24 * 60 * 60_000;
const againTodayMs = 10 * 60_000;

/**
 * Whether a day is to be held against the cloud: once after it ended, again when what was on its way has arrived, and daily while
 * something is not in order. The day that still lasts only when somebody has looked at it already and what differed was repaired.
 */
export function isReconciliationDue(day: DayStanding, today: string, now: Instant): boolean {
  if (day.businessDay > today) return false;
  if (day.businessDay === today) return isRepairedToday(day, now);
  if (day.ran === null || !day.ran.dayEnded) return true;
  if (day.ran.waits && day.onTheirWay === 0) return true;
  const isInOrder = !day.ran.waits && day.open === 0;
  return !isInOrder && Math.abs(now - day.ran.at) >= againMs;
}

function isRepairedToday({ ran, open, onTheirWay }: DayStanding, now: Instant): boolean {
  if (ran === null || !ran.waits || open === 0 || onTheirWay > 0) return false;
  return Math.abs(now - ran.at) >= againTodayMs;
}
