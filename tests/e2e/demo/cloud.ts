import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { repository } from '../support/till-window.ts';

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
  readonly key: string;
  readonly receiptNumber: string;
  readonly total: number;
  readonly paid: boolean;
};

/** The shop's cloud of the demo day: a process of its own, asked over HTTP like anybody else would. */
export type DemoCloud = z.output<typeof ready> & {
  readonly control: (changes: Readonly<Record<string, unknown>>) => Promise<void>;
  readonly orders: () => Promise<readonly CloudOrder[]>;
  readonly stop: () => Promise<void>;
};

export async function startDemoCloud(): Promise<DemoCloud> {
  const child = spawn(
    process.execPath,
    [join(repository, 'sandbox', 'main.ts'), '--port', '0', '--seed', '7', '--products', '1200'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const about = ready.parse(JSON.parse(await firstLine(child)));
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
      const attribute = (name: string) => row.note_attributes.find((item) => item.name === name)?.value ?? '';
      orders.push({
        id: row.id,
        key: attribute('till_key'),
        receiptNumber: attribute('receipt_number'),
        total: row.total_price,
        paid: row.financial_status === 'paid',
      });
    }
    if (rows.length < 50) return orders;
  }
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    if (child.stdout === null) return reject(new Error('the cloud has no output'));
    createInterface({ input: child.stdout }).once('line', resolve);
    child.once('exit', (code) => reject(new Error(`the cloud ended with code ${code}`)));
  });
}
