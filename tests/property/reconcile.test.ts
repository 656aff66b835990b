import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differenceKinds, planDifferences } from '../../domain/sync/difference.ts';
import { outboxStates } from '../../domain/sync/outbox.ts';
import {
  type CloudDocument,
  isInStep,
  reconcile,
  reconcileClasses,
  sumByClass,
  type TillDocument,
} from '../../domain/sync/reconcile.ts';

/** A failure prints the seed it can be had again with. */
const runs = { numRuns: 500 };

const amount = fc.integer({ min: 0, max: 2_000_000_000 });

/** A day as it can come about: documents in any state, each with none, one or several orders there, and orders of nobody's. */
const day = fc
  .record({
    documents: fc.array(
      fc.record({
        amount,
        state: fc.constantFrom(...outboxStates),
        orders: fc.array(fc.record({ cancelled: fc.boolean(), off: fc.option(amount, { nil: null }) }), {
          maxLength: 3,
        }),
      }),
      { maxLength: 30 },
    ),
    strangers: fc.array(
      fc.array(fc.record({ amount, cancelled: fc.boolean() }), { minLength: 1, maxLength: 3 }),
      {
        maxLength: 5,
      },
    ),
  })
  .map(({ documents, strangers }) => {
    let orderId = 0;
    const till: TillDocument[] = [];
    const cloud: CloudDocument[] = [];
    documents.forEach((document, index) => {
      const name = { key: `till-1/s${index}`, number: `LL1-261125-${index}` };
      till.push({ ...name, id: `s${index}`, amount: document.amount, state: document.state });
      for (const order of document.orders) {
        orderId += 1;
        cloud.push({
          ...name,
          id: orderId,
          amount: order.off ?? document.amount,
          cancelled: order.cancelled,
        });
      }
    });
    strangers.forEach((orders, index) => {
      for (const order of orders) {
        orderId += 1;
        cloud.push({ ...order, id: orderId, key: `till-1/x${index}`, number: `LL1-261125-X${index}` });
      }
    });
    return { till, cloud };
  });

/** The class of a document, worked out one by one instead of from the two lists. */
function expectedClass(document: TillDocument, cloud: readonly CloudDocument[]): string {
  const its = cloud.filter(({ key }) => key === document.key);
  const standing = its.filter(({ cancelled }) => !cancelled);
  if (standing.length > 1) return 'doubled';
  if (standing[0] !== undefined) return standing[0].amount === document.amount ? 'matched' : 'amount-differs';
  if (its.length > 0) return 'cancelled-there';
  if (document.state === 'confirmed') return 'missing';
  return document.state === 'refused' || document.state === 'set-aside' ? document.state : 'waiting';
}

describe('a day held against the cloud', () => {
  it('puts every document into exactly one class, the one it belongs to', () => {
    fc.assert(
      fc.property(day, ({ till, cloud }) => {
        const items = reconcile(till, cloud);
        expect(items.flatMap(({ saleId }) => saleId ?? []).sort()).toEqual(till.map(({ id }) => id).sort());
        for (const document of till)
          expect(items.find(({ saleId }) => saleId === document.id)?.class).toBe(
            expectedClass(document, cloud),
          );
        const strangers = new Set(cloud.filter(({ key }) => key.includes('/x')).map(({ key }) => key));
        expect(items.filter((item) => item.class === 'only-in-cloud')).toHaveLength(strangers.size);
      }),
      runs,
    );
  });

  it('adds up to the đồng on both sides', () => {
    fc.assert(
      fc.property(day, ({ till, cloud }) => {
        const sums = Object.values(sumByClass(reconcile(till, cloud)));
        const total = (of: readonly { readonly amount: number }[]) =>
          of.reduce((sum, one) => sum + one.amount, 0);
        expect(sums.reduce((sum, one) => sum + one.tillAmount, 0)).toBe(total(till));
        expect(sums.reduce((sum, one) => sum + one.cloudAmount, 0)).toBe(
          total(cloud.filter(({ cancelled }) => !cancelled)),
        );
      }),
      runs,
    );
  });

  it('comes out the same in whatever order, and however often, rows were read', () => {
    fc.assert(
      fc.property(
        day.chain((one) =>
          fc.record({
            one: fc.constant(one),
            till: fc.shuffledSubarray([...one.till], { minLength: one.till.length }),
            cloud: fc.shuffledSubarray([...one.cloud], { minLength: one.cloud.length }),
          }),
        ),
        ({ one, till, cloud }) => {
          expect(reconcile(till, [...cloud, ...cloud])).toEqual(reconcile(one.till, one.cloud));
        },
      ),
      runs,
    );
  });

  it('is in step only when everything matches', () => {
    fc.assert(
      fc.property(day, ({ till, cloud }) => {
        const items = reconcile(till, cloud);
        expect(isInStep(sumByClass(items))).toBe(items.every((item) => item.class === 'matched'));
      }),
      runs,
    );
  });
});

describe('differences of a day', () => {
  it('are opened once, stay while they last, and are resolved when they are gone', () => {
    fc.assert(
      fc.property(day, day, (before, after) => {
        let known: Parameters<typeof planDifferences>[0] = [];
        for (const [round, { till, cloud }] of [before, before, after, before].entries()) {
          const items = reconcile(till, cloud);
          const plan = planDifferences(known, items);
          known = [
            ...known.filter(({ id }) => !plan.resolve.includes(id)),
            ...plan.open.map((item, index) => ({
              ...item,
              kind: item.class,
              id: `${round}/${index}`,
            })),
          ];
          const differing = items.filter((item) => differenceKinds.some((kind) => kind === item.class));
          expect(known).toHaveLength(differing.length);
          expect(planDifferences(known, items)).toEqual({ open: [], resolve: [] });
        }
        const whole = reconcile(before.till, before.cloud);
        expect(known.map(({ kind }) => kind).sort()).toEqual(
          whole
            .map((item) => item.class)
            .filter((name) => reconcileClasses.includes(name))
            .filter((name) => differenceKinds.some((kind) => kind === name))
            .sort(),
        );
      }),
      runs,
    );
  });
});
