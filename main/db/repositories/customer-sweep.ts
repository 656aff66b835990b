import type { Reader, Writer } from '../store.ts';

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
 * The cloud has this customer no more. Who is in a cart, bought here or was made here stays on record, marked and out of the search.
 * Nobody else is kept.
 */
export function customerGoneFromCloud(writer: Writer, cloudId: number, at: number): void {
  const { changes } = writer.run(
    `DELETE FROM customer WHERE cloud_id = $cloudId
       AND NOT EXISTS (SELECT 1 FROM sale s WHERE s.customer_id = customer.id)
       AND NOT EXISTS (SELECT 1 FROM customer_change d WHERE d.customer_id = customer.id)
       AND NOT EXISTS (SELECT 1 FROM customer m WHERE m.merged_into = customer.id)
       AND NOT EXISTS (SELECT 1 FROM cart c WHERE json_extract(c.body_json, '$.customer.id') = customer.id)
       AND NOT EXISTS (SELECT 1 FROM cart_step c WHERE json_extract(c.body_json, '$.customer.id') = customer.id)`,
    { cloudId },
  );
  if (changes === 0)
    writer.run('UPDATE customer SET deleted_in_cloud_at = ? WHERE cloud_id = ?', [at, cloudId]);
}
