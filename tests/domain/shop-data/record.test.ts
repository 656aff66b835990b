import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Entry,
  mergeRecords,
  newestStamp,
  newsFor,
  type ShopRecord,
} from '../../../domain/shop-data/record.ts';
import { compareStamps, nextStamp, type Stamp } from '../../../domain/shop-data/stamp.ts';

// Few times, tills and keys, so that stamps meet, even with different values.
const stamp: fc.Arbitrary<Stamp> = fc.record({
  at: fc.integer({ min: 0, max: 3 }),
  count: fc.integer({ min: 0, max: 2 }),
  till: fc.constantFrom('a', 'b'),
});
const value = fc.oneof(
  fc.constantFrom(null, true, 'x'),
  fc.integer({ min: 0, max: 2 }),
  fc.record({ name: fc.constantFrom('Lan', 'Tú'), pin: fc.constantFrom(null, 'd1') }),
);
const entry: fc.Arbitrary<Entry> = fc.record({ stamp, value });
const record: fc.Arbitrary<ShopRecord> = fc
  .dictionary(fc.constantFrom('staff:1', 'staff:2', 'setting:a'), entry)
  .map((entries) => new Map(Object.entries(entries)));

const plain = (merged: ShopRecord) => [...merged].sort(([a], [b]) => (a < b ? -1 : 1));

describe('merging what two tills know', () => {
  it('does not depend on who merges first', () => {
    fc.assert(
      fc.property(record, record, (a, b) => {
        expect(plain(mergeRecords(a, b))).toEqual(plain(mergeRecords(b, a)));
      }),
    );
  });

  it('does not depend on the order of three', () => {
    fc.assert(
      fc.property(record, record, record, (a, b, c) => {
        expect(plain(mergeRecords(mergeRecords(a, b), c))).toEqual(
          plain(mergeRecords(a, mergeRecords(b, c))),
        );
      }),
    );
  });

  it('changes nothing when it is done again', () => {
    fc.assert(
      fc.property(record, record, (a, b) => {
        const once = mergeRecords(a, b);
        expect(mergeRecords(once, b)).toEqual(once);
        expect(mergeRecords(a, a)).toEqual(a);
      }),
    );
  });

  it('keeps of each entry the later change, whole', () => {
    fc.assert(
      fc.property(record, record, (a, b) => {
        for (const [key, merged] of mergeRecords(a, b)) {
          const candidates = [a.get(key), b.get(key)].filter((one) => one !== undefined);
          expect(candidates).toContainEqual(merged);
          for (const one of candidates) expect(compareStamps(one.stamp, merged.stamp)).toBeLessThanOrEqual(0);
        }
      }),
    );
  });

  it('has no news for itself, and exactly what is missing for the other', () => {
    fc.assert(
      fc.property(record, record, (a, b) => {
        expect([...newsFor(a, a)]).toEqual([]);
        expect(plain(mergeRecords(a, newsFor(a, b)))).toEqual(plain(mergeRecords(a, b)));
      }),
    );
  });

  it('takes the same value for the same, however its fields are ordered', () => {
    const stamped = { at: 1, count: 0, till: 'a' };
    const one = new Map([['staff:1', { stamp: stamped, value: { name: 'Lan', pin: null } }]]);
    const other = new Map([['staff:1', { stamp: stamped, value: { pin: null, name: 'Lan' } }]]);
    expect([...newsFor(one, other)]).toEqual([]);
  });
});

describe('the stamp of a change', () => {
  it('is later than everything seen, whatever the clock says', () => {
    fc.assert(
      fc.property(record, fc.integer({ min: -5, max: 10 }), fc.constantFrom('a', 'b'), (seen, now, till) => {
        const next = nextStamp(newestStamp(seen), now, till);
        for (const { stamp: earlier } of seen.values()) expect(compareStamps(earlier, next)).toBeLessThan(0);
      }),
    );
  });

  it('is the clock’s where the clock is ahead', () => {
    expect(nextStamp({ at: 5, count: 3, till: 'b' }, 9, 'a')).toEqual({ at: 9, count: 0, till: 'a' });
    expect(nextStamp(null, 9, 'a')).toEqual({ at: 9, count: 0, till: 'a' });
  });
});
