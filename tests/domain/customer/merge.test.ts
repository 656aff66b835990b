import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CustomerFields, customerFieldNames, differingFields } from '../../../domain/customer/fields.ts';
import { joinCustomer, mergeCustomer } from '../../../domain/customer/merge.ts';

// Few values, so that the sides often agree.
const value = fc.constantFrom('', 'a', 'b', 'c');
const fields: fc.Arbitrary<CustomerFields> = fc.record({
  // No phone and no e-mail: what stands in for a name has a test of its own.
  name: fc.constantFrom('', 'An', 'Hoa', 'Mai'),
  phone: value,
  email: value,
  note: value,
  birthday: value,
  gender: value,
});
const times = fc.record({ local: fc.integer({ min: 0, max: 9 }), cloud: fc.integer({ min: 0, max: 9 }) });
const runs = { numRuns: 2_000 };

const merge = (
  sides: { base: CustomerFields; local: CustomerFields; cloud: CustomerFields },
  at: { local: number; cloud: number },
) => mergeCustomer(sides, { localAt: () => at.local, cloudAt: at.cloud });

const sides = fc.record({ base: fields, local: fields, cloud: fields });

describe('merging a customer changed on both sides', () => {
  it('done twice is as done once', () => {
    fc.assert(
      fc.property(sides, times, ({ base, local, cloud }, at) => {
        const once = merge({ base, local, cloud }, at);
        const twice = merge({ base: cloud, local: once.fields, cloud }, at);
        expect(twice).toEqual({ fields: once.fields, toSend: once.toSend, changes: [] });
      }),
      runs,
    );
  });

  it('keeps what only one side changed, and invents nothing', () => {
    fc.assert(
      fc.property(sides, times, ({ base, local, cloud }, at) => {
        const { fields: result } = merge({ base, local, cloud }, at);
        for (const field of customerFieldNames) {
          if (cloud[field] === base[field]) expect(result[field]).toBe(local[field]);
          else if (local[field] === base[field]) expect(result[field]).toBe(cloud[field]);
          else expect([local[field], cloud[field]]).toContain(result[field]);
        }
      }),
      runs,
    );
  });

  it('takes the later value of a field both changed, the cloud’s when nobody can tell', () => {
    fc.assert(
      fc.property(sides, times, ({ base, local, cloud }, at) => {
        const { fields: result } = merge({ base, local, cloud }, at);
        for (const field of customerFieldNames) {
          if (cloud[field] === base[field] || local[field] === base[field]) continue;
          expect(result[field]).toBe(at.local > at.cloud ? local[field] : cloud[field]);
        }
      }),
      runs,
    );
  });

  it('loses no value: what the cloud brought and what it replaced are in the changes', () => {
    fc.assert(
      fc.property(sides, times, ({ base, local, cloud }, at) => {
        const { fields: result, changes } = merge({ base, local, cloud }, at);
        for (const field of customerFieldNames) {
          if (cloud[field] === base[field] || cloud[field] === local[field]) continue;
          const change = changes.find((one) => one.field === field);
          expect(change?.after).toBe(cloud[field]);
          expect(change?.stands).toBe(result[field] === cloud[field]);
          if (change?.stands === true) expect(change.before).toBe(local[field]);
        }
      }),
      runs,
    );
  });

  it('leaves the sides equal once the rest was sent, whatever two tills do in turn', () => {
    fc.assert(
      fc.property(fields, fields, fields, times, (base, one, two, at) => {
        let cloud = base;
        for (const local of [one, two]) {
          const merged = merge({ base, local, cloud }, at);
          expect(merged.toSend).toEqual(differingFields(cloud, merged.fields));
          cloud = merged.fields;
        }
        // The first till hears of it and has nothing of its own left to say.
        expect(merge({ base: one, local: one, cloud }, at)).toMatchObject({ fields: cloud, toSend: [] });
      }),
      runs,
    );
  });
});

describe('joining somebody made at the till with somebody of the cloud', () => {
  it('keeps every value of the cloud, fills in what it lacks, and remembers what differed', () => {
    fc.assert(
      fc.property(fields, fields, (local, cloud) => {
        const joined = joinCustomer(local, cloud);
        for (const field of ['note', 'birthday', 'gender', 'phone', 'email'] as const) {
          expect(joined.fields[field]).toBe(cloud[field] || local[field]);
          const differs = local[field] !== '' && cloud[field] !== '' && local[field] !== cloud[field];
          expect(
            joined.changes.some((change) => change.field === field && change.before === local[field]),
          ).toBe(differs);
        }
        expect(joined.toSend).toEqual(differingFields(cloud, joined.fields));
        expect(joinCustomer(joined.fields, cloud).fields).toEqual(joined.fields);
      }),
      runs,
    );
  });

  it('takes a phone that stands in for a name for no name', () => {
    const nobody = { name: '', phone: '', email: '', note: '', birthday: '', gender: '' };
    const byPhone = { ...nobody, name: '0912345678', phone: '0912345678' };
    const named = { ...byPhone, name: 'Lê An' };
    expect(joinCustomer(byPhone, named)).toMatchObject({ fields: named, toSend: [], changes: [] });
    expect(joinCustomer(named, byPhone)).toMatchObject({ fields: named, toSend: ['name'], changes: [] });
  });
});
