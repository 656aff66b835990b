import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addStaff, givePin, revokePin, staffViews } from '../../main/services/manage-staff.ts';
import { saveSettings } from '../../main/services/save-settings.ts';
import { must } from '../support/selling-till.ts';
import { actorOf, firstTill, joinedTill, type ShopTill, shopDataOf } from '../support/shop-tills.ts';
import { shopCloud } from '../support/synced-till.ts';

const till = fc.integer({ min: 0, max: 1 });

/** What owners do on two tills, and what the line between them does. Few PINs, so that they clash. */
const anyStep = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('pin' as const),
      till,
      person: fc.nat(4),
      pin: fc.constantFrom('11112222', '33334444'),
      role: fc.constantFrom('cashier' as const, 'manager' as const, 'owner' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('revoke' as const), till, person: fc.nat(4) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('add' as const), till, name: fc.constantFrom('Lan', 'Tú') }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('setting' as const),
      till,
      patch: fc.oneof(
        fc.record({ autoLockMinutes: fc.integer({ min: 1, max: 240 }) }),
        fc.record({ receiptFooter: fc.array(fc.constantFrom('Cảm ơn', 'Hẹn gặp lại'), { maxLength: 3 }) }),
        fc.record({ sellBelowZero: fc.boolean() }),
      ),
    }),
  },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('share' as const), till, waits: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart' as const), till }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('break' as const),
      fault: fc.constantFrom(
        { dropAnswers: 1, dropAnswersTo: 'writes' as const },
        { dropAnswers: 3, dropAnswersTo: 'writes' as const },
        { badGateways: 2 },
        { resets: 2 },
        { garbage: 1 },
        { delayMs: 15 },
        { answerDelayMs: 15 },
        { down: true },
      ),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('heal' as const) }) },
);

type Step = typeof anyStep extends fc.Arbitrary<infer T> ? T : never;

const healthy = {
  dropAnswers: 0,
  badGateways: 0,
  resets: 0,
  garbage: 0,
  delayMs: 0,
  answerDelayMs: 0,
  down: false,
};

/** Whatever a till refuses (a PIN somebody has, the last owner) is refused: the shop's rules hold on each till. */
async function act({ till: one }: ShopTill, actor: ReturnType<typeof actorOf>, step: Step): Promise<void> {
  const people = staffViews(one.store);
  if (step.kind === 'pin') {
    const person = people[step.person % people.length];
    await givePin(one, actor.staffId, { staffId: person?.id ?? '', pin: step.pin, role: step.role });
  }
  if (step.kind === 'revoke') revokePin(one, actor.staffId, people[step.person % people.length]?.id ?? '');
  if (step.kind === 'add') addStaff(one, actor.staffId, { name: step.name, role: 'cashier' });
  if (step.kind === 'setting') saveSettings(one, actor, step.patch);
}

describe('two tills of a shop on a bad line', () => {
  it('know the same people, PINs and settings once the line is good again, with no PIN twice and an owner', {
    timeout: 240_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 5, maxLength: 20 }), async (steps) => {
        const sandbox = await shopCloud({ products: 1, customers: 1 });
        const first = await firstTill(sandbox);
        const actor = actorOf(first);
        const tills = [first, await joinedTill(sandbox)];
        const underWay: Promise<unknown>[] = [];
        for (const step of steps) {
          if (step.kind === 'break') await sandbox.control(step.fault);
          if (step.kind === 'heal') await sandbox.control(healthy);
          if (step.kind === 'break' || step.kind === 'heal') continue;
          const one = tills[step.till];
          if (one === undefined) continue;
          if (step.kind === 'restart') {
            await Promise.all(underWay.splice(0));
            tills[step.till] = await one.reopen();
          } else if (step.kind === 'share') {
            const round = one.till.shopData.share();
            if (step.waits) await round;
            else underWay.push(round);
          } else await act(one, actor, step);
        }
        await sandbox.control(healthy);
        await Promise.all(underWay);
        // Each goes twice: what the second settled has to reach the first.
        for (const one of [...tills, ...tills]) must(await one.till.shopData.share());
        const [a, b] = tills;
        if (a === undefined || b === undefined) throw new Error('there are two tills');
        expect(shopDataOf(a)).toEqual(shopDataOf(b));
        expect(recordOf(a)).toEqual(recordOf(b));
        const pins = a.till.store
          .all<{ pin_digest: string }>('SELECT pin_digest FROM staff WHERE pin_digest IS NOT NULL')
          .map((row) => row.pin_digest);
        expect(new Set(pins).size).toBe(pins.length);
        expect(() => actorOf(a)).not.toThrow();
        // In step: another round writes nothing.
        sandbox.resetStats();
        for (const one of tills) must(await one.till.shopData.share());
        expect(sandbox.stats().calls).toEqual({ 'GET metafields': 2 });
        for (const one of tills) await one.close();
        await sandbox.close();
      }),
      { numRuns: 30 },
    );
  });
});

function recordOf({ till: one }: ShopTill): unknown {
  return one.store.all('SELECT * FROM shop_entry ORDER BY key');
}
