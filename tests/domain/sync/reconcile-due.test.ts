import { describe, expect, it } from 'vitest';
import { type DayStanding, isReconciliationDue } from '../../../domain/sync/reconcile-due.ts';

const today = '2026-11-25';
const yesterday = '2026-11-24';
const now = Date.UTC(2026, 10, 25, 8);
const minute = 60_000;
const hour = 60 * minute;

function isDue(businessDay: string, over: Partial<DayStanding> = {}): boolean {
  return isReconciliationDue({ businessDay, ran: null, onTheirWay: 0, open: 0, ...over }, today, now);
}

const ran = (minutesAgo: number, over: Partial<NonNullable<DayStanding['ran']>> = {}) => ({
  at: now - minutesAgo * minute,
  dayEnded: true,
  waits: false,
  ...over,
});

describe('a day that is over', () => {
  it('is due once after its end, and then no more while it is in step', () => {
    expect(isDue(yesterday)).toBe(true);
    expect(isDue(yesterday, { ran: ran(900, { dayEnded: false }) })).toBe(true);
    expect(isDue(yesterday, { ran: ran(900) })).toBe(false);
    expect(isDue('2025-01-01', { ran: ran(500 * 24 * 60) })).toBe(false);
  });

  it('is due again as soon as what was on its way has arrived, not before', () => {
    expect(isDue(yesterday, { ran: ran(1, { waits: true }), onTheirWay: 2 })).toBe(false);
    expect(isDue(yesterday, { ran: ran(1, { waits: true }) })).toBe(true);
  });

  it.each([
    ['a difference is open', { open: 1 }, false],
    ['something is still on its way', { onTheirWay: 1 }, true],
  ])('is due once a day while %s, whichever way the clock went', (_, over, waits) => {
    const daily = (minutesAgo: number) => isDue(yesterday, { ...over, ran: ran(minutesAgo, { waits }) });
    expect([daily(23 * 60), daily(24 * 60), daily(-23 * 60), daily(-24 * 60)]).toEqual([
      false,
      true,
      false,
      true,
    ]);
  });
});

describe('the day that lasts', () => {
  const repaired = { open: 1, ran: ran(10, { dayEnded: false, waits: true }) };

  it('is nobody’s business until somebody has looked at it and what differed was repaired', () => {
    expect(isDue(today)).toBe(false);
    expect(isDue(today, { ran: ran(24 * 60, { dayEnded: false }) })).toBe(false);
    expect(isDue(today, { ...repaired, ran: ran(24 * 60, { waits: false }) })).toBe(false);
    expect(isDue(today, { ...repaired, open: 0 })).toBe(false);
    expect(isDue(today, repaired)).toBe(true);
  });

  it('waits for the repair to arrive, and ten minutes from look to look', () => {
    expect(isDue(today, { ...repaired, onTheirWay: 1 })).toBe(false);
    expect(isDue(today, { ...repaired, ran: ran(9, { waits: true }) })).toBe(false);
    expect(isDue(today, { ...repaired, ran: ran(-hour / minute, { waits: true }) })).toBe(true);
  });
});

it('a day that has not come is never due', () => {
  expect(isDue('2026-11-26', { open: 1, ran: ran(5 * 24 * 60, { waits: true }) })).toBe(false);
});
