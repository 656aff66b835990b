import { describe, expect, it } from 'vitest';
import {
  blockedDelayMs,
  mayRetry,
  needsAnswer,
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
    for (const state of ['sending', 'unknown', 'printed', 'replaced'] as const) {
      expect([...reachable(state)].filter((next) => ['queued', 'blocked', 'sending'].includes(next))).toEqual(
        [],
      );
      expect(mayRetry(state)).toBe(false);
    }
  });

  it('may be tried again by hand only while the printer has none of it', () => {
    expect(printJobStates.filter(mayRetry)).toEqual(['blocked']);
  });

  it('asks a person only when nobody knows what came of it', () => {
    expect(printJobStates.filter(needsAnswer)).toEqual(['unknown']);
  });

  it('has an end: printed, replaced by a copy, or expired', () => {
    expect(printJobStates.filter((state) => printJobMoves[state].length === 0).sort()).toEqual([
      'expired',
      'printed',
      'replaced',
    ]);
    expect(waitingStates.every((state) => printJobMoves[state].length > 0)).toBe(true);
  });

  it('waits longer with each blocked try, and never longer than half a minute', () => {
    const delays = [0, 1, 2, 3, 4, 100].map(blockedDelayMs);
    expect(delays).toEqual([...delays].sort((a, b) => a - b));
    expect(delays.at(0)).toBe(2_000);
    expect(delays.at(-1)).toBe(30_000);
  });
});
