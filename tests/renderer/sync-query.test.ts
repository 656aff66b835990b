import { describe, expect, it } from 'vitest';
import { queryOf, readDay, type SyncFilter } from '../../renderer/features/sync/sync-query.ts';

/** 5 November 2026, 08:00 in Vietnam; still the day before in UTC. */
const now = Date.UTC(2026, 10, 5, 1, 0, 0);
const midnight = Date.UTC(2026, 10, 4, 17, 0, 0);
const day = 86_400_000;

const filter: SyncFilter = { text: 'x', stage: 'refused', kind: 'sale', span: 'all', day: '2026-10-31' };

describe('the filter of the sync page', () => {
  it.each([
    ['all', { from: null, to: null }],
    ['today', { from: midnight, to: null }],
    ['week', { from: midnight - 6 * day, to: null }],
    ['day', { from: midnight - 5 * day, to: midnight - 4 * day }],
  ] as const)('asks main for the days of the shop: %s', (span, expected) => {
    expect(queryOf({ ...filter, span }, now)).toEqual({
      text: 'x',
      stage: 'refused',
      kind: 'sale',
      ...expected,
    });
  });
});

describe('a typed day', () => {
  it.each([
    ['5/11/2026', '2026-11-05'],
    ['05/11/2026', '2026-11-05'],
    ['05112026', '2026-11-05'],
    ['5-11', '2026-11-05'],
    ['5.11.2025', '2025-11-05'],
    ['0511', '2026-11-05'],
    ['6/11', '2025-11-06'],
    ['29/02/2028', '2028-02-29'],
  ])('"%s" is %s', (typed, expected) => {
    expect(readDay(typed, now)).toBe(expected);
  });

  it.each(['', '31/02/2026', '29/2/2026', '0/5', '5/13', '5', 'hôm qua', '5/11/26', '99999999'])(
    '"%s" is none',
    (typed) => {
      expect(readDay(typed, now)).toBeNull();
    },
  );
});
