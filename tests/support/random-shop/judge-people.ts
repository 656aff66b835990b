import { customerRepair, isMerged } from '../../../domain/sync/amendment.ts';
import { amendmentsOf } from '../../../main/db/repositories/amendments.ts';
import { customerRecord } from '../../../main/db/repositories/customers.ts';
import type { Sandbox } from '../../../sandbox/start.ts';
import { type CloudOrder, cloudGet } from '../cloud-get.ts';
import type { MortalTill } from './mortal-till.ts';

type CloudPerson = {
  readonly id: number;
  readonly first_name: string;
  readonly last_name: string;
  readonly phone: string | null;
  readonly email: string | null;
};

/** What is wrong about customers once all has healed: one a phone, the same everywhere, and each order with whoever bought. */
export async function peopleFaults(
  sandbox: Sandbox,
  tills: readonly MortalTill[],
  orders: readonly CloudOrder[],
): Promise<readonly string[]> {
  const { customers } = await cloudGet<{ customers: readonly CloudPerson[] }>(
    sandbox,
    '/com/customers.json?limit=50',
  );
  const people = new Map(customers.map((person) => [person.id, person]));
  return [
    ...twice(customers.map(({ phone }) => phone ?? '')).map((phone) => `the cloud has ${phone} twice`),
    ...tills.flatMap((till) => [...rowFaults(till, people), ...buyerFaults(till, people, orders)]),
  ];
}

type Row = {
  readonly id: string;
  readonly cloud_id: number | null;
  readonly name: string;
  readonly phone: string;
};

function rowFaults(till: MortalTill, people: ReadonlyMap<number, CloudPerson>): readonly string[] {
  const rows = till
    .writer()
    .all<Row>(
      'SELECT id, cloud_id, name, phone FROM customer WHERE merged_into IS NULL AND deleted_in_cloud_at IS NULL',
    );
  const differing = rows.flatMap((row) => {
    if (row.cloud_id === null) return [`${till.tillId}: customer ${row.id} never reached the cloud`];
    const person = people.get(row.cloud_id);
    // Who was deleted in the cloud is found out by the day's sweep.
    if (person === undefined) return [];
    const name = `${person.last_name} ${person.first_name}`.trim();
    return name === row.name && (person.phone ?? '') === row.phone
      ? []
      : [`${till.tillId}: ${row.name} ${row.phone} is ${name} ${person.phone} in the cloud`];
  });
  const there = rows.filter((row) => people.has(row.cloud_id ?? 0));
  return [
    ...differing,
    ...twice(there.map(({ phone }) => phone)).map((phone) => `${till.tillId} has ${phone} twice`),
  ];
}

function buyerFaults(
  till: MortalTill,
  people: ReadonlyMap<number, CloudPerson>,
  orders: readonly CloudOrder[],
): readonly string[] {
  const reader = till.writer();
  const sales = reader.all<{ id: string; customer_id: string; entry: string; cloud_id: number | null }>(
    `SELECT s.id, s.customer_id, o.id AS entry, o.cloud_id FROM sale s JOIN outbox o ON o.document_id = s.id
     WHERE s.customer_id IS NOT NULL`,
  );
  return sales.flatMap((sale) => {
    const buyer = customerRecord(reader, sale.customer_id);
    const order = orders.find(({ id }) => id === sale.cloud_id);
    if (buyer?.cloudId == null || order === undefined || !people.has(buyer.cloudId)) return [];
    // Somebody said that it is nobody's.
    if (customerRepair(amendmentsOf(reader, sale.entry)) === 'customer') return [];
    // Deleted since by the office; the buyer was made anew for later sales.
    if (order.customer == null || !people.has(order.customer.id)) return [];
    if (order.customer.id === buyer.cloudId) return [];
    // Two people of the cloud whom somebody called one and the same stay two there, each with the orders of before.
    if (wasMerged(till, sale.customer_id) && people.get(order.customer.id)?.email !== guest) return [];
    return [`${till.tillId}/${sale.id}: bought by ${buyer.cloudId}, ordered by ${order.customer.id}`];
  });
}

const guest = 'guest@haravan.com';

function wasMerged(till: MortalTill, customerId: string): boolean {
  const reader = till.writer();
  if (customerRecord(reader, customerId)?.id !== customerId) return true;
  const changes = reader.all<{ entry: string }>(
    'SELECT o.id AS entry FROM customer_change d JOIN outbox o ON o.document_id = d.id WHERE d.customer_id = ?',
    [customerId],
  );
  return changes.some(({ entry }) => isMerged(amendmentsOf(reader, entry)));
}

/** What is there more than once; empty texts are nothing. */
function twice(texts: readonly string[]): readonly string[] {
  return [...new Set(texts.filter((text, index) => text !== '' && texts.indexOf(text) !== index))];
}
