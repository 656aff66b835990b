import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { milli } from '../../../domain/money/quantity.ts';
import { linesOfSale } from '../../../main/db/repositories/sales.ts';
import { completeReturn } from '../../../main/services/return-goods.ts';
import { closeShift, moveCash } from '../../../main/services/run-shift.ts';
import { sqlChecks } from '../../../main/services/verify/checks.ts';
import { verifyStore } from '../../../main/services/verify/verify.ts';
import { cash, codes, must, pay, scan, sellingTill, tender } from '../../support/selling-till.ts';
import type { TestTill } from '../../support/test-till.ts';

/** Three sales of several kinds in a closed shift, the last of them brought back piece by piece, with money in and out. */
function honestDay(): TestTill {
  const test = sellingTill({ settings: { cashRounding: { step: 500, direction: 'nearest' } } });
  scan(test, codes.water, [codes.apples, 1234], '20001');
  must(pay(test, [tender('card', 40_000), cash(100_000)], { print: true }));
  scan(test, 'MI-THUNG', codes.noodles);
  must(pay(test, [tender('transfer', 132_500, 'FT1')]));
  scan(test, codes.water, codes.water);
  const { saleId } = must(pay(test, [cash(84_000)]));
  const [line] = linesOfSale(test.till.store, saleId);
  const lines = [{ lineId: line?.id ?? '', quantity: milli(1000), destination: 'shelf' as const }];
  for (const returns of [0, 1])
    must(
      completeReturn(test.till, test.cashier, {
        saleId,
        returns,
        lines,
        way: 'as-paid',
        tenders: null,
        reason: 'Hỏng nắp',
      }),
    );
  must(moveCash(test.till, test.cashier, { kind: 'out', amount: 15_000, reason: 'Nước đá' }));
  must(closeShift(test.till, test.cashier, { count: { 500000: 1 }, note: '' }));
  return test;
}

/** What somebody with the file and a database tool can do: no trigger, no foreign key and no CHECK is in their way. */
function tamper(test: TestTill, sql: string): void {
  const { connection } = test.store;
  const triggers = test.till.store.all<{ name: string }>(
    "SELECT name FROM sqlite_schema WHERE type = 'trigger'",
  );
  for (const { name } of triggers) connection.exec(`DROP TRIGGER "${name}"`);
  connection.pragma('foreign_keys = OFF');
  connection.pragma('ignore_check_constraints = ON');
  connection.exec(sql);
  // Whoever is thorough counts again what he changed.
  if (!sql.includes('outbox_tally')) {
    connection.exec(
      'DELETE FROM outbox_tally; INSERT INTO outbox_tally SELECT kind, state, count(*) FROM outbox GROUP BY kind, state',
    );
  }
}

/** Takes the STRICT off a table, so that it takes anything. */
function loosen(test: TestTill, table: string): void {
  const { connection } = test.store;
  const schema = test.till.store.get<{ sql: string }>(
    "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?",
    [table],
  );
  const loose = (schema?.sql ?? '')
    .replace(/STRICT/, '')
    .replace(/,\s*$/, '')
    // A table that took the place of an older one is named in quotes.
    .replace(new RegExp(`CREATE TABLE "?${table}"?`), `CREATE TABLE loose_${table}`);
  tamper(
    test,
    `${loose}; INSERT INTO loose_${table} SELECT * FROM ${table}; DROP TABLE ${table}; ALTER TABLE loose_${table} RENAME TO ${table}`,
  );
  expect(connection.prepare('SELECT strict FROM pragma_table_list WHERE name = ?').pluck().get(table)).toBe(
    0,
  );
}

function speaking(test: TestTill): readonly string[] {
  return [...new Set(verifyStore(test.till.store).map(({ check }) => check))].sort();
}

const firstSale = '(SELECT id FROM sale WHERE sequence = 1)';
const lastReturn = '(SELECT id FROM goods_return WHERE sequence = 2)';
const secondSale = '(SELECT id FROM sale WHERE sequence = 2)';

