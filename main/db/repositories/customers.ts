import {
  type CustomerField,
  type CustomerFields,
  customerFieldNames,
  fieldsFrom,
} from '../../../domain/customer/fields.ts';
import { type Merged, mergeCustomer } from '../../../domain/customer/merge.ts';
import { fold } from '../../../domain/text/fold.ts';
import type { Reader, Writer } from '../store.ts';
import { fieldChangedAt, noteCloudChanges } from './customer-history.ts';
import { markCustomerSwept } from './customer-sweep.ts';
import { renewOutboxText } from './outbox-text.ts';

/** `updatedAt` is the cloud's time of the last change, UTC ms. */
export type CloudCustomer = {
  readonly cloudId: number;
  readonly fields: CustomerFields;
  readonly updatedAt: number;
};

export type CustomerRecord = {
  readonly id: string;
  readonly cloudId: number | null;
  readonly fields: CustomerFields;
  /** What the cloud had, while the till's own changes are on their way; null when there are none. */
  readonly base: CustomerFields | null;
  /** The cloud's time of the last change; -1 while not all of the cloud's fields were read. */
  readonly updatedAt: number;
  /** When the cloud was found to have them no more. */
  readonly goneAt: number | null;
  /** The last sweep that met them. */
  readonly sweep: number;
};

type Row = CustomerFields & {
  readonly id: string;
  readonly cloud_id: number | null;
  readonly base_json: string | null;
  readonly updated_at: number;
  readonly deleted_in_cloud_at: number | null;
  readonly sweep: number;
};

const columns = `c.id, c.cloud_id, c.base_json, c.updated_at, c.deleted_in_cloud_at, c.sweep, ${customerFieldNames.map((name) => `c.${name}`).join(', ')}`;

/** Whoever that id stands for now: a row that turned out to be another one's gives that other. */
export function customerRecord(reader: Reader, id: string): CustomerRecord | undefined {
  const row = reader.get<Row>(
    `SELECT ${columns} FROM customer o JOIN customer c ON c.id = coalesce(o.merged_into, o.id) WHERE o.id = ?`,
    [id],
  );
  return row && toRecord(row);
}

export function customerByCloudId(reader: Reader, cloudId: number): CustomerRecord | undefined {
  const row = reader.get<Row>(`SELECT ${columns} FROM customer c WHERE c.cloud_id = ?`, [cloudId]);
  return row && toRecord(row);
}

export function insertCustomer(
  writer: Writer,
  customer: {
    readonly id: string;
    readonly cloudId: number | null;
    readonly fields: CustomerFields;
    readonly updatedAt: number;
    readonly sweep: number;
  },
): void {
  writer.run(
    `INSERT INTO customer (id, cloud_id, ${customerFieldNames.join(', ')}, search_text, updated_at, sweep)
     VALUES ($id, $cloudId, ${customerFieldNames.map((name) => `$${name}`).join(', ')}, $searchText, $updatedAt, $sweep)`,
    {
      id: customer.id,
      cloudId: customer.cloudId,
      ...customer.fields,
      searchText: searchTextOf(customer.fields),
      updatedAt: customer.updatedAt,
      sweep: customer.sweep,
    },
  );
}

/** Writes a customer's values; `base` as in `CustomerRecord`. */
export function writeCustomer(writer: Writer, customer: Omit<CustomerRecord, 'sweep'>): void {
  const before = writer.get<{ phone: string }>('SELECT phone FROM customer WHERE id = ?', [customer.id]);
  writer.run(
    `UPDATE customer SET cloud_id = $cloudId, ${customerFieldNames.map((name) => `${name} = $${name}`).join(', ')},
       search_text = $searchText, base_json = $base, updated_at = $updatedAt, deleted_in_cloud_at = $goneAt
     WHERE id = $id`,
    {
      id: customer.id,
      cloudId: customer.cloudId,
      ...customer.fields,
      searchText: searchTextOf(customer.fields),
      base: customer.base === null ? null : JSON.stringify(customer.base),
      updatedAt: customer.updatedAt,
      goneAt: customer.goneAt,
    },
  );
  if (before !== undefined && before.phone !== customer.fields.phone)
    renewOutboxText(writer, customer.id, customer.fields.phone);
}

