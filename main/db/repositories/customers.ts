import type { Writer } from '../store.ts';

/** A customer of the cloud; known ones keep their id on this till. */
export function upsertCloudCustomer(
  writer: Writer,
  customer: {
    readonly id: string;
    readonly cloudId: number;
    readonly name: string;
    readonly phone: string;
    readonly searchText: string;
    readonly at: number;
  },
): void {
  writer.run(
    `INSERT INTO customer (id, cloud_id, name, phone, search_text, updated_at)
     VALUES ($id, $cloudId, $name, $phone, $searchText, $at)
     ON CONFLICT (cloud_id) DO UPDATE SET name = excluded.name, phone = excluded.phone, search_text = excluded.search_text,
       updated_at = excluded.updated_at`,
    customer,
  );
}
