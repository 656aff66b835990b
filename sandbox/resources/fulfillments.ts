import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { missing, notFound, nowIso, type Shop, unprocessable } from '../context.ts';
import { idFrom } from '../query.ts';
import { count, run } from '../store.ts';
import { recordEvent } from './events.ts';
import { newFulfillment } from './fulfillment-fields.ts';
import { locationName } from './locations.ts';
import { findOrder, readBody, writeBody } from './order-row.ts';
import { changeStock } from './stock.ts';

const fulfillmentBody = z.object({
  fulfillment: z.looseObject({ location_id: z.number().nullish(), note: z.string().nullish() }),
});

type OfOrder = { Params: { id: string; fulfillmentId: string } };

/** Handing out an open order: all of it, at once. */
export function fulfillmentRoutes(app: FastifyInstance, shop: Shop): void {
  const of = (id: string) => readBody(findOrder(shop, idFrom(id))).fulfillments;
  app.get<OfOrder>('/com/orders/:id/fulfillments.json', ({ params }) => ({ fulfillments: of(params.id) }));
  app.get<OfOrder>('/com/orders/:id/fulfillments/count.json', ({ params }) => ({
    count: of(params.id).length,
  }));
  app.get<OfOrder>('/com/orders/:id/fulfillments/:fulfillmentId.json', ({ params }) => {
    const fulfillment = of(params.id).find((item) => item['id'] === idFrom(params.fulfillmentId));
    if (fulfillment === undefined) throw notFound();
    return { fulfillment };
  });
  app.post<OfOrder>('/com/orders/:id/fulfillments.json', async ({ params, body }, reply) => {
    const { fulfillment } = fulfillmentBody.parse(body);
    const id = idFrom(params.id);
    return reply.code(201).send({ fulfillment: fulfil(shop, id, fulfillment.location_id ?? undefined) });
  });
}

function fulfil(shop: Shop, orderId: number, fromLocationId?: number) {
  const order = findOrder(shop, orderId);
  if (order.cancelled_at !== null) throw unprocessable('base', 'Order has been cancelled');
  if (order.fulfillment_status === 'fulfilled') throw unprocessable('base', 'Order has been fulfilled');
  const locationId = fromLocationId ?? order.location_id;
  if (count(shop.store, 'location WHERE id = ?', locationId) === 0) throw missing();
  return shop.store.transaction(() => {
    const body = readBody(order);
    const at = nowIso(shop);
    const name = locationName(shop, locationId);
    const fulfillment = newFulfillment(order.id, body.fulfillments.length, locationId, name, at);
    for (const line of body.line_items) {
      const { variant_id: variantId, quantity } = line;
      if (variantId !== null) {
        changeStock(shop, { variantId, locationId: order.location_id, onHand: 0, committed: -quantity });
        changeStock(shop, { variantId, locationId, onHand: -quantity, committed: 0 });
      }
      line.fulfillment_status = 'fulfilled';
      line.fulfillable_quantity = 0;
    }
    writeBody(shop, order.id, { ...body, fulfillments: [...body.fulfillments, fulfillment] });
    run(shop.store, "UPDATE shop_order SET fulfillment_status = 'fulfilled' WHERE id = ?", order.id);
    recordEvent(shop, 'Order', order.id, 'fulfillment_success');
    return fulfillment;
  })();
}
