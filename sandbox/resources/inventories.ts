import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { missing, notFound, nowIso, type Shop, unprocessable } from '../context.ts';
import { add, addIdFilters, emptyWhere, given, idFrom, pageOf, type Query, whereText } from '../query.ts';
import { all, count, firstId, get, nextId, run } from '../store.ts';
import { changeStock } from './stock.ts';
import { findVariant } from './variants.ts';

/** Why stock moved by hand. */
export const adjustmentReasons = [
  'newproduct',
  'returned',
  'productionofgoods',
  'damaged',
  'shrinkage',
  'promotion',
  'transfer',
] as const;

const adjustBody = z.object({
  inventory: z.looseObject({
    location_id: z.number(),
    type: z.enum(['adjust', 'set']).default('adjust'),
    reason: z.enum(adjustmentReasons).default('newproduct'),
    note: z.string().nullish(),
    tags: z.string().nullish(),
    line_items: z
      .array(
        z.looseObject({ product_id: z.number(), product_variant_id: z.number(), quantity: z.number().int() }),
      )
      .min(1),
  }),
});

type AdjustInput = z.output<typeof adjustBody>['inventory'];
type AdjustmentRow = { id: number; location_id: number; type: string; body_json: string; created_at: string };
type Listed = { Params: { id: string }; Querystring: Query };

/** One page of the documentation says 200 lines a request, another 100; the stricter one is kept. */
const maxLines = 100;

/** Stock counted or corrected by hand. */
export function inventoryRoutes(app: FastifyInstance, shop: Shop): void {
  const { store } = shop;
  app.post('/com/inventories/adjustorset.json', async ({ body }, reply) => {
    const id = adjustStock(shop, adjustBody.parse(body).inventory);
    return reply.code(201).send({ inventory: adjustmentFields(findAdjustment(shop, id)) });
  });
  app.get<Listed>('/com/inventories/adjustments.json', ({ query }) => {
    const where = adjustmentFilter(query);
    const { limit, offset } = pageOf(query);
    const sql = `SELECT * FROM adjustment ${whereText(where)} ORDER BY id DESC LIMIT ? OFFSET ?`;
    const rows = all<AdjustmentRow>(store, sql, ...where.values, limit, offset);
    return { inventory_adjustments: rows.map(adjustmentFields) };
  });
  app.get<Listed>('/com/inventories/adjustments/count.json', ({ query }) => {
    const where = adjustmentFilter(query);
    return { count: count(store, `adjustment ${whereText(where)}`, ...where.values) };
  });
  app.get<Listed>('/com/inventories/adjustments/:id.json', ({ params }) => ({
    inventory_adjustment: adjustmentFields(findAdjustment(shop, idFrom(params.id))),
  }));
}

function adjustmentFilter(query: Query) {
  const where = emptyWhere();
  addIdFilters(where, query);
  const location = Number(given(query, 'location_id'));
  if (Number.isSafeInteger(location)) add(where, 'location_id = ?', location);
  return where;
}

function adjustStock(shop: Shop, input: AdjustInput): number {
  if (input.line_items.length > maxLines)
    throw unprocessable('line_items', `is too long (maximum is ${maxLines})`);
  const { store } = shop;
  if (count(store, 'location WHERE id = ?', input.location_id) === 0) throw missing();
  return store.transaction(() => {
    const id = nextId(store, 'adjustment');
    const lines = input.line_items.map((line, index) => {
      const variant = variantOrMissing(shop, line.product_variant_id);
      if (variant.product_id !== line.product_id) throw missing();
      const before = onHandAt(shop, variant.id, input.location_id);
      const onHand = input.type === 'set' ? line.quantity - before : line.quantity;
      changeStock(shop, { variantId: variant.id, locationId: input.location_id, onHand, committed: 0 });
      return {
        id: id * 1000 + index,
        product_id: variant.product_id,
        product_variant_id: variant.id,
        quantity: line.quantity,
        cost_amount: 0,
        sku: variant.sku,
        barcode: variant.barcode,
      };
    });
    const body = { reason: input.reason, note: input.note ?? '', tags: input.tags ?? '', line_items: lines };
    run(
      store,
      'INSERT INTO adjustment VALUES (?, ?, ?, ?, ?)',
      id,
      input.location_id,
      input.type,
      JSON.stringify(body),
      nowIso(shop),
    );
    return id;
  })();
}

export function variantOrMissing(shop: Shop, id: number) {
  try {
    return findVariant(shop, id);
  } catch {
    throw missing();
  }
}

function onHandAt(shop: Shop, variantId: number, locationId: number): number {
  const sql = 'SELECT on_hand FROM stock WHERE variant_id = ? AND location_id = ?';
  return get<{ on_hand: number }>(shop.store, sql, variantId, locationId)?.on_hand ?? 0;
}

function findAdjustment(shop: Shop, id: number): AdjustmentRow {
  const row = get<AdjustmentRow>(shop.store, 'SELECT * FROM adjustment WHERE id = ?', id);
  if (row === undefined) throw notFound();
  return row;
}

const adjustmentBody = z.looseObject({ line_items: z.array(z.looseObject({ quantity: z.number() })) });

function adjustmentFields(row: AdjustmentRow) {
  const body = adjustmentBody.parse(JSON.parse(row.body_json));
  return {
    id: row.id,
    adjust_number: `IA${100_001 + row.id - firstId.adjustment}`,
    tran_date: row.created_at,
    location_id: row.location_id,
    type: row.type,
    ...body,
    total_quantity: body.line_items.reduce((sum, line) => sum + line.quantity, 0),
    total_cost: 0,
  };
}