/** Each tampering is a lie told as well as one check alone can tell it: everything the other checks look at still agrees. */
const tamperings: readonly (readonly [string, string, string])[] = [
  [
    'payments-settle-sale',
    'a payment that is missing some money',
    `UPDATE payment SET tendered = tendered - 1000, amount = amount - 1000 WHERE kind = 'transfer'`,
  ],
  ['payments-settle-sale', 'a payment that is gone', `DELETE FROM payment WHERE kind = 'transfer'`],
  [
    'payments-settle-sale',
    'change that was never given',
    `UPDATE sale SET tendered = tendered + 500, change = change + 500 WHERE sequence = 1`,
  ],
  [
    'payment-amounts',
    'change out of a transfer',
    `UPDATE payment SET change = 500, tendered = tendered + 500 WHERE kind = 'transfer';
    UPDATE sale SET change = 500, tendered = tendered + 500 WHERE sequence = 2`,
  ],
  [
    'lines-make-total',
    'totals that were raised together',
    `UPDATE sale SET subtotal = subtotal + 1, line_discounts = line_discounts + 1 WHERE sequence = 2`,
  ],
  [
    'line-arithmetic',
    'a unit price that was changed afterwards',
    `UPDATE sale_line SET unit_price = unit_price + 1 WHERE sale_id = ${secondSale}`,
  ],
  [
    'vat-makes-gross',
    'VAT that was moved into the net amount',
    `UPDATE sale_line SET vat = vat - 100, vat_net = vat_net + 100 WHERE sale_id = ${secondSale} AND position = 0;
     UPDATE sale SET vat_total = vat_total - 100 WHERE sequence = 2`,
  ],
  [
    'vat-makes-gross',
    'a VAT total of its own',
    'UPDATE sale SET vat_total = vat_total + 1 WHERE sequence = 3',
  ],
  [
    'stock-moves',
    'a stock move that is smaller than what was sold',
    'UPDATE stock_move SET quantity = -1 WHERE variant_id = 3',
  ],
  ['stock-moves', 'a stock move that is gone', 'DELETE FROM stock_move WHERE variant_id = 3'],
  [
    'stock-moves',
    'a stock move that belongs to nothing',
    "INSERT INTO stock_move (document_id, line_id, variant_id, quantity, moved_at) VALUES ('x', 'y', 1, -1000, 0)",
  ],
  [
    'expected-cash',
    'an expected sum that hides a missing note',
    'UPDATE shift SET expected_cash = expected_cash - 20000',
  ],
  ['expected-cash', 'a movement that is gone', 'DELETE FROM cash_movement'],
  ['expected-cash', 'a closed shift without a count', 'UPDATE shift SET counted_cash = NULL'],
  [
    'receipt-numbers',
    'a sale that is gone with all that belongs to it, and a journal that was written anew',
    `DELETE FROM payment WHERE sale_id = ${secondSale}; DELETE FROM stock_move WHERE document_id = ${secondSale};
     DELETE FROM sale_line WHERE sale_id = ${secondSale}; DELETE FROM outbox WHERE document_id = ${secondSale};
     DELETE FROM journal WHERE subject_id = ${secondSale}; DELETE FROM sale WHERE sequence = 2`,
  ],
  [
    'receipt-numbers',
    'the last sale of the day, gone the same way',
    `DELETE FROM payment WHERE sale_id = (SELECT id FROM sale WHERE sequence = 3);
     DELETE FROM stock_move WHERE document_id = (SELECT id FROM sale WHERE sequence = 3);
     DELETE FROM sale_line WHERE sale_id = (SELECT id FROM sale WHERE sequence = 3);
     DELETE FROM outbox WHERE document_id = (SELECT id FROM sale WHERE sequence = 3);
     DELETE FROM journal WHERE subject_id = (SELECT id FROM sale WHERE sequence = 3);
     UPDATE shift SET expected_cash = expected_cash - 84000;
     DELETE FROM sale WHERE sequence = 3`,
  ],
  ['outbox-tally', 'a queue that is counted as empty', 'UPDATE outbox_tally SET entries = 0'],
  ['one-outbox-entry', 'a sale that will never go up', `DELETE FROM outbox WHERE document_id = ${firstSale}`],
  [
    'one-outbox-entry',
    'an entry that says confirmed and names no order',
    "UPDATE outbox SET state = 'confirmed' WHERE sequence = 1",
  ],
  [
    'one-outbox-entry',
    'an entry for a sale that never was',
    `INSERT INTO outbox (id, sequence, kind, document_id, key, state, tries, lookups, next_try_at, settled, created_at)
     VALUES ('x', 999, 'sale', 'x', 'x', 'queued', 0, 0, 0, 0, 0)`,
  ],
  [
    'one-journal-entry',
    'a sale whose entry is gone from a journal that was written anew',
    `DELETE FROM journal WHERE kind = 'sale-completed' AND subject_id = ${firstSale}`,
  ],
  [
    'one-journal-entry',
    'an entry that names another total in a journal that was written anew',
    `UPDATE journal SET facts_json = json_set(facts_json, '$.total', 1) WHERE kind = 'sale-completed' AND subject_id = ${firstSale}`,
  ],
  [
    'returned-within-sold',
    'goods worth more on their way back',
    'UPDATE return_line SET goods = goods + 1 WHERE return_id = (SELECT id FROM goods_return WHERE sequence = 1); UPDATE goods_return SET goods = goods + 1, rounding = rounding - 1 WHERE sequence = 1',
  ],
  [
    'returned-lines-of-the-sale',
    'a return hung on another sale',
    `UPDATE goods_return SET sale_id = ${secondSale} WHERE sequence = 1`,
  ],
  [
    'return-adds-up',
    'money of a return that went nowhere',
    'UPDATE refund SET amount = amount - 1000 WHERE return_id = (SELECT id FROM goods_return WHERE sequence = 1); UPDATE shift SET expected_cash = expected_cash + 1000',
  ],
  [
    'refunded-within-paid',
    'a payout above what was paid, called rounding',
    `UPDATE goods_return SET rounding = 500, payout = payout + 500 WHERE sequence = 2;
     UPDATE refund SET amount = amount + 500 WHERE return_id = (SELECT id FROM goods_return WHERE sequence = 2);
     UPDATE shift SET expected_cash = expected_cash - 500;
     UPDATE journal SET facts_json = json_set(facts_json, '$.payout', 42500) WHERE subject_id = (SELECT id FROM goods_return WHERE sequence = 2)`,
  ],
  [
    'return-numbers',
    'the last return of the day, gone with all that belongs to it',
    `DELETE FROM refund WHERE return_id = ${lastReturn}; DELETE FROM stock_move WHERE document_id = ${lastReturn};
     DELETE FROM return_line WHERE return_id = ${lastReturn}; DELETE FROM outbox WHERE document_id = ${lastReturn};
     DELETE FROM journal WHERE subject_id = ${lastReturn}; DELETE FROM goods_return WHERE sequence = 2;
     UPDATE shift SET expected_cash = expected_cash + 42000`,
  ],
  [
    'one-journal-entry-a-return',
    'a return whose entry is gone from a journal that was written anew',
    `DELETE FROM journal WHERE kind = 'goods-returned' AND subject_id = ${lastReturn}`,
  ],
  [
    'paid-cart-is-gone',
    'a paid cart that is back on screen',
    `INSERT INTO cart (id, label, state, body_json, version, created_at, updated_at)
     SELECT cart_id, 'Đơn', 'open', '{}', 1, 0, 0 FROM sale WHERE sequence = 1`,
  ],
];

