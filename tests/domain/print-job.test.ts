import { describe, expect, it } from 'vitest';
import {
  blockedDelayMs,
  deedsFor,
  isStale,
  type PrintJobDeed,
  type PrintJobState,
  printJobMoves,
  printJobStates,
  waitingStates,
} from '../../domain/print-job.ts';

function reachable(from: PrintJobState): ReadonlySet<PrintJobState> {
  const seen = new Set<PrintJobState>();
  const visit = (state: PrintJobState) => {
    for (const next of printJobMoves[state]) {
      if (seen.has(next)) continue;
      seen.add(next);
      visit(next);
    }
  };
  visit(from);
  return seen;
}

describe('a print job', () => {
  it('can reach every state from the queue', () => {
    expect([...reachable('queued')].sort()).toEqual([...printJobStates].sort());
  });

  it('never goes back to the queue once a byte may have left', () => {
    const untouched: readonly PrintJobState[] = ['queued', 'preflight', 'blocked', 'stale', 'sending'];
    for (const state of ['sending', 'sent', 'unknown', 'printed', 'replaced'] as const) {
      expect([...reachable(state)].filter((next) => untouched.includes(next))).toEqual([]);
      expect(deedsFor(state, false).filter((deed) => deed !== 'answer')).toEqual([]);
    }
  });

  it('goes through the written-down step before its first byte, on every way to paper', () => {
    const into = (state: PrintJobState) =>
      printJobStates.filter((from) => printJobMoves[from].includes(state));
    expect(into('sending')).toEqual(['preflight']);
    expect(into('sent')).toEqual(['sending']);
    expect(into('printed')).toEqual(['sending', 'sent', 'unknown']);
    expect(into('unknown')).toEqual(['sending', 'sent']);
  });

  it('may be tried, dropped or printed elsewhere by hand only while the printer has none of it', () => {
    const having = (deed: PrintJobDeed) =>
      printJobStates.filter((state) => deedsFor(state, false).includes(deed));
    expect(having('retry')).toEqual(['blocked']);
    expect(having('cancel')).toEqual(['queued', 'blocked', 'stale']);
    expect(having('move')).toEqual(['queued', 'blocked', 'stale']);
    expect(having('release')).toEqual(['stale']);
  });

  it('asks a person only when nobody knows what came of it', () => {
    expect(printJobStates.filter((state) => deedsFor(state, false).includes('answer'))).toEqual(['unknown']);
  });

  it('that opens a drawer can be dropped, and nothing else', () => {
    for (const state of printJobStates)
      expect(deedsFor(state, true).filter((deed) => deed !== 'cancel')).toEqual([]);
  });

  it('has an end: printed, replaced by a copy, cancelled, or expired', () => {
    expect(printJobStates.filter((state) => printJobMoves[state].length === 0).sort()).toEqual([
      'cancelled',
      'expired',
      'printed',
      'replaced',
    ]);
    expect(waitingStates.every((state) => printJobMoves[state].length > 0)).toBe(true);
  });

  it('is stale only when it waited longer than the shop wants, and a clock that went back makes nothing old', () => {
    const hourMs = 3_600_000;
    expect(isStale(0, 4 * hourMs, 4)).toBe(false);
    expect(isStale(0, 4 * hourMs + 1, 4)).toBe(true);
    expect(isStale(10 * hourMs, 0, 4)).toBe(false);
  });

  it('waits longer with each blocked try, and never longer than half a minute', () => {
    const delays = [0, 1, 2, 3, 4, 100].map(blockedDelayMs);
    expect(delays).toEqual([...delays].sort((a, b) => a - b));
    expect(delays.at(0)).toBe(2_000);
    expect(delays.at(-1)).toBe(30_000);
  });
});
