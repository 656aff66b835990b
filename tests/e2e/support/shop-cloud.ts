import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { repository } from './till-window.ts';

const ready = z.object({
  url: z.string(),
  token: z.string(),
  locations: z.array(z.object({ id: z.number(), name: z.string() })).min(1),
});

const ordersPage = z.object({
  orders: z.array(
    z.object({
      id: z.number(),
      total_price: z.number(),
      financial_status: z.string(),
      note_attributes: z.array(z.object({ name: z.string(), value: z.string() })),
    }),
  ),
});

export type CloudOrder = {
  readonly id: number;
  /** What the till wrote into it; empty for an order of somebody else. */
  readonly key: string;
  readonly total: number;
  readonly paid: boolean;
};

/** A shop's cloud as a process of its own, asked over HTTP like anybody else would. */
export type ShopCloud = z.output<typeof ready> & {
  readonly control: (changes: Readonly<Record<string, unknown>>) => Promise<void>;
  readonly orders: () => Promise<readonly CloudOrder[]>;
  /** Totals of all its orders in đồng, smallest first. */
  readonly orderTotals: () => Promise<readonly number[]>;
  readonly stop: () => Promise<void>;
};

export async function startShopCloud(flags: readonly string[] = ['--products', '200']): Promise<ShopCloud> {
  const child = spawn(process.execPath, [join(repository, 'sandbox', 'main.ts'), '--seed', '7', ...flags], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const line = new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    child.once('exit', (code) => reject(new Error(`the cloud ended with code ${code}`)));
  });
  const about = ready.parse(JSON.parse(await line));
  return {
    ...about,
    control: async (changes) => {
      const answer = await fetch(`${about.url}/_control`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(changes),
      });
      if (!answer.ok) throw new Error(`the cloud refused the switch: ${answer.status}`);
    },
    orders: () => allOrders(about.url, about.token),
    orderTotals: async () => {
      const orders = await allOrders(about.url, about.token);
      return orders.map((order) => order.total).sort((a, b) => a - b);
    },
    stop: async () => {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill();
      await gone;
    },
  };
}

async function allOrders(url: string, token: string): Promise<readonly CloudOrder[]> {
  const orders: CloudOrder[] = [];
  for (let page = 1; ; page += 1) {
    const answer = await fetch(`${url}/com/orders.json?status=any&limit=50&page=${page}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const { orders: rows } = ordersPage.parse(await answer.json());
    for (const row of rows) {
      const key = row.note_attributes.find((attribute) => attribute.name === 'till_key')?.value ?? '';
      orders.push({ id: row.id, key, total: row.total_price, paid: row.financial_status === 'paid' });
    }
    if (rows.length < 50) return orders;
  }
}
