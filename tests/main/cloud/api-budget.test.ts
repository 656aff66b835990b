import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createApiBudget } from '../../../main/cloud/api-budget.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});

afterEach(() => {
  vi.useRealTimers();
});

const budget = () => createApiBudget({ clock: () => performance.now(), spread: () => 0 });

/** Whether a call of that priority may go right now. */
async function goes(given: ReturnType<typeof budget>, priority: 'sale' | 'money' | 'stock' | 'catalogue') {
  const ending = new AbortController();
  const taken = given.take(priority, ending.signal);
  ending.abort();
  return taken.then((value) => value || false);
}

/** Milliseconds until a call goes. */
async function waitOf(given: ReturnType<typeof budget>, priority: 'sale' | 'catalogue'): Promise<number> {
  const from = performance.now();
  let at = Number.NaN;
  const taken = given.take(priority).then(() => {
    at = performance.now();
  });
  for (let step = 0; step < 4000 && Number.isNaN(at); step += 1) await vi.advanceTimersByTimeAsync(10);
  await taken;
  return at - from;
}

describe('the shop’s API budget', () => {
  it('keeps a pull below its share while sales still go', async () => {
    const given = budget();
    given.learn('60/80');
    expect(await waitOf(given, 'sale')).toBe(0);
    given.learn('60/80');
    // 61 calls are 3.4 above 72 % of 80, and 4 leak away a second.
    expect(await waitOf(given, 'catalogue')).toBeGreaterThan(800);
  });

  it('counts calls that are not answered yet', async () => {
    const given = budget();
    given.learn('55/80');
    expect(await waitOf(given, 'catalogue')).toBe(0);
    expect(await waitOf(given, 'catalogue')).toBe(0);
    expect(await waitOf(given, 'catalogue')).toBeGreaterThan(0);
  });

  it('lets nobody call before Retry-After is over', async () => {
    const given = budget();
    given.learn('10/80');
    given.throttled(2_000);
    expect(await waitOf(given, 'sale')).toBeGreaterThanOrEqual(2_000);
  });

  it('believes no header that is none', async () => {
    const given = budget();
    for (const header of [null, '', 'many', '5', '5/0']) given.learn(header);
    expect(await waitOf(given, 'catalogue')).toBe(0);
  });

  it('stops waiting when it is told to', async () => {
    const given = budget();
    given.throttled(60_000);
    expect(await goes(given, 'sale')).toBe(false);
  });
});
