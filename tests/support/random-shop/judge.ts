import { stockOf } from '../../../main/db/repositories/goods.ts';
import type { Sandbox } from '../../../sandbox/start.ts';
import { type CloudOrder, cloudGet, cloudOrders } from '../cloud-get.ts';
import { peopleFaults } from './judge-people.ts';
import type { MortalTill } from './mortal-till.ts';

/** What sync promised and did not keep, in words; empty when all is well. */
export async function faultsOf(
  sandbox: Sandbox,
  tills: readonly MortalTill[],
  expected: ReadonlyMap<string, number>,
  mayBeLost: ReadonlySet<string>,
): Promise<readonly string[]> {
  await sandbox.control({
    numbersAsStrings: false,
    datesWithoutZ: false,
    unknownFields: false,
    enforceStock: false,
  });
  const orders = (await cloudOrders(sandbox)).filter((order) => order.cancelled_status !== 'cancelled');
  return [
    ...orderFaults(orders, expected, mayBeLost),
    ...(await peopleFaults(sandbox, tills, orders)),
    ...tills.flatMap(queueFaults),
    ...(await stockFaults(sandbox, tills)),
  ];
}

function orderFaults(
  orders: readonly CloudOrder[],
  expected: ReadonlyMap<string, number>,
  mayBeLost: ReadonlySet<string>,
): readonly string[] {
  const faults: string[] = [];
  const keyOf = (order: CloudOrder) =>
    order.note_attributes.find(({ name }) => name === 'till_key')?.value ?? '';
  for (const [key, payable] of expected) {
    const found = orders.filter((order) => keyOf(order) === key);
    if (found.length > 1) faults.push(`${key}: ${found.length} orders`);
    if (found.length === 0 && !mayBeLost.has(key)) faults.push(`${key}: no order`);
    for (const order of found) {
      if (order.total_price !== payable)
        faults.push(`${key}: sold for ${payable}, order of ${order.total_price}`);
      const captured = order.transactions
        .filter(({ kind }) => ['capture', 'sale'].includes(kind.toLowerCase()))
        .reduce((sum, { amount }) => sum + amount, 0);
      const isLost = mayBeLost.has(key);
      if (captured !== payable && !(isLost && captured < payable))
        faults.push(`${key}: ${captured} captured of ${payable}`);
    }
  }
  for (const key of new Set(orders.map(keyOf)))
    if (!expected.has(key)) faults.push(`${key}: an order nobody made`);
  return faults;
}

function queueFaults(till: MortalTill): readonly string[] {
  return till
    .writer()
    .all<{ id: string; state: string; reason: string | null; last_answer: string | null; settled: number }>(
      "SELECT id, state, reason, last_answer, settled FROM outbox WHERE state <> 'confirmed' OR settled = 0",
    )
    .map(
      (entry) =>
        `${till.tillId}/${entry.id}: ${entry.state} ${entry.reason ?? ''} ${entry.last_answer ?? ''} settled ${entry.settled}`,
    );
}

async function stockFaults(sandbox: Sandbox, tills: readonly MortalTill[]): Promise<readonly string[]> {
  const faults: string[] = [];
  const branch = sandbox.locations[0]?.id;
  for (const till of tills) {
    const variants = till
      .writer()
      .all<{ id: number }>('SELECT DISTINCT variant_id AS id FROM goods WHERE tracks_stock = 1')
      .map(({ id }) => id);
    if (variants.length === 0) continue;
    const { inventory_locations: rows } = await cloudGet<{
      inventory_locations: readonly { variant_id: number; qty_available: number }[];
    }>(sandbox, `/com/inventory_locations.json?location_ids=${branch}&variant_ids=${variants.join(',')}`);
    for (const variant of variants) {
      const cloud = (rows.find((row) => row.variant_id === variant)?.qty_available ?? 0) * 1000;
      const shown = stockOf(till.writer(), variant);
      if (shown !== cloud)
        faults.push(`${till.tillId}: stock of ${variant} shown ${shown}, in the cloud ${cloud}`);
    }
  }
  return faults;
}
