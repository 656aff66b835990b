import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Sync } from '../../main/services/ports.ts';
import { cloudOrders, outboxStates, quickPace, shopCloud, syncedTill } from '../support/synced-till.ts';

const till = fc.integer({ min: 0, max: 1 });

/** What can happen to two tills of one shop and to their line. */
const anyStep = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('sell' as const), till }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('push' as const), till, waits: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('restart' as const), till }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('break' as const),
      fault: fc.constantFrom(
        { dropAnswers: 1 },
        { dropAnswers: 2 },
        { badGateways: 1 },
        { badGateways: 3 },
        { resets: 2 },
        { garbage: 1 },
        { delayMs: 20 },
        { answerDelayMs: 30 },
        { listLagMs: 40 },
        { down: true },
        { tokenRevoked: true },
        { refusals: 1 },
      ),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('heal' as const) }) },
);

const healthy = {
  dropAnswers: 0,
  badGateways: 0,
  resets: 0,
  garbage: 0,
  refusals: 0,
  delayMs: 0,
  answerDelayMs: 0,
  listLagMs: 0,
  down: false,
  tokenRevoked: false,
};

/** Seconds of patience are for the end; in between a round is cut short, wherever it is. */
const inBetween = { patienceMs: 0 };

describe('two tills on a bad line', () => {
  it('have exactly one order a sale, of the same amount, once the line is good again', {
    timeout: 120_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 5, maxLength: 25 }), async (steps) => {
        const sandbox = await shopCloud({ products: 5, customers: 1 });
        const tills = ['till-1', 'till-2'].map((tillId) =>
          syncedTill(sandbox, { tillId, pace: { ...quickPace, ...inBetween } }),
        );
        const syncs: Sync[] = tills.map((one) => one.sync);
        const sold = new Map<string, number>();
        const underWay: Promise<unknown>[] = [];
        for (const step of steps) {
          if (step.kind === 'break') await sandbox.control(step.fault);
          if (step.kind === 'heal') await sandbox.control(healthy);
          if (step.kind !== 'sell' && step.kind !== 'push' && step.kind !== 'restart') continue;
          const one = tills[step.till];
          if (one === undefined) continue;
          if (step.kind === 'sell') {
            const sale = one.sell();
            sold.set(`${one.tillId}/${sale.id}`, sale.settlement.payable);
          } else if (step.kind === 'push') {
            const round = syncs[step.till]?.runOnce('push');
            if (step.waits) await round;
            else underWay.push(Promise.resolve(round));
          } else {
            await syncs[step.till]?.stop();
            syncs[step.till] = one.restart();
          }
        }
        await sandbox.control(healthy);
        await Promise.all(underWay);
        for (const [index, one] of tills.entries()) {
          await syncs[index]?.stop();
          // A person sends what was refused once more.
          one.store.writer.run("UPDATE outbox SET state = 'queued' WHERE state = 'refused'");
          await one.restart({ pace: quickPace }).runOnce('push');
          expect(outboxStates(one.store).every((state) => state === 'confirmed')).toBe(true);
        }
        const orders = await cloudOrders(sandbox);
        const found = orders.map((order) => [
          order.note_attributes.find(({ name }) => name === 'till_key')?.value,
          order.total_price,
        ]);
        expect(found.sort()).toEqual([...sold].sort());
        await sandbox.close();
      }),
      { numRuns: 25 },
    );
  });
});
