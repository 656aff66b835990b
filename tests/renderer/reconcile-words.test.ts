import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { reconcileSlip } from '../../domain/receipt/reconcile-slip.ts';
import { outboxStages, outboxStates, stageOf } from '../../domain/sync/outbox.ts';
import { type ReconcileClass, reconcileClasses, sumByClass } from '../../domain/sync/reconcile.ts';
import { outcomeOf } from '../../renderer/features/reconcile/day-outcome.ts';
import { itemOf } from '../support/differing-day.ts';

const words = z.object({
  classes: z.record(z.string(), z.string()),
  whys: z.record(z.string(), z.string()),
});
const syncWords = z.object({
  states: z.record(z.string(), z.string()),
  filters: z.record(z.string(), z.string()),
});

function wordsIn(locale: string, file: string): unknown {
  const path = join(import.meta.dirname, '../../resources/locales', locale, `${file}.json`);
  return JSON.parse(readFileSync(path, 'utf8'));
}

const { classes } = words.parse(wordsIn('vi', 'reconcile'));
const sync = syncWords.parse(wordsIn('vi', 'sync'));

describe('one thing has one word', () => {
  it.each(reconcileClasses)('on the slip as on the page: %s', (name) => {
    const item = itemOf({ class: name, orderId: 5, cloudAmount: 1 });
    const slip = reconcileSlip({
      header: [],
      branchName: 'CN',
      tillNumber: 1,
      day: '2026-11-25',
      at: 0,
      dayEnded: true,
      foundBy: 'walk',
      classes: sumByClass([item]),
      printedAt: 0,
      items: [{ ...item, accepted: null }],
      itemsLeftOut: 0,
    });
    const text = JSON.stringify(slip);
    expect(text).toContain(`${classes[name]} (1)`);
    expect(text).toContain(`"${classes[name]}"`);
  });

  it.each(outboxStages)('for a document that is %s, in its state, its list and its class', (stage) => {
    if (stage !== 'confirmed') expect(sync.filters[stage]).toBe(classes[stage satisfies ReconcileClass]);
    const named = outboxStates.filter((state) => stageOf[state] === stage).map((state) => sync.states[state]);
    expect(named.some((name) => name !== undefined && sync.filters[stage]?.startsWith(name))).toBe(true);
  });
});

describe('how a day stands', () => {
  const ran = { at: 1, dayEnded: true, documents: 3, unsent: 0 };
  it.each([
    ['never', { ran: null, open: 0, accepted: 0 }],
    ['open', { ran: null, open: 1, accepted: 0 }],
    ['open', { ran: { ...ran, unsent: 2 }, open: 1, accepted: 4 }],
    ['unsent', { ran: { ...ran, unsent: 2 }, open: 0, accepted: 4 }],
    ['accepted', { ran, open: 0, accepted: 4 }],
    ['empty', { ran: { ...ran, documents: 0 }, open: 0, accepted: 0 }],
    ['matched', { ran, open: 0, accepted: 0 }],
  ] as const)('is first what somebody has to look at: %s', (outcome, day) => {
    expect(outcomeOf({ day: '2026-11-25', ...day })).toBe(outcome);
  });
});
