import type { Check } from './check.ts';

/** What came back against what was sold. */
export const returnChecks: readonly Check[] = [
  {
    name: 'returned-within-sold',
    says: 'of no line comes back more than was sold, nor more than was paid for it',
    sql: `SELECT r.sale_line_id AS subject FROM return_line r JOIN sale_line l ON l.id = r.sale_line_id
      GROUP BY r.sale_line_id
      HAVING sum(r.quantity) > max(l.quantity) OR sum(r.goods) > max(l.final) OR sum(r.vat) > max(l.vat)
        OR (sum(r.quantity) = max(l.quantity) AND (sum(r.goods) <> max(l.final) OR sum(r.vat) <> max(l.vat)))`,
  },
  {
    name: 'returned-lines-of-the-sale',
    says: 'lines that come back are lines of the sale the return names',
    sql: `SELECT r.number AS subject FROM goods_return r JOIN return_line l ON l.return_id = r.id
      JOIN sale_line s ON s.id = l.sale_line_id WHERE s.sale_id <> r.sale_id`,
  },
  {
    name: 'return-adds-up',
    says: 'lines + rounding = payout = Σ money given back',
    sql: `SELECT r.number AS subject FROM goods_return r
      LEFT JOIN (SELECT return_id, sum(goods) AS goods, sum(vat) AS vat FROM return_line GROUP BY return_id) l ON l.return_id = r.id
      LEFT JOIN (SELECT return_id, sum(amount) AS amount FROM refund GROUP BY return_id) f ON f.return_id = r.id
      WHERE l.return_id IS NULL OR l.goods <> r.goods OR l.vat <> r.vat_total OR r.goods + r.rounding <> r.payout
        OR coalesce(f.amount, 0) <> r.payout`,
  },
  {
    name: 'refunded-within-paid',
    says: 'no more money goes back for a sale than was paid, and all of it when all goods are back',
    sql: `SELECT s.number AS subject FROM sale s
      JOIN (SELECT sale_id, sum(payout) AS payout FROM goods_return GROUP BY sale_id) r ON r.sale_id = s.id
      WHERE r.payout > s.payable OR (r.payout <> s.payable AND NOT EXISTS (
        SELECT 1 FROM sale_line l WHERE l.sale_id = s.id AND l.quantity <> coalesce(
          (SELECT sum(b.quantity) FROM return_line b JOIN goods_return g ON g.id = b.return_id
           WHERE b.sale_line_id = l.id AND g.sale_id = s.id), 0)))`,
  },
  {
    name: 'return-numbers',
    says: 'numbers of returns are gapless per till and day',
    sql: `SELECT business_day AS subject FROM goods_return GROUP BY business_day
      HAVING min(sequence) <> 1 OR max(sequence) <> count(*)
      UNION ALL
      SELECT c.name FROM counter c WHERE c.name LIKE 'return:%'
        AND c.value <> (SELECT count(*) FROM goods_return r WHERE 'return:' || r.business_day = c.name)`,
  },
  {
    name: 'one-journal-entry-a-return',
    says: 'every return has exactly one journal entry, and it names the same number and payout',
    sql: `SELECT r.number AS subject FROM goods_return r
      WHERE (SELECT count(*) FROM journal j WHERE j.kind = 'goods-returned' AND j.subject_id = r.id) <> 1
        OR NOT EXISTS (
          SELECT 1 FROM journal j WHERE j.kind = 'goods-returned' AND j.subject_id = r.id
            AND json_extract(j.facts_json, '$.number') = r.number AND json_extract(j.facts_json, '$.payout') = r.payout)
      UNION ALL
      SELECT j.subject_id FROM journal j
        WHERE j.kind = 'goods-returned' AND NOT EXISTS (SELECT 1 FROM goods_return r WHERE r.id = j.subject_id)`,
  },
];
