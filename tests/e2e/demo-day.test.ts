import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { repository } from './support/till-window.ts';

const summary = z.object({
  sales: z.number(),
  tillTotal: z.number(),
  byTender: z.object({ cash: z.number(), transfer: z.number(), card: z.number() }),
  float: z.number(),
  cashOut: z.number(),
  expectedCash: z.number(),
  countedCash: z.number(),
  unsynced: z.number(),
  cloudOrders: z.number(),
  cloudTotal: z.number(),
  mismatches: z.array(z.string()),
  kills: z.array(z.object({ at: z.string(), recovered: z.boolean() })),
});

describe('the demo day', () => {
  it('ends with screen, till, cloud and drawer in agreement', () => {
    const run = spawnSync(process.execPath, [join(repository, 'tests/e2e/demo/main.ts')], {
      encoding: 'utf8',
      timeout: 150_000,
    });
    expect(run.status, run.stderr + run.stdout).toBe(0);
    const day = summary.parse(JSON.parse(readFileSync(join(repository, 'out/demo/summary.json'), 'utf8')));
    expect(day.mismatches).toEqual([]);
    expect(day.sales).toBe(20);
    expect([day.cloudOrders, day.cloudTotal, day.unsynced]).toEqual([day.sales, day.tillTotal, 0]);
    expect(day.byTender.cash + day.byTender.transfer + day.byTender.card).toBe(day.tillTotal);
    expect([day.expectedCash, day.countedCash]).toEqual([
      day.float + day.byTender.cash - day.cashOut,
      day.float + day.byTender.cash - day.cashOut,
    ]);
    expect(day.kills).toEqual([
      { at: 'in the middle of a cart', recovered: true },
      { at: 'right after a payment', recovered: true },
    ]);
    expect(
      readdirSync(join(repository, 'out/demo/receipts')).filter((name) => name.endsWith('.png')).length,
    ).toBeGreaterThan(day.sales);
  }, 160_000);
});