/**
 * Enters or renews a customer of the cloud; the till's own id, given at first sight, stays. Where the till changed something the cloud
 * does not know yet, both are merged. One who was taken for deleted and is there again, is there again. True when anything but the
 * sweep's mark changed. `serverOffsetMs`: the cloud's clock less ours.
 */
export function writeCloudCustomer(
  writer: Writer,
  customer: CloudCustomer,
  newId: () => string,
  sweep: number,
  serverOffsetMs = 0,
): boolean {
  const known = customerByCloudId(writer, customer.cloudId);
  if (known === undefined) {
    const { cloudId, fields, updatedAt } = customer;
    insertCustomer(writer, { id: newId(), cloudId, fields, updatedAt, sweep });
    return true;
  }
  // A page read before the till's own change arrived says less than its answer did.
  const isNews = known.updatedAt < customer.updatedAt || known.goneAt !== null;
  if (isNews) takeCloudState(writer, known, customer, serverOffsetMs);
  if (known.sweep !== sweep) markCustomerSwept(writer, customer.cloudId, sweep);
  return isNews;
}

/** Takes in what the cloud says of a customer, and gives back what the till still has to tell it. */
export function takeCloudState(
  writer: Writer,
  known: CustomerRecord,
  cloud: CloudCustomer,
  serverOffsetMs: number,
): Merged {
  const merged = mergeCustomer(
    { base: known.base ?? known.fields, local: known.fields, cloud: cloud.fields },
    {
      localAt: (field) => fieldChangedAt(writer, known.id, field) + serverOffsetMs,
      cloudAt: cloud.updatedAt,
    },
  );
  writeCustomer(writer, {
    id: known.id,
    cloudId: cloud.cloudId,
    fields: merged.fields,
    base: merged.toSend.length === 0 ? null : cloud.fields,
    updatedAt: cloud.updatedAt,
    goneAt: null,
  });
  // What was never read in full has no earlier values worth telling.
  if (known.updatedAt >= 0) noteCloudChanges(writer, known.id, merged.changes, cloud.updatedAt);
  return merged;
}

/** Others with the same phone or e-mail; nobody twice, and never the one asked about. */
export function customersWith(
  reader: Reader,
  fields: Pick<CustomerFields, 'phone' | 'email'>,
  except: string | null,
): readonly CustomerRecord[] {
  const rows = (['phone', 'email'] as const).flatMap((field) =>
    fields[field] === ''
      ? []
      : reader.all<Row>(
          `SELECT ${columns} FROM customer c WHERE c.${field} = ? AND c.${field} <> '' AND c.merged_into IS NULL AND c.deleted_in_cloud_at IS NULL
             AND c.id IS NOT ? LIMIT 20`,
          [fields[field], except],
        ),
  );
  return [...new Map(rows.map((row) => [row.id, toRecord(row)])).values()];
}

/** From now on the first row stands for the second; everything that names it follows. */
export function pointAt(writer: Writer, id: string, keptId: string): void {
  writer.run('UPDATE customer SET merged_into = $keptId WHERE merged_into = $id', { id, keptId });
  writer.run('UPDATE customer SET merged_into = $keptId, cloud_id = NULL, base_json = NULL WHERE id = $id', {
    id,
    keptId,
  });
}

function searchTextOf(fields: CustomerFields): string {
  return `${fold(fields.name)} ${fields.phone}`.trim();
}

function toRecord(row: Row): CustomerRecord {
  return {
    id: row.id,
    cloudId: row.cloud_id,
    fields: fieldsFrom((field: CustomerField) => row[field]),
    // Only `writeCustomer` writes here, from these very fields.
    base: row.base_json === null ? null : (JSON.parse(row.base_json) as CustomerFields),
    updatedAt: row.updated_at,
    goneAt: row.deleted_in_cloud_at,
    sweep: row.sweep,
  };
}
