import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Shop } from './context.ts';
import { changeTotal, loseOrder } from './mishaps.ts';
import { outcomes } from './resources/carrier-states.ts';
import { type Moved, ordersOnWay, stepOrder } from './resources/carrier-steps.ts';
import { refundsOf } from './resources/order-fields.ts';
import { findOrder, readBody } from './resources/order-row.ts';
import { moneyLeft } from './resources/refund-record.ts';
import { refundOrder, wholeRefund } from './resources/refunds.ts';

const carrierBody = z
  .strictObject({
    orderId: z.number().optional(),
    all: z.literal(true).optional(),
    steps: z.int().min(1).max(20).default(1),
    outcome: z.enum(outcomes).default('delivered'),
  })
  .refine(({ orderId, all }) => (orderId === undefined) !== (all === undefined), 'wants orderId or all');

const orderBody = z.strictObject({ orderId: z.number() });
const totalBody = z.strictObject({ orderId: z.number(), total: z.number().min(0) });

/** What others do to the shop while a till looks away, in one call each, where the API itself needs several. */
export function actionRoutes(app: FastifyInstance, shop: Shop): void {
  app.post('/_control/carrier', ({ body }) => {
    const { orderId, steps, outcome } = carrierBody.parse(body);
    const moved: Moved[] = [];
    for (let step = 0; step < steps; step += 1) {
      for (const id of orderId === undefined ? ordersOnWay(shop) : [orderId]) {
        moved.push(...stepOrder(shop, id, outcome));
      }
    }
    return { moved };
  });
  app.post('/_control/refund', ({ body }) => {
    const order = findOrder(shop, orderBody.parse(body).orderId);
    const id = refundOrder(shop, order, wholeRefund(readBody(order), moneyLeft(shop, order.id)));
    return { refund: refundsOf(shop, order.id).find((made) => made['id'] === id) };
  });
  app.post('/_control/lose-order', ({ body }) => {
    loseOrder(shop, orderBody.parse(body).orderId);
    return {};
  });
  app.post('/_control/change-total', ({ body }) => {
    const { orderId, total } = totalBody.parse(body);
    changeTotal(shop, orderId, total);
    return {};
  });
}

/** One step for everything on its way. */
export function stepCarriers(shop: Shop): void {
  if (!shop.store.open) return;
  for (const id of ordersOnWay(shop)) stepOrder(shop, id, 'delivered');
}
