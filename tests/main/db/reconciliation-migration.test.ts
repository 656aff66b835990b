import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startOfBusinessDay } from '../../../domain/time.ts';
import { migrate, newestVersion, versionOf } from '../../../main/db/migrate.ts';
import { insertDoubledOrder, ordersOfDay } from '../../../main/db/repositories/cloud-orders.ts';
import { openDifferences } from '../../../main/db/repositories/differences.ts';
import { daysBefore, onTheirWay, reconciledDay } from '../../../main/db/repositories/reconciled-days.ts';
import { openStore, type Store } from '../../../main/db/store.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const day = '2026-11-25';
const midnight = startOfBusinessDay(day);
const minute = 60_000;

/** A row as a program of that time could have written it: what is not given is empty. */
function enter(store: Store, table: string, given: Readonly<Record<string, string | number>>): void {
  const columns = store.writer
    .all<{ name: string; type: string; notnull: 0 | 1 }>(`PRAGMA table_info(${table})`)
    .filter(({ name, notnull }) => notnull === 1 || name in given);
  const values = columns.map(({ name, type }) => given[name] ?? (type === 'TEXT' ? '' : 0));
  const names = columns.map(({ name }) => name).join(', ');
  store.writer.run(`INSERT INTO ${table} (${names}) VALUES (${columns.map(() => '?').join(', ')})`, values);
}

/** A store as the program left it that knew no reconciliation: sales, orders seen in the cloud, one of them doubled. */
function filledBefore(): Store {
  const store = openStore(join(tempFolder(), 'quay.db'));
  migrate(store, 60);
  enter(store, 'staff', { id: 'staff-1', name: 'Lan', role: 'cashier' });
  for (const sequence of [1, 2]) {
    const id = `sale-${sequence}`;
    const at = midnight + sequence * minute;
    enter(store, 'sale', {
      id,
      number: `LL1-261125-000${sequence}`,
      cart_id: `cart-${sequence}`,
      sequence,
      business_day: day,
      completed_at: at,
      staff_id: 'staff-1',
      payable: 42_000,
    });
    enter(store, 'outbox', {
      id,
      sequence,
      kind: 'sale',
      document_id: id,
      key: `till-1/${id}`,
      state: 'queued',
      created_at: at,
    });
  }
  const sales = store.writer.all<{ id: string; key: string }>(
    'SELECT s.id, o.key FROM sale s JOIN outbox o ON o.document_id = s.id ORDER BY s.sequence',
  );
  for (const [id, key, madeAt] of [
    [11, sales[0]?.key, midnight - 1],
    [12, sales[0]?.key, midnight],
    [13, sales[1]?.key, midnight + 24 * 60 * minute - 1],
    [14, 'till-1/of-a-lost-hour', midnight + 24 * 60 * minute],
  ])
    store.writer.run(
      `INSERT INTO cloud_order (id, key, name, total, financial_status, cancelled, made_at, updated_at, seen_at)
       VALUES (?, ?, '#1', 42000, 'paid', 0, ?, 0, 0)`,
      [id ?? 0, key ?? '', madeAt ?? 0],
    );
  insertDoubledOrder(store.writer, {
    id: 'x1',
    sale_id: sales[0]?.id ?? '',
    kept_order_id: 11,
    extra_order_id: 12,
    amount: 42_000,
    found_at: midnight,
  });
  return store;
}

const tables = ['staff', 'sale', 'outbox', 'doubled_order', 'cloud_order'];

const dump = (store: Store) => tables.map((table) => store.writer.all(`SELECT * FROM ${table}`));

describe('a store from before there was a reconciliation', () => {
  it('keeps everything, knows of every order its day in Vietnam, and has compared no day yet', () => {
    const store = filledBefore();
    const before = dump(store);
    migrate(store);
    expect(versionOf(store)).toBe(newestVersion);
    expect(dump(store)).toMatchObject(before);
    expect(store.writer.all('SELECT id, business_day, receipt_number FROM cloud_order ORDER BY id')).toEqual([
      { id: 11, business_day: '2026-11-24', receipt_number: '' },
      { id: 12, business_day: day, receipt_number: '' },
      { id: 13, business_day: day, receipt_number: '' },
      { id: 14, business_day: '2026-11-26', receipt_number: '' },
    ]);
    expect(reconciledDay(store.writer, day)).toBeUndefined();
    expect(openDifferences(store.writer)).toBe(0);
    store.close();
  });

  it('can be compared day by day from then on', () => {
    const store = filledBefore();
    migrate(store);
    expect(daysBefore(store.writer, '2026-11-27', 9)).toEqual(['2026-11-26', day, '2026-11-24']);
    // Those of its sales, whatever day they say, and no others.
    expect(ordersOfDay(store.writer, day).map(({ id }) => id)).toEqual([11, 12, 13]);
    expect(onTheirWay(store.writer, day)).toBe(2);
    store.close();
  });

  it('looks no day up by reading all of them', () => {
    const store = filledBefore();
    migrate(store);
    const planOf = (sql: string) =>
      store.writer
        .all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
        .map(({ detail }) => detail)
        .join('\n');
    for (const sql of [
      "SELECT * FROM cloud_order WHERE business_day = '2026-11-25'",
      "SELECT * FROM difference WHERE business_day = '2026-11-25'",
      "SELECT count(*) FROM difference WHERE state <> 'resolved'",
      "SELECT id FROM doubled_order WHERE sale_id = 'x'",
    ])
      expect(planOf(sql)).toMatch(/USING (?:COVERING )?INDEX/);
    store.close();
  });
});
