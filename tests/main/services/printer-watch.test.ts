import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Printer, plainProfile } from '../../../domain/printing/printer.ts';
import type { PrinterAnswer } from '../../../main/services/ports.ts';
import { createPrinterWatch } from '../../../main/services/printer-watch.ts';

const printer: Printer = {
  id: 'p',
  name: 'Quầy',
  connection: { kind: 'network', host: '192.168.1.50', port: 9100 },
  profile: { ...plainProfile, answers: 'all', drawerOpenIs: 'high' },
  roles: ['drawer'],
  fallbackId: null,
};

function watched(over: Partial<Parameters<typeof createPrinterWatch>[0]> = {}) {
  const world = {
    level: 'low' as 'high' | 'low' | null,
    trouble: null as string | null,
    isBusy: false,
    asked: 0,
  };
  const recovered: string[] = [];
  let changes = 0;
  const watch = createPrinterWatch({
    clock: () => Date.now(),
    ask: async (): Promise<PrinterAnswer> => {
      world.asked += 1;
      return { trouble: world.trouble, tells: true, drawerLevel: world.level };
    },
    isBusy: () => world.isBusy,
    recovered: (id) => recovered.push(id),
    changed: () => {
      changes += 1;
    },
    ...over,
  });
  return { watch, world, recovered, changes: () => changes };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a drawer after its pulse', () => {
  it('is open from when its printer says so until it says otherwise, and nobody asks after that', async () => {
    const { watch, world, changes } = watched();
    expect(watch.drawerOpenSince()).toBeNull();
    world.level = 'high';
    watch.drawerKicked(printer);
    await vi.advanceTimersByTimeAsync(1_000);
    const since = watch.drawerOpenSince();
    expect(since).not.toBeNull();
    await vi.advanceTimersByTimeAsync(20_000);
    expect([watch.drawerOpenSince(), changes()]).toEqual([since, 1]);
    world.level = 'low';
    await vi.advanceTimersByTimeAsync(3_000);
    expect([watch.drawerOpenSince(), changes()]).toEqual([null, 2]);
    const { asked } = world;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(world.asked).toBe(asked);
  });

  it('is not asked about while a job is being sent', async () => {
    const { watch, world } = watched();
    world.level = 'high';
    world.isBusy = true;
    watch.drawerKicked(printer);
    await vi.advanceTimersByTimeAsync(10_000);
    expect([world.asked, watch.drawerOpenSince()]).toEqual([0, null]);
    world.isBusy = false;
    await vi.advanceTimersByTimeAsync(2_000);
    expect(watch.drawerOpenSince()).not.toBeNull();
  });

  it('is left alone where nobody learned what its switch says', async () => {
    const { watch, world } = watched();
    watch.drawerKicked({ ...printer, profile: { ...printer.profile, drawerOpenIs: null } });
    watch.drawerKicked({ ...printer, profile: { ...printer.profile, answers: 'none' } });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(world.asked).toBe(0);
  });

  it('that nobody shuts is watched for half an hour, and then taken as meant', async () => {
    const { watch, world } = watched();
    world.level = 'high';
    watch.drawerKicked(printer);
    await vi.advanceTimersByTimeAsync(31 * 60_000);
    expect(watch.drawerOpenSince()).toBeNull();
    const { asked } = world;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(world.asked).toBe(asked);
  });
});

describe('a printer that is looked at', () => {
  it('keeps since when it is so, and says when it is well', async () => {
    const { watch, world, recovered } = watched();
    world.trouble = 'paper-out';
    await watch.check(printer);
    const since = watch.status('p')?.since;
    await vi.advanceTimersByTimeAsync(5_000);
    await watch.check(printer);
    expect(watch.status('p')).toMatchObject({ trouble: 'paper-out', since });
    expect(recovered).toEqual([]);
    world.trouble = null;
    await watch.check(printer);
    expect(watch.status('p')).toMatchObject({ trouble: null, since: (since ?? 0) + 5_000 });
    expect(recovered).toEqual(['p']);
  });

  it('answers nothing any more once the till goes down', async () => {
    const { watch, world } = watched();
    watch.stop();
    expect(await watch.check(printer)).toBeNull();
    watch.drawerKicked(printer);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(world.asked).toBe(0);
  });
});
