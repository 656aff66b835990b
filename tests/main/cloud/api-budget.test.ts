import { describe, expect, it } from 'vitest';
import { type CallPriority, createApiBudget } from '../../../main/cloud/api-budget.ts';
import { virtualTime } from '../../support/virtual-time.ts';

function oneTill() {
  const time = virtualTime();
  const budget = createApiBudget({ clock: time.now, spread: () => 0, sleep: time.sleep });
  /** Ms until a call of that priority goes; the call is left without an answer. */
  const waitOf = async (priority: CallPriority, resource = 'orders') => {
    const from = time.now();
    const taken = budget.take(priority, resource);
    await time.run(taken);
    const permit = await taken;
    if (permit === null) throw new Error('nobody ended the wait');
    return { ms: time.now() - from, permit };
  };
  const hear = async (header: string | null) => (await waitOf('sale')).permit.answered(header);
  return { time, budget, waitOf, hear };
}

describe('the shop’s API budget', () => {
  it('keeps a pull below its share while sales still go', async () => {
    const { waitOf, hear } = oneTill();
    await hear('60/80');
    expect((await waitOf('sale')).ms).toBe(0);
    // With the sale on its way 62 calls are 4.4 above 72 % of 80, and 4 leak away a second.
    expect((await waitOf('catalogue')).ms).toBeGreaterThan(1_000);
  });

  it('counts calls that are not answered yet', async () => {
    const { waitOf, hear } = oneTill();
    await hear('1/80');
    const waits: number[] = [];
    for (let call = 0; call < 57; call += 1) waits.push((await waitOf('catalogue')).ms);
    expect(waits.slice(0, 56)).toEqual(Array(56).fill(0));
    expect(waits.at(-1)).toBeGreaterThan(0);
  });

  it('lets nobody call before Retry-After is over, fractions of a second included', async () => {
    const { time, waitOf, hear } = oneTill();
    await hear('10/80');
    (await waitOf('catalogue')).permit.refused('80/80', 3_500);
    const from = time.now();
    for (const priority of ['sale', 'money', 'stock', 'catalogue'] as const) {
      await waitOf(priority);
      expect(time.now() - from).toBeGreaterThanOrEqual(3_500);
    }
  });

  it('waits longer from refusal to refusal than it is asked to, up to a minute', async () => {
    const { waitOf } = oneTill();
    const waits: number[] = [];
    for (let refusal = 0; refusal < 10; refusal += 1) {
      const { ms, permit } = await waitOf('sale');
      waits.push(ms);
      permit.refused('80/80', 500);
    }
    expect(waits.slice(1, 5)).toEqual([1_000, 2_000, 4_000, 8_000]);
    expect(waits.at(-1)).toBe(60_000);
  });

  it('believes no header that is none', async () => {
    const { waitOf, hear } = oneTill();
    for (const header of [null, '', 'many', '5', '5/0']) await hear(header);
    expect((await waitOf('catalogue')).ms).toBe(0);
  });

  it('makes room again when a call gets no answer', async () => {
    const { waitOf, hear } = oneTill();
    await hear('1/80');
    const { permit } = await waitOf('catalogue');
    for (let call = 1; call < 56; call += 1) await waitOf('catalogue');
    permit.lost();
    expect((await waitOf('catalogue')).ms).toBe(0);
    // Told twice, it counts once.
    permit.lost();
    expect((await waitOf('catalogue')).ms).toBeGreaterThan(0);
  });

  it('stops waiting when it is told to', async () => {
    const { time, budget, waitOf } = oneTill();
    (await waitOf('sale')).permit.refused('80/80', 60_000);
    const ending = new AbortController();
    const taken = budget.take('sale', 'orders', ending.signal);
    ending.abort();
    expect(await taken).toBeNull();
    expect(await budget.take('sale', 'orders', ending.signal)).toBeNull();
    expect(time.now()).toBe(0);
  });

  it('rests one throttled list by itself, longer each time, while the others go on', async () => {
    const { waitOf, hear, time } = oneTill();
    await hear('3/80');
    const waits: number[] = [];
    for (let refusal = 0; refusal < 5; refusal += 1) {
      const { ms, permit } = await waitOf('catalogue', 'promotions');
      waits.push(ms);
      permit.refused('4/80', 2_000);
      const other = await waitOf('catalogue', 'products');
      expect(other.ms).toBeLessThan(250);
      other.permit.answered('4/80');
    }
    for (const [index, restMs] of [0, 2_000, 4_000, 8_000, 16_000].entries()) {
      // A call to another list in between takes its part of the rest.
      expect(waits[index]).toBeGreaterThanOrEqual(Math.max(0, restMs - 250));
      expect(waits[index]).toBeLessThanOrEqual(restMs);
    }
    const { permit } = await waitOf('catalogue', 'promotions');
    permit.answered('2/80');
    expect((await waitOf('catalogue', 'promotions')).ms).toBe(0);
    expect(time.now()).toBeGreaterThan(60_000);
  });

  it('knows a list that is throttled alone even where its refusals call the bucket full', async () => {
    const { waitOf, hear } = oneTill();
    await hear('3/80');
    (await waitOf('catalogue', 'promotions')).permit.refused('80/80', 2_000);
    (await waitOf('sale')).permit.answered('3/80');
    (await waitOf('catalogue', 'promotions')).permit.refused('80/80', 2_000);
    expect((await waitOf('sale')).ms).toBe(0);
    expect((await waitOf('catalogue', 'promotions')).ms).toBeGreaterThanOrEqual(4_000);
  });

  it('tells its own calls from those of other tills', async () => {
    const { budget, waitOf, hear } = oneTill();
    for (let call = 1; call <= 20; call += 1) (await waitOf('sale')).permit.answered(`${call}/80`);
    expect(budget.othersUse()).toBe(0);
    for (let call = 0; call < 20; call += 1) await hear('60/80');
    expect(budget.othersUse()).toBeGreaterThan(0.4);
  });
});
