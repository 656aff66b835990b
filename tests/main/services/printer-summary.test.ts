import { describe, expect, it } from 'vitest';
import { setPrintJobState } from '../../../main/db/repositories/print-jobs.ts';
import { drawerWarnings, printerSummary } from '../../../main/services/printer-summary.ts';
import { addJob, setPrinters } from '../../support/print-world.ts';
import { testNow, testTill } from '../../support/test-till.ts';

describe('how printing stands', () => {
  it('is counted by what waits, asks, and got too old', () => {
    const { till } = testTill();
    for (const id of ['waits', 'asks', 'old']) addJob(till.store, id);
    for (const state of ['preflight', 'sending', 'unknown'] as const)
      setPrintJobState(till.store, 'asks', state, null, testNow);
    setPrintJobState(till.store, 'old', 'stale', null, testNow);
    setPrintJobState(till.store, 'waits', 'blocked', 'paper-out', testNow);
    expect(printerSummary(till)).toEqual({
      waiting: 1,
      needsAnswer: 1,
      stale: 1,
      blockedBy: 'paper-out',
      standIns: [],
      drawerOpenSince: null,
    });
  });

  it('names who stands in for whom, for as long as the one refuses and the other does not', () => {
    const { till } = testTill();
    setPrinters(till.store, { id: 'a', roles: ['receipts'], fallbackId: 'b' }, { id: 'b', roles: [] });
    const refusals = new Map([['a', 'cover-open']]);
    const standIns = () =>
      printerSummary({
        ...till,
        printer: {
          ...till.printer,
          lane: (id) => ({ refusal: refusals.get(id) ?? null, isSending: false }),
        },
      }).standIns;
    expect(standIns()).toEqual([{ printer: 'Máy a', standIn: 'Máy b', reason: 'cover-open' }]);
    refusals.set('b', 'paper-out');
    expect(standIns()).toEqual([]);
  });
});

describe('a drawer that stayed shut', () => {
  it('is told for two minutes, or until the next one opens', () => {
    const { till, advance } = testTill();
    expect(drawerWarnings(till)).toEqual([]);
    addJob(till.store, 'late', 'drawer');
    setPrintJobState(till.store, 'late', 'expired', 'too-late', testNow);
    expect(drawerWarnings(till)).toEqual([{ code: 'DRAWER_STAYED_SHUT', params: {} }]);
    advance(3 * 60_000);
    expect(drawerWarnings(till)).toEqual([]);
    addJob(till.store, 'later', 'drawer');
    setPrintJobState(till.store, 'later', 'expired', 'connection-lost', testNow + 3 * 60_000);
    expect(drawerWarnings(till)).toHaveLength(1);
    addJob(till.store, 'opens', 'drawer');
    expect(drawerWarnings(till)).toEqual([]);
  });

  it('is not told of one whose till went down with it', () => {
    const { till } = testTill();
    addJob(till.store, 'gone', 'drawer');
    for (const state of ['preflight', 'sending'] as const)
      setPrintJobState(till.store, 'gone', state, null, testNow);
    setPrintJobState(till.store, 'gone', 'expired', 'interrupted', testNow);
    expect(drawerWarnings(till)).toEqual([]);
  });
});
