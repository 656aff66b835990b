import type { Reader, Writer } from '../store.ts';

/** `updatedAt` is the cloud's time of the last change, UTC ms. */
export type CloudCustomer = {
  readonly cloudId: number;
  readonly name: string;
  readonly phone: string;
  readonly searchText: string;
  readonly updatedAt: number;
};

type Known = {
  readonly updated_at: number;
  readonly sweep: number;
  readonly deleted_in_cloud_at: number | null;
};

/**
 * Enters or renews a customer of the cloud; the till's own id, given at first sight, stays. One who was taken for deleted and is
 * there again, is there again. True when anything but the sweep's mark changed.
 */
export function writeCloudCustomer(
  writer: Writer,
  customer: CloudCustomer,
  newId: () => string,
  sweep: number,
): boolean {
  const known = writer.get<Known>(
    'SELECT updated_at, sweep, deleted_in_cloud_at FROM customer WHERE cloud_id = ?',
    [customer.cloudId],
  );
  if (known?.updated_at === customer.updatedAt && known.deleted_in_cloud_at === null) {
    if (known.sweep !== sweep)
      writer.run('UPDATE customer SET sweep = ? WHERE cloud_id = ?', [sweep, customer.cloudId]);
    return false;
  }
  writer.run(
    `INSERT INTO customer (id, cloud_id, name, phone, search_text, updated_at, sweep)
     VALUES ($id, $cloudId, $name, $phone, $searchText, $updatedAt, $sweep)
     ON CONFLICT (cloud_id) DO UPDATE SET name = excluded.name, phone = excluded.phone, search_text = excluded.search_text,
       updated_at = excluded.updated_at, sweep = excluded.sweep, deleted_in_cloud_at = NULL`,
    { id: newId(), ...customer, sweep },
  );
  return true;
}

/** How many customers a sweep has met. */
export function countSweptCustomers(reader: Reader, sweep: number): number {
  return (
    reader.get<{ n: number }>(
      'SELECT count(*) AS n FROM customer WHERE sweep = ? AND cloud_id IS NOT NULL AND deleted_in_cloud_at IS NULL',
      [sweep],
    )?.n ?? 0
  );
}

/** Cloud ids of customers that a sweep has not met. */
export function unsweptCustomers(reader: Reader, sweep: number, limit: number): readonly number[] {
  return reader
    .all<{ cloud_id: number }>(
      'SELECT cloud_id FROM customer WHERE cloud_id IS NOT NULL AND deleted_in_cloud_at IS NULL AND sweep < ? LIMIT ?',
      [sweep, limit],
    )
    .map((row) => row.cloud_id);
}

export function markCustomerSwept(writer: Writer, cloudId: number, sweep: number): void {
  writer.run('UPDATE customer SET sweep = ? WHERE cloud_id = ?', [sweep, cloudId]);
}

/**
 * The cloud has this customer no more. Who is in a cart or bought here stays on record, marked and out of the search; an order still
 * on its way then names them without linking. Nobody else is kept.
 */
export function customerGoneFromCloud(writer: Writer, cloudId: number, at: number): void {
  const { changes } = writer.run(
    `DELETE FROM customer WHERE cloud_id = $cloudId
       AND NOT EXISTS (SELECT 1 FROM sale s WHERE s.customer_id = customer.id)
       AND NOT EXISTS (SELECT 1 FROM cart c WHERE json_extract(c.body_json, '$.customer.id') = customer.id)
       AND NOT EXISTS (SELECT 1 FROM cart_step c WHERE json_extract(c.body_json, '$.customer.id') = customer.id)`,
    { cloudId },
  );
  if (changes === 0)
    writer.run('UPDATE customer SET deleted_in_cloud_at = ? WHERE cloud_id = ?', [at, cloudId]);
}
