import type { Writer } from '../store.ts';

/** `updatedAt` is the cloud's time of the last change, UTC ms. */
export type CloudCustomer = {
  readonly cloudId: number;
  readonly name: string;
  readonly phone: string;
  readonly searchText: string;
  readonly updatedAt: number;
};

/** Enters or renews a customer of the cloud; the till's own id, given at first sight, stays. True when anything changed. */
export function writeCloudCustomer(writer: Writer, customer: CloudCustomer, newId: () => string): boolean {
  const known = writer.get<{ updated_at: number }>('SELECT updated_at FROM customer WHERE cloud_id = ?', [
    customer.cloudId,
  ]);
  if (known !== undefined && known.updated_at === customer.updatedAt) return false;
  writer.run(
    `INSERT INTO customer (id, cloud_id, name, phone, search_text, updated_at)
     VALUES ($id, $cloudId, $name, $phone, $searchText, $updatedAt)
     ON CONFLICT (cloud_id) DO UPDATE SET name = excluded.name, phone = excluded.phone, search_text = excluded.search_text,
       updated_at = excluded.updated_at`,
    { id: newId(), ...customer },
  );
  return true;
}
