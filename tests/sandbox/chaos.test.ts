import { describe, expect, it } from 'vitest';
import { at, type Cloud, placeOrder, startCloud } from './support.ts';

/** What becomes of so many calls in a row: a status, or `lost`. */
async function fates(cloud: Cloud, count: number): Promise<readonly (number | 'lost')[]> {
  const seen: (number | 'lost')[] = [];
  for (let call = 0; call < count; call += 1) {
    seen.push(
      await cloud.get('/com/shop.json').then(
        ({ status }) => status,
        () => 'lost' as const,
      ),
    );
  }
  return seen;
}

const storm = { seed: 11, dropAnswer: 150, badGateway: 150, reset: 150, throttle: 150 };

describe('random trouble (§7, fault injection)', () => {
  it('is told by its seed and ends when switched off', async () => {
    const [one, same, other] = [await startCloud(), await startCloud(), await startCloud()];
    await one.control({ chaos: storm });
    await same.send('POST', '/_control', { chaos: storm });
    await other.control({ chaos: { ...storm, seed: 12 } });
    const seen = await fates(one, 60);
    expect(new Set(seen)).toEqual(new Set([200, 429, 502, 'lost']));
    expect(await fates(same, 60)).toEqual(seen);
    expect(await fates(other, 60)).not.toEqual(seen);
    await one.send('POST', '/_control', { chaos: null });
    expect(new Set(await fates(one, 20))).toEqual(new Set([200]));
  });

  it('loses answers after the work, and answers 502 both before and after it', async () => {
    const cloud = await startCloud();
    const post = () =>
      placeOrder(cloud).then(
        () => 'made',
        (error: unknown) => String(error),
      );
    const ordersAfter = async (chaos: object) => {
      await cloud.send('POST', '/_control', { chaos: { seed: 5, ...chaos } });
      for (let order = 0; order < 20; order += 1) expect(await post()).not.toBe('made');
      await cloud.control({ chaos: null });
      return Number(at((await cloud.get('/com/orders/count.json?status=any')).body, 'count'));
    };
    expect(await ordersAfter({ reset: 1000 })).toBe(0);
    expect(await ordersAfter({ dropAnswer: 1000 })).toBe(20);
    const afterGateways = await ordersAfter({ badGateway: 1000 });
    expect(afterGateways).toBeGreaterThan(20);
    expect(afterGateways).toBeLessThan(40);
  });

  it('takes chances per thousand only', async () => {
    const cloud = await startCloud();
    const answer = await cloud.send('POST', '/_control', { chaos: { seed: 1, reset: 1001 } });
    expect(answer.status).toBe(422);
  });
});
