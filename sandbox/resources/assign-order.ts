import { z } from 'zod';
import { missing, nowIso, type Shop, unprocessable } from '../context.ts';
import { count } from '../store.ts';
import { recordEvent } from './events.ts';
import { type OrderRow, readBody, writeBody } from './order-row.ts';
import { availableAt } from './stock.ts';

/** Body of POST /com/orders/{id}/assign.json. */
export const assignBody = z.looseObject({
  location_id: z.number(),
  user_ids: z.array(z.number()).nullish(),
  group_user_ids: z.array(z.number()).nullish(),
});

/** Gives an order to another place to handle, for shops with advanced processing. Its own location stays what it was. */
export function assignOrder(shop: Shop, order: OrderRow, locationId: number): void {
  if (order.cancelled_at !== null) throw unprocessable('base', 'Order has been cancelled');
  if (count(shop.store, 'location WHERE id = ?', locationId) === 0) throw missing();
  const body = readBody(order);
  const isShort = body.line_items.some(
    ({ variant_id: id, fulfillable_quantity: left }) =>
      id !== null && left > 0 && availableAt(shop, id, locationId) < left,
  );
  shop.store.transaction(() => {
    const assigned = { location_id: locationId, at: nowIso(shop), is_short: isShort };
    writeBody(shop, order.id, { ...body, assigned });
    recordEvent(shop, 'Order', order.id, 'update');
  })();
}
