import { outboxStates } from '../../../domain/sync/outbox.ts';
import type { Check } from './check.ts';
import { returnChecks } from './return-checks.ts';

const restoredDays = "SELECT json_extract(facts_json, '$.day') FROM journal WHERE kind = 'store-restored'";

/** Money and numbering rules that SQL can tell; the journal's chain and the types have checks of their own. */
export const sqlChecks: readonly Check[] = [
  {
    name: 'payments-settle-sale',
    says: 'payments − change = total for each sale',
    sql: `SELECT s.number AS subject FROM sale s
      LEFT JOIN (SELECT sale_id, sum(amount) AS amount, sum(tendered) AS tendered, sum(change) AS change FROM payment GROUP BY sale_id) p
        ON p.sale_id = s.id
      WHERE coalesce(p.amount, 0) <> s.payable OR coalesce(p.tendered, 0) - coalesce(p.change, 0) <> s.payable
        OR coalesce(p.tendered, 0) <> s.tendered OR coalesce(p.change, 0) <> s.change`,
  },
  {
    name: 'payment-amounts',
    says: 'each payment: tendered − change = amount, and only cash gives change',
    sql: `SELECT sale_id || '#' || position AS subject FROM payment
      WHERE tendered - change <> amount OR amount < 0 OR change < 0 OR (kind <> 'cash' AND change <> 0)`,
  },
  {
    name: 'lines-make-total',
    says: 'lines + order discount + rounding = total',
    sql: `SELECT s.number AS subject FROM sale s
      LEFT JOIN (
        SELECT sale_id, sum(gross) AS gross, sum(line_discount) AS line_discount, sum(net) AS net,
          sum(order_discount) AS order_discount, sum(final) AS final
        FROM sale_line GROUP BY sale_id
      ) l ON l.sale_id = s.id
      WHERE l.sale_id IS NULL OR l.gross <> s.subtotal OR l.line_discount <> s.line_discounts OR l.order_discount <> s.order_discount
        OR l.final <> s.total OR s.total + s.rounding <> s.payable
        OR s.subtotal - s.line_discounts - s.order_discount <> s.total`,
  },
  {
    name: 'line-arithmetic',
    says: 'each line: gross = round(price × quantity), net, share and final follow',
    sql: `SELECT id AS subject FROM sale_line
      WHERE gross - line_discount <> net OR net - order_discount <> final OR final < 0 OR line_discount < 0 OR order_discount < 0
        OR gross <> (2 * unit_price * quantity + 1000) / 2000`,
  },
  {
    name: 'vat-makes-gross',
    says: 'Σ VAT parts = gross',
    sql: `SELECT l.id AS subject FROM sale_line l WHERE l.vat_net + l.vat <> l.final
        OR (l.vat_rate_bp IS NULL AND l.vat <> 0)
        OR (l.vat_rate_bp IS NOT NULL AND l.vat_net <> (20000 * l.final + (10000 + l.vat_rate_bp)) / (2 * (10000 + l.vat_rate_bp)))
      UNION ALL
      SELECT s.number FROM sale s WHERE s.vat_total <> (SELECT sum(vat) FROM sale_line WHERE sale_id = s.id)`,
  },
  {
    name: 'stock-moves',
    says: 'stock moves = sold quantities, and those that came back to be sold again',
    sql: `SELECT l.id AS subject FROM sale_line l LEFT JOIN stock_move m ON m.line_id = l.id
      WHERE (l.tracks_stock = 1 AND (
          m.id IS NULL OR m.variant_id <> l.variant_id OR m.document_id <> l.sale_id
          OR m.quantity <> -((2 * l.quantity * l.stock_per_unit + 1000) / 2000)))
        OR (l.tracks_stock = 0 AND m.id IS NOT NULL)
      UNION ALL
      SELECT r.id FROM return_line r JOIN sale_line l ON l.id = r.sale_line_id LEFT JOIN stock_move m ON m.line_id = r.id
      WHERE (l.tracks_stock = 1 AND r.goes_to = 'shelf' AND (
          m.id IS NULL OR m.variant_id <> l.variant_id OR m.document_id <> r.return_id
          OR m.quantity <> (2 * r.quantity * l.stock_per_unit + 1000) / 2000))
        OR ((l.tracks_stock = 0 OR r.goes_to = 'damaged') AND m.id IS NOT NULL)
      UNION ALL
      SELECT m.line_id FROM stock_move m WHERE NOT EXISTS (SELECT 1 FROM sale_line l WHERE l.id = m.line_id)
        AND NOT EXISTS (SELECT 1 FROM return_line r WHERE r.id = m.line_id)`,
  },
  ...returnChecks,
  {
    name: 'expected-cash',
    says: 'expected cash = float + cash sales − change − refunds ± movements',
    sql: `SELECT s.number AS subject FROM shift s WHERE s.state = 'closed' AND s.expected_cash <>
        s.float_amount
        + coalesce((SELECT sum(p.amount) FROM payment p JOIN sale x ON x.id = p.sale_id WHERE x.shift_id = s.id AND p.kind = 'cash'), 0)
        - coalesce((SELECT sum(f.amount) FROM refund f JOIN goods_return r ON r.id = f.return_id WHERE r.shift_id = s.id AND f.kind = 'cash'), 0)
        + coalesce((SELECT sum(CASE kind WHEN 'in' THEN amount ELSE -amount END) FROM cash_movement WHERE shift_id = s.id), 0)
      UNION ALL
      SELECT number FROM shift WHERE state = 'closed'
        AND (expected_cash IS NULL OR counted_cash IS NULL OR closed_at IS NULL OR closed_by IS NULL)`,
  },
  {
    name: 'receipt-numbers',
    says: 'receipt numbers are gapless per till and day, but for those that went down with a store older than the till',
    sql: `SELECT business_day AS subject FROM sale WHERE business_day NOT IN (${restoredDays}) GROUP BY business_day
      HAVING min(sequence) <> 1 OR max(sequence) <> count(*)
      UNION ALL
      SELECT c.name FROM counter c WHERE c.name LIKE 'receipt:%' AND substr(c.name, 9) NOT IN (${restoredDays})
        AND c.value <> (SELECT count(*) FROM sale s WHERE 'receipt:' || s.business_day = c.name)`,
  },
  {
    name: 'one-outbox-entry',
    says: 'every sale and every return has exactly one outbox entry',
    sql: `SELECT s.number AS subject FROM sale s WHERE (SELECT count(*) FROM outbox o WHERE o.document_id = s.id) <> 1
      UNION ALL
      SELECT r.number FROM goods_return r WHERE (SELECT count(*) FROM outbox o WHERE o.document_id = r.id) <> 1
      UNION ALL
      SELECT o.id FROM outbox o WHERE (o.kind = 'sale' AND NOT EXISTS (SELECT 1 FROM sale s WHERE s.id = o.document_id))
        OR (o.kind = 'return' AND NOT EXISTS (SELECT 1 FROM goods_return r WHERE r.id = o.document_id))
        OR o.state NOT IN (${outboxStates.map((state) => `'${state}'`).join(', ')})
        OR (o.state = 'confirmed' AND o.cloud_id IS NULL)`,
  },
  {
    name: 'outbox-tally',
    says: 'the counts of the outbox are those of its entries',
    sql: `SELECT kind || '/' || state AS subject FROM (
        SELECT kind, state, entries FROM outbox_tally WHERE entries <> 0
        UNION ALL SELECT kind, state, -count(*) FROM outbox GROUP BY kind, state
      ) GROUP BY kind, state HAVING sum(entries) <> 0`,
  },
  {
    name: 'one-journal-entry',
    says: 'every sale has exactly one journal entry, and it names the same number and total',
    sql: `SELECT s.number AS subject FROM sale s
      WHERE (SELECT count(*) FROM journal j WHERE j.kind = 'sale-completed' AND j.subject_id = s.id) <> 1
        OR NOT EXISTS (
          SELECT 1 FROM journal j WHERE j.kind = 'sale-completed' AND j.subject_id = s.id
            AND json_extract(j.facts_json, '$.number') = s.number AND json_extract(j.facts_json, '$.total') = s.payable)
      UNION ALL
      SELECT j.subject_id FROM journal j
        WHERE j.kind = 'sale-completed' AND NOT EXISTS (SELECT 1 FROM sale s WHERE s.id = j.subject_id)`,
  },
  {
    name: 'paid-cart-is-gone',
    says: 'a paid cart is never open again',
    sql: 'SELECT s.number AS subject FROM sale s JOIN cart c ON c.id = s.cart_id',
  },
];
