import type { FastifyInstance } from 'fastify';
import type { Shop } from '../context.ts';
import { add, addTimeFilters, emptyWhere, given, idList, type Query, whereText } from '../query.ts';
import { nowIso } from '../store.ts';

type StockRow = {
  id: number;
  location_id: number;
  variant_id: number;
  product_id: number;
  on_hand: number;
  committed: number;
  updated_at: string;
};

/** Stock rows: a grid of at most 50 locations × 50 variants a call, 250 rows at most. */
export function stockRoutes(app: FastifyInstance, shop: Shop): void {
  app.get<{ Querystring: Query }>('/com/inventory_locations.json', ({ query }) => {
    const where = emptyWhere();
    for (const [name, column] of [
      ['location_ids', 's.location_id'],
      ['variant_ids', 's.variant_id'],
    ] as const) {
      const ids = idList(query, name, 50);
      if (ids !== undefined) add(where, `${column} IN (${ids.map(() => '?').join(', ')})`, ...ids);
    }
    const since = given(query, 'since_id');
    if (since !== undefined) add(where, 's.id > ?', Number(since));
    addTimeFilters(shop, where, query, ['updated_at']);
    const limit = Math.min(Number(given(query, 'limit') ?? 250) || 250, 250);
    const order = given(query, 'order') === 'updated_at' ? 's.updated_at' : 's.id';
    const direction = given(query, 'direction') === 'desc' ? 'DESC' : 'ASC';
    const rows = shop.store
      .prepare<unknown[], StockRow>(
        `SELECT s.*, v.product_id FROM stock s JOIN variant v ON v.id = s.variant_id
         ${whereText(where).replace('updated_at', 's.updated_at')} ORDER BY ${order} ${direction} LIMIT ?`,
      )
      .all(...where.values, limit);
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
    qty_incoming: 0,
    qty_available: row.on_hand - row.committed,
    updated_at: row.updated_at,
  };
}

export type StockChange = {
  readonly variantId: number;
  readonly locationId: number;
  readonly onHand: number;
  readonly committed: number;
};

/** Open orders commit, delivery takes from the shelf and lets the commitment go. The cloud goes below zero without a word. */
export function changeStock(shop: Shop, { variantId, locationId, onHand, committed }: StockChange): void {
  shop.store
    .prepare(
      'UPDATE stock SET on_hand = on_hand + ?, committed = committed + ?, updated_at = ? WHERE variant_id = ? AND location_id = ?',
    )
    .run(onHand, committed, nowIso(), variantId, locationId);
}