describe('verify', () => {
  it('has nothing to say about an honest day', () => {
    expect(verifyStore(honestDay().till.store)).toEqual([]);
  });

  it.each(tamperings)('%s speaks, and no other check does, about %s', (check, _, sql) => {
    const test = honestDay();
    tamper(test, sql);
    chainAnew(test);
    expect(speaking(test)).toEqual([check]);
  });

  it('has a tampering here for each of its checks', () => {
    expect(new Set(tamperings.map(([check]) => check))).toEqual(new Set(sqlChecks.map(({ name }) => name)));
  });

  it.each([
    ['changed time', 'UPDATE journal SET at = at + 1 WHERE sequence = 2'],
    ['another person', "UPDATE journal SET staff_id = 'owner-1' WHERE sequence = 2"],
    ['changed facts', `UPDATE journal SET facts_json = '{"float":1}' WHERE sequence = 1`],
    ['unreadable facts', "UPDATE journal SET facts_json = '{' WHERE sequence = 1"],
    ['a hash of its own', "UPDATE journal SET hash = 'feed' WHERE sequence = 1"],
    ['an entry cut out of the middle', "DELETE FROM journal WHERE kind = 'cash-moved'"],
    ['entries cut off the front', 'DELETE FROM journal WHERE sequence = 1'],
    [
      'two entries that changed places',
      'UPDATE journal SET sequence = -sequence WHERE sequence <= 1; UPDATE journal SET sequence = 1 WHERE sequence = 2; UPDATE journal SET sequence = 2 WHERE sequence = -1',
    ],
    [
      'an entry before the first',
      "INSERT INTO journal VALUES (0, 0, 'signed-in', NULL, NULL, '{}', '', 'x')",
    ],
  ])('the journal chain speaks about %s', (_, sql) => {
    const test = honestDay();
    tamper(test, sql);
    expect(speaking(test)).toEqual(['journal-chain']);
  });

  it.each([
    ['sale', 'completed_at'],
    ['payment', 'tendered'],
    ['sale_line', 'quantity'],
    ['cash_movement', 'moved_at'],
    ['counter', 'value'],
    ['stock_move', 'moved_at'],
  ])('speaks about a float in %s.%s', (table, column) => {
    const test = honestDay();
    loosen(test, table);
    test.store.connection.exec(`UPDATE ${table} SET ${column} = ${column} + 0.5`);
    expect(verifyStore(test.till.store).filter(({ check }) => check === 'no-float')).toMatchObject([
      { subject: `${table}.${column} holds real` },
    ]);
  });

  it('names at most twenty of a kind', () => {
    const test = sellingTill();
    for (let count = 0; count < 25; count += 1) {
      scan(test, codes.noodles);
      must(pay(test, [cash(4_500)]));
    }
    tamper(test, 'DELETE FROM outbox');
    expect(verifyStore(test.till.store)).toHaveLength(20);
  });
});

/** Rewrites the whole chain over what is left, as a forger who knows the format would. */
function chainAnew(test: TestTill): void {
  const rows = test.till.store.all<{
    sequence: number;
    at: number;
    kind: string;
    staff_id: string | null;
    subject_id: string | null;
    facts_json: string;
  }>('SELECT * FROM journal ORDER BY sequence');
  test.store.connection.exec('DELETE FROM journal');
  let previous = '0'.repeat(64);
  rows.forEach((row, index) => {
    const facts = Object.fromEntries(
      Object.entries(JSON.parse(row.facts_json) as Record<string, unknown>).sort(([a], [b]) =>
        a < b ? -1 : 1,
      ),
    );
    const text = JSON.stringify([index + 1, row.at, row.kind, row.staff_id, row.subject_id, facts, previous]);
    const hash = createHash('sha256').update(text).digest('hex');
    test.till.store.run('INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?)', [
      index + 1,
      row.at,
      row.kind,
      row.staff_id,
      row.subject_id,
      row.facts_json,
      previous,
      hash,
    ]);
    previous = hash;
  });
}
