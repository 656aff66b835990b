import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sharedShop } from '../support/shared-shop.ts';

const anySeed = fc.integer({ min: 1, max: 1_000_000 });
const seconds = (count: number) => count * 1000;

const allOf = (tills: number, work: (till: number) => Promise<unknown>) =>
  Promise.all(Array.from({ length: tills }, (_, till) => work(till)));

describe('many tills before one bucket', () => {
  it('come to equal shares of it, and leave nothing of it unused', async () => {
    await fc.assert(
      fc.asyncProperty(anySeed, fc.integer({ min: 2, max: 40 }), async (seed, tills) => {
        const shop = sharedShop(tills, seed);
        const ending = shop.endAt(seconds(1_500));
        await shop.time.run(allOf(tills, (till) => shop.keepCalling(till, 'sale', ending)));
        const settled = shop.calls.filter((call) => call.passed && call.at > seconds(300));
        const counts = Array.from(
          { length: tills },
          (_, till) => settled.filter((call) => call.till === till).length,
        );
        const fair = settled.length / tills;
        expect(settled.length / (1_200 * 4)).toBeGreaterThan(0.95);
        expect(Math.min(...counts) / fair).toBeGreaterThan(0.5);
        expect(Math.max(...counts) / fair).toBeLessThan(2);
      }),
      { numRuns: 6 },
    );
  }, 60_000);

  it('end a storm of 429s', async () => {
    await fc.assert(
      fc.asyncProperty(anySeed, async (seed) => {
        const tills = 200;
        const shop = sharedShop(tills, seed);
        const ending = shop.endAt(seconds(400));
        await shop.time.run(allOf(tills, (till) => shop.keepCalling(till, 'sale', ending)));
        const refusedIn = (from: number, to: number) =>
          shop.calls.filter((call) => !call.passed && call.at >= seconds(from) && call.at < seconds(to))
            .length;
        expect(refusedIn(0, 30)).toBeGreaterThan(100);
        // Less than one call in ten from then on.
        expect(refusedIn(100, 400)).toBeLessThan(300 * 4 * 0.1);
      }),
      { numRuns: 4 },
    );
  }, 60_000);

  it('do not come back all at once when Retry-After is over', async () => {
    await fc.assert(
      fc.asyncProperty(anySeed, fc.integer({ min: 50, max: 200 }), async (seed, tills) => {
        const shop = sharedShop(tills, seed);
        const ending = shop.endAt(seconds(60));
        await shop.time.run(allOf(tills, (till) => shop.keepCalling(till, 'sale', ending)));
        const busiest = Math.max(
          ...Array.from({ length: 580 }, (_, tenth) => {
            const from = seconds(1) + tenth * 100;
            return shop.calls.filter((call) => call.at >= from && call.at < from + 100).length;
          }),
        );
        expect(busiest).toBeLessThan(tills * 0.15);
      }),
      { numRuns: 6 },
    );
  }, 60_000);

  it('send a sale at once while all of them pull the catalogue', async () => {
    await fc.assert(
      fc.asyncProperty(anySeed, fc.integer({ min: 1, max: 60 }), async (seed, tills) => {
        const shop = sharedShop(tills, seed);
        const ending = shop.endAt(seconds(600));
        const pulls = allOf(tills, (till) => shop.keepCalling(till, 'catalogue', ending));
        const waits: number[] = [];
        const sales = (async () => {
          await shop.time.sleep(seconds(120));
          for (let sale = 0; sale < 60; sale += 1) {
            const from = shop.time.now();
            await shop.call(sale % tills, 'sale');
            waits.push(shop.time.now() - from);
            await shop.time.sleep(seconds(5));
          }
        })();
        await shop.time.run(Promise.all([pulls, sales]));
        waits.sort((a, b) => a - b);
        expect(waits[30]).toBeLessThan(seconds(1));
        expect(waits[57]).toBeLessThan(seconds(10));
      }),
      { numRuns: 6 },
    );
  }, 60_000);

  it('starve no class, whatever the others ask for', async () => {
    await fc.assert(
      fc.asyncProperty(anySeed, fc.integer({ min: 1, max: 30 }), async (seed, tills) => {
        const shop = sharedShop(tills, seed);
        const ending = shop.endAt(seconds(3_600));
        await shop.time.run(
          allOf(tills, (till) =>
            Promise.all([
              shop.keepCalling(till, 'sale', ending),
              shop.keepCalling(till, 'money', ending),
              shop.keepCalling(till, 'stock', ending),
              shop.keepCalling(till, 'catalogue', ending),
            ]),
          ),
        );
        for (let till = 0; till < tills; till += 1) {
          const own = shop.calls.filter((call) => call.till === till && call.passed);
          for (const priority of ['money', 'stock', 'catalogue'] as const) {
            const ats = [
              0,
              ...own.filter((call) => call.priority === priority).map((call) => call.at),
              seconds(3_600),
            ];
            const longest = Math.max(...ats.slice(1).map((at, index) => at - (ats[index] ?? 0)));
            expect(longest).toBeLessThan(seconds(900));
          }
          // A till asks for one sale at a time here: while that is on its way, others may go.
          const sales = own.filter((call) => call.priority === 'sale').length;
          if (tills < 5) expect(sales / own.length).toBeGreaterThan(0.5);
        }
      }),
      { numRuns: 4 },
    );
  }, 60_000);

  it('let one throttled list rest and pull everything else meanwhile', async () => {
    const shop = sharedShop(1, 1);
    shop.refuseResource('promotions', true);
    const ending = shop.endAt(seconds(300));
    const promotions = shop.call(0, 'catalogue', { resource: 'promotions', signal: ending });
    let products = 0;
    const others = (async () => {
      while (await shop.call(0, 'catalogue', { resource: 'products', signal: ending })) products += 1;
    })();
    await shop.time.run(Promise.all([promotions, others]));
    expect(products).toBeGreaterThan(1_100);
    expect(shop.calls.filter((call) => !call.passed).length).toBeLessThan(10);
  });

  it('do the same again from the same seeds', async () => {
    const run = async () => {
      const shop = sharedShop(20, 5);
      const ending = shop.endAt(seconds(120));
      await shop.time.run(
        allOf(20, (till) => shop.keepCalling(till, till % 2 === 0 ? 'sale' : 'stock', ending)),
      );
      return shop.calls;
    };
    expect(await run()).toEqual(await run());
  });
});
