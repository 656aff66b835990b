import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { missing, notFound, nowIso, type Shop, unprocessable } from '../context.ts';
import { add, addIdFilters, emptyWhere, given, idFrom, pageOf, type Query, whereText } from '../query.ts';
import { all, count, firstId, get, nextId, run } from '../store.ts';
import { adjustmentReasons, variantOrMissing } from './inventories.ts';
import { findProduct } from './product-fields.ts';
import { changeStock } from './stock.ts';
import { ownerId } from './users.ts';

const transferBody = z.object({
  transfer: z.looseObject({
    from_loc_id: z.number(),
    to_loc_id: z.number(),
    reason: z.enum(adjustmentReasons).default('newproduct'),
    note: z.string().nullish(),
    tags: z.string().nullish(),
    user_id: z.number().nullish(),
    line_items: z
      .array(z.looseObject({ product_variant_id: z.number(), quantity: z.number().int().min(1) }))
      .min(1),
  }),
});

const receiveBody = z
  .object({ transfer: z.looseObject({ user_id: z.number().nullish() }).nullish() })
  .nullish();

const storedBody = z.looseObject({
  created_user: z.number().nullable(),
  received_user: z.number().nullable(),
  line_items: z.array(z.looseObject({ product_variant_id: z.number(), quantity: z.number() })),
});

type TransferInput = z.output<typeof transferBody>['transfer'];
type TransferRow = {
  id: number;
  from_id: number;
  to_id: number;
  body_json: string;
  received_at: string | null;
  created_at: string;
  updated_at: string;
};
type Listed = { Params: { id: string }; Querystring: Query };

/** Goods sent from one place to another: off the first shelf at once, on the second when received, in between they are incoming. */
export function transferRoutes(app: FastifyInstance, shop: Shop): void {
  const { store } = shop;
  app.get<Listed>('/com/inventories/transfers.json', ({ query }) => {
    const where = transferFilter(query);
    const { limit, offset } = pageOf(query);
    const sql = `SELECT * FROM transfer ${whereText(where)} ORDER BY id DESC LIMIT ? OFFSET ?`;
    return { transfers: all<TransferRow>(store, sql, ...where.values, limit, offset).map(transferFields) };
  });
  app.get<Listed>('/com/inventories/transfers/count.json', ({ query }) => {
    const where = transferFilter(query);
    return { count: count(store, `transfer ${whereText(where)}`, ...where.values) };
  });
  // One transfer lies under a path of its own.
  app.get<Listed>('/com/inventorytransfer/detail/:id.json', ({ params }) => ({
    inventorytransfer: transferFields(find(shop, idFrom(params.id))),
  }));
  // Its own example answers 200, although it creates something.
  app.post('/com/inventories/transfer.json', ({ body }) => {
    const id = send(shop, transferBody.parse(body).transfer);
    return { transfer: transferFields(find(shop, id)) };
  });
  // The documentation spells it both ways.
  for (const word of ['receive', 'recive']) {
    app.post<Listed>(`/com/inventories/transfer/:id/${word}.json`, ({ params, body }) => {
      const row = find(shop, idFrom(params.id));
      receive(shop, row, receiveBody.parse(body)?.transfer?.user_id ?? ownerId(shop));
      return { transfer: transferFields(find(shop, row.id)) };
    });
  }
}

function transferFilter(query: Query) {
  const where = emptyWhere();
  addIdFilters(where, query);
  for (const [name, column] of [
    ['from_location_id', 'from_id'],
    ['to_location_id', 'to_id'],
  ] as const) {
    const value = given(query, name);
    if (value !== undefined) add(where, `${column} = ?`, Number(value));
  }
  return where;
}

function send(shop: Shop, input: TransferInput): number {
  const { store } = shop;
  const { from_loc_id: from, to_loc_id: to } = input;
  for (const place of [from, to]) if (count(store, 'location WHERE id = ?', place) === 0) throw missing();
  if (from === to) throw unprocessable('to_loc_id', 'must be another location');
  return store.transaction(() => {
    const id = nextId(store, 'transfer');
    const at = nowIso(shop);
    const lines = input.line_items.map(({ product_variant_id: variantId, quantity }, index) => {
      const variant = variantOrMissing(shop, variantId);
      changeStock(shop, { variantId, locationId: from, onHand: -quantity, committed: 0 });
      changeStock(shop, { variantId, locationId: to, onHand: 0, committed: 0, incoming: quantity });
      return {
        id: id * 1000 + index,
        product_id: variant.product_id,
        product_variant_id: variantId,
        quantity,
        sku: variant.sku,
        barcode: variant.barcode,
        variant_title: variant.title,
        product_name: findProduct(shop, variant.product_id).title,
      };
    });
    const body = {
      reason: input.reason,
      note: input.note ?? null,
      tags: input.tags ?? null,
      created_user: input.user_id ?? ownerId(shop),
      received_user: null,
      line_items: lines,
    };
    run(
      store,
      'INSERT INTO transfer VALUES (?, ?, ?, ?, NULL, ?, ?)',
      id,
      from,
      to,
      JSON.stringify(body),
      at,
      at,
    );
    return id;
  })();
}

function receive(shop: Shop, row: TransferRow, userId: number | null): void {
  if (row.received_at !== null) throw unprocessable('base', 'Transfer has been received');
  shop.store.transaction(() => {
    const body = storedBody.parse(JSON.parse(row.body_json));
    const at = nowIso(shop);
    for (const { product_variant_id: variantId, quantity } of body.line_items) {
      changeStock(shop, {
        variantId,
        locationId: row.to_id,
        onHand: quantity,
        committed: 0,
        incoming: -quantity,
      });
    }
    const sql = 'UPDATE transfer SET body_json = ?, received_at = ?, updated_at = ? WHERE id = ?';
    run(shop.store, sql, JSON.stringify({ ...body, received_user: userId }), at, at, row.id);
  })();
}

function find(shop: Shop, id: number): TransferRow {
  const row = get<TransferRow>(shop.store, 'SELECT * FROM transfer WHERE id = ?', id);
  if (row === undefined) throw notFound();
  return row;
}

function transferFields(row: TransferRow) {
  const body = storedBody.parse(JSON.parse(row.body_json));
  return {
    id: row.id,
    transfer_number: `IT${100_000 + row.id - firstId.transfer}`,
    from_loc_id: row.from_id,
    to_loc_id: row.to_id,
    status: row.received_at === null ? 'Active' : 'Received',
    tran_date: row.created_at,
    actived_at: row.created_at,
    received_at: row.received_at,
    created_at: row.created_at,
    updated_at: row.updated_at,
    user_id: body.created_user,
    total: body.line_items.reduce((sum, line) => sum + line.quantity, 0),
    ...body,
  };
}
