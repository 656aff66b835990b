import { afterEach, vi } from 'vitest';
import type { SandboxInput } from '../../sandbox/options.ts';
import { type Sandbox, startSandbox } from '../../sandbox/start.ts';

/** A JSON answer with its headers. `body` is whatever came; tests read it with `at`. */
export type Answer = { readonly status: number; readonly headers: Headers; readonly body: unknown };

export type Cloud = Sandbox & {
  readonly get: (path: string) => Promise<Answer>;
  readonly send: (method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown) => Promise<Answer>;
};

// A busy machine is no failure; what never comes still ends a test.
vi.setConfig({ testTimeout: 30_000 });

const running: Sandbox[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((sandbox) => sandbox.close()));
});

/** A sandbox that ends with the test. The limit is wide unless the test is about it. */
export async function startCloud(input: SandboxInput = {}, clock?: () => number): Promise<Cloud> {
  const sandbox = await startSandbox({ products: 120, customers: 60, bucket: 100_000, ...input }, clock);
  running.push(sandbox);
  return {
    ...sandbox,
    get: (path) => call(sandbox, path, {}),
    send: (method, path, body) =>
      call(sandbox, path, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }),
  };
}

async function call(sandbox: Sandbox, path: string, init: RequestInit): Promise<Answer> {
  const headers = { authorization: `Bearer ${sandbox.token}`, 'content-type': 'application/json' };
  const response = await fetch(`${sandbox.url}${path}`, { ...init, headers });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: parsed(text) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** What lies at a path such as `order.line_items.0.price`; undefined where there is nothing. */
export function at(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (inner, step) =>
        typeof inner === 'object' && inner !== null
          ? Object.entries(inner).find(([key]) => key === step)?.[1]
          : undefined,
      value,
    );
}

/** The list at a path. @throws when there is none. */
export function listAt(value: unknown, path: string): readonly unknown[] {
  const list = at(value, path);
  if (!Array.isArray(list)) throw new Error(`no list at ${path} of ${JSON.stringify(value)}`);
  return list;
}

export function numberAt(value: unknown, path: string): number {
  const number = at(value, path);
  if (typeof number !== 'number') throw new Error(`no number at ${path} of ${JSON.stringify(value)}`);
  return number;
}

/** Asks until the answer is as wanted; the test's own time limit ends the asking. */
export async function until<T>(ask: () => Promise<T>, isWanted: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (isWanted(answer)) return answer;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Ids of the first demo goods, which every shop has. */
export const productId = (position: number) => 1_000_000_000 + position;
export const variantId = (position: number) => 1_100_000_000 + position;

/** Posts an order of demo goods and gives back its id. */
export async function placeOrder(cloud: Cloud, order: object = {}): Promise<number> {
  const line_items = [{ variant_id: variantId(1), quantity: 1 }];
  const answer = await cloud.send('POST', '/com/orders.json', { order: { line_items, ...order } });
  if (answer.status !== 201) throw new Error(`order refused: ${JSON.stringify(answer.body)}`);
  return numberAt(answer.body, 'order.id');
}

/** On hand, committed and available of a variant at a location. */
export async function stockOf(cloud: Cloud, variant: number, location = cloud.locations[0]?.id) {
  const path = `/com/inventory_locations.json?location_ids=${location}&variant_ids=${variant}`;
  const row = listAt((await cloud.get(path)).body, 'inventory_locations')[0];
  return {
    onHand: numberAt(row, 'qty_onhand'),
    committed: numberAt(row, 'qty_commited'),
    available: numberAt(row, 'qty_available'),
  };
}

/** All pages of the list. */
export async function everyProduct(cloud: Cloud): Promise<readonly unknown[]> {
  const pages: unknown[] = [];
  for (let page = 1; ; page += 1) {
    const rows = listAt((await cloud.get(`/com/products.json?page=${page}`)).body, 'products');
    pages.push(...rows);
    if (rows.length < 50) return pages;
  }
}

export const orderPaths = (id: number) => ({
  order: `/com/orders/${id}.json`,
  transactions: `/com/orders/${id}/transactions.json`,
});

/** An order with its payment booked, which happens a moment after the answer. */
export async function settledOrder(cloud: Cloud, id: number): Promise<unknown> {
  const answer = await until(
    () => cloud.get(orderPaths(id).order),
    ({ body }) => listAt(body, 'order.transactions').length > 0,
  );
  return answer.body;
}
