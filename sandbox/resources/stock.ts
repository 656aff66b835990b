import type { FastifyInstance } from 'fastify';
import { nowIso, type Shop, unprocessable } from '../context.ts';
import {
  add,
  addIn,
  addTimeFilters,
  emptyWhere,
  given,
  idList,
  pageOf,
  type Query,
  whereText,
} from '../query.ts';
import { all, get, nextId, run } from '../store.ts';

type StockRow = {
  id: number;
  location_id: number;
  variant_id: number;
  product_id: number;
  on_hand: number;
  committed: number;
  incoming: number;
  updated_at: string;
};

const maxRows = 250;
const maxIds = 50;

/** Stock rows: a grid of at most 50 locations × 50 variants a call, 250 rows at most, and no pages. */
export function stockRoutes(app: FastifyInstance, shop: Shop): void {
  app.get<{ Querystring: Query }>('/com/inventory_locations.json', ({ query }) => {
    const where = emptyWhere();
    for (const [name, column] of [
      ['location_ids', 's.location_id'],
      ['variant_ids', 's.variant_id'],
    ] as const) {
      const ids = idList(query, name, maxIds + 1);
      if (ids !== undefined && ids.length > maxIds) {
        throw unprocessable(name, `are too many (maximum is ${maxIds})`);
      }
      addIn(where, column, ids);
    }
    const since = Number(given(query, 'since_id'));
    if (Number.isSafeInteger(since)) add(where, 's.id > ?', since);
    addTimeFilters(shop, where, query, { updated_at: 's.updated_at' });
    const { limit } = pageOf(query, maxRows);
    const order = given(query, 'order') === 'updated_at' ? 's.updated_at' : 's.id';
    const direction = given(query, 'direction') === 'desc' ? 'DESC' : 'ASC';
    const sql = `SELECT s.*, v.product_id FROM stock s JOIN variant v ON v.id = s.variant_id ${whereText(where)}
      ORDER BY ${order} ${direction} LIMIT ?`;
    const rows = all<StockRow>(shop.store, sql, ...where.values, limit);
    return { inventory_locations: rows.map(stockFields) };
  });
}

function stockFields(row: StockRow) {
  return {
    id: row.id,
    loc_id: row.location_id,
    product_id: row.product_id,
    variant_id: row.variant_id,
    qty_onhand: row.on_hand,
    qty_commited: row.committed,
    qty_incoming: row.incoming,
    qty_available: row.on_hand - row.committed,
    updated_at: row.updated_at,
  };
}

export type StockChange = {
  readonly variantId: number;
  readonly locationId: number;
  /** Pieces; may be negative. */
  readonly onHand: number;
  readonly committed: number;
  /** On their way here from another place; not counted as available. */
  readonly incoming?: number;
};

/**
 * Moves stock. Open orders commit; delivery takes from the shelf and lets the commitment go. Untracked goods and goods that are gone have
 * no stock to move. The service goes below zero without a word.
 */
export function changeStock(shop: Shop, change: StockChange): void {
  const { variantId, locationId, onHand, committed, incoming = 0 } = change;
  if (onHand === 0 && committed === 0 && incoming === 0) return;
  const variant = get<{ tracked: number }>(shop.store, 'SELECT tracked FROM variant WHERE id = ?', variantId);
  if (variant?.tracked !== 1) return;
  const at = nowIso(shop);
  const changed = run(
    shop.store,
    `UPDATE stock SET on_hand = on_hand + ?, committed = committed + ?, incoming = incoming + ?, updated_at = ?
     WHERE variant_id = ? AND location_id = ?`,
    onHand,
    committed,
    incoming,
    at,
    variantId,
    locationId,
  );
  if (changed > 0) return;
  const id = nextId(shop.store, 'stock');
  run(
    shop.store,
    'INSERT INTO stock VALUES (?, ?, ?, ?, ?, ?, ?)',
    id,
    locationId,
    variantId,
    onHand,
    committed,
    incoming,
    at,
  );
}

/** Pieces that can still be sold at a location. */
export function availableAt(shop: Shop, variantId: number, locationId: number): number {
  const sql = 'SELECT on_hand - committed AS available FROM stock WHERE variant_id = ? AND location_id = ?';
  return get<{ available: number }>(shop.store, sql, variantId, locationId)?.available ?? 0;
}
