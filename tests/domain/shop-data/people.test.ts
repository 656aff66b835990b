import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keepAnOwner, type PersonEntry, takeBackClashes } from '../../../domain/shop-data/people.ts';
import { compareStamps } from '../../../domain/shop-data/stamp.ts';
import { roles } from '../../../domain/staff.ts';

function person(key: string, at: number, over: Partial<PersonEntry['value']> = {}): PersonEntry {
  const value = {
    name: key,
    cloudUserId: null,
    isAccountOwner: false,
    role: 'cashier',
    pin: 'd1',
    clashed: false,
  } as const;
  return { key, value: { ...value, ...over }, stamp: { at, count: 0, till: 'a' } };
}

const anyPerson = fc
  .record({
    key: fc.constantFrom('1', '2', '3', '4', '5'),
    at: fc.integer({ min: 0, max: 3 }),
    role: fc.constantFrom(...roles),
    pin: fc.constantFrom(null, 'd1', 'd2'),
  })
  .map(({ key, at, ...facts }) => person(key, at, facts));
const people = fc.uniqueArray(anyPerson, { selector: ({ key }) => key });

function after(before: readonly PersonEntry[], changes: readonly PersonEntry[]): readonly PersonEntry[] {
  return before.map((one) => changes.find(({ key }) => key === one.key) ?? one);
}

const hasOwner = (all: readonly PersonEntry[]) =>
  all.some(({ value }) => value.role === 'owner' && value.pin !== null);

describe('one PIN given to two people', () => {
  it('stays with whoever had it first', () => {
    const [first, second] = [person('1', 5), person('2', 3)];
    expect(takeBackClashes([first, second])).toEqual([
      {
        ...first,
        value: { ...first.value, pin: null, clashed: true },
        stamp: { at: 5, count: 1, till: 'a' },
      },
    ]);
  });

  it('stays with the only owner, whoever had it first', () => {
    const [owner, earlier] = [person('1', 5, { role: 'owner' }), person('2', 3)];
    expect(takeBackClashes([owner, earlier]).map(({ key }) => key)).toEqual(['2']);
    const other = person('3', 9, { role: 'owner', pin: 'd2' });
    expect(takeBackClashes([owner, earlier, other]).map(({ key }) => key)).toEqual(['1']);
  });

  it('is nobody’s twice afterwards, in whatever order people are looked at, and never costs the last owner', () => {
    fc.assert(
      fc.property(people, (all) => {
        const changes = takeBackClashes(all);
        const settled = after(all, changes);
        const pins = settled.map(({ value }) => value.pin).filter((pin) => pin !== null);
        expect(new Set(pins).size).toBe(pins.length);
        expect(takeBackClashes(settled)).toEqual([]);
        expect(hasOwner(settled)).toBe(hasOwner(all));
        const byKey = (list: readonly PersonEntry[]) => list.toSorted((a, b) => (a.key < b.key ? -1 : 1));
        expect(byKey(takeBackClashes(all.toReversed()))).toEqual(byKey(changes));
        for (const change of changes) {
          const old = all.find(({ key }) => key === change.key);
          expect(old === undefined ? 0 : compareStamps(old.stamp, change.stamp)).toBeLessThan(0);
        }
      }),
    );
  });
});

describe('owners who took each other’s PINs away', () => {
  const before = [
    person('1', 1, { role: 'owner' }),
    person('2', 1, { role: 'owner', pin: 'd2' }),
    person('3', 1, { pin: 'd3' }),
  ];
  const stampOf = (count: number) => ({ at: 9, count, till: 'b' });

  it('both get them back when nobody else is left', () => {
    const gone = before.map((one) => ({ ...one, value: { ...one.value, pin: null } }));
    expect(keepAnOwner(before, gone, stampOf)).toEqual([
      { ...before[0], stamp: { at: 9, count: 0, till: 'b' } },
      { ...before[1], stamp: { at: 9, count: 1, till: 'b' } },
    ]);
  });

  it('lose them where an owner is left', () => {
    expect(keepAnOwner(before, [person('2', 2, { role: 'owner' })], stampOf)).toEqual([]);
  });
});
