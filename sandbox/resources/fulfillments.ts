import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { missing, notFound, nowIso, type Shop, unprocessable } from '../context.ts';
import { idFrom, type Query, trimmed } from '../query.ts';
import { count, run } from '../store.ts';
import { carrierStates } from './carrier-states.ts';
import { enterCarrierState, rememberOnWay } from './carrier-steps.ts';
import { recordEvent } from './events.ts';
import { type FulfillmentInput, fulfillmentInput, newFulfillment } from './fulfillment-fields.ts';
import { locationName } from './locations.ts';
import {
  findOrder,
  type OrderRow,
  readBody,
  type StoredBody,
  type StoredFulfillment,
  writeBody,
} from './order-row.ts';
import { handOut, statusOfOrder } from './pieces.ts';

const fulfillmentBody = z.object({ fulfillment: fulfillmentInput });

type OfOrder = { Params: { id: string; fulfillmentId: string }; Querystring: Query };

/** Handing out an open order: all that is left of it or some lines, over the counter or by a carrier. */
export function fulfillmentRoutes(app: FastifyInstance, shop: Shop): void {
  const of = (id: string) => readBody(findOrder(shop, idFrom(id))).fulfillments;
  app.get<OfOrder>('/com/orders/:id/fulfillments.json', ({ params, query }) => ({
    fulfillments: of(params.id).map((fulfillment) => trimmed(fulfillment, query)),
  }));
  app.get<OfOrder>('/com/orders/:id/fulfillments/count.json', ({ params }) => ({
    count: of(params.id).length,
  }));
  app.get<OfOrder>('/com/orders/:id/fulfillments/:fulfillmentId.json', ({ params, query }) => ({
    fulfillment: trimmed(oneOf(of(params.id), params.fulfillmentId), query),
  }));
  app.post<OfOrder>('/com/orders/:id/fulfillments.json', async ({ params, body }, reply) => {
    const { fulfillment } = fulfillmentBody.parse(body);
    return reply.code(201).send({ fulfillment: fulfil(shop, idFrom(params.id), fulfillment) });
  });
  app.put<OfOrder>('/com/orders/:id/fulfillments/:fulfillmentId.json', ({ params, body }) => {
    const { fulfillment } = fulfillmentBody.parse(body);
    const order = findOrder(shop, idFrom(params.id));
    return { fulfillment: change(shop, order, params.fulfillmentId, fulfillment) };
  });
}

function oneOf(fulfillments: readonly StoredFulfillment[], id: string): StoredFulfillment {
  const found = fulfillments.find((item) => item.id === idFrom(id));
  if (found === undefined) throw notFound();
  return found;
}

function fulfil(shop: Shop, orderId: number, input: FulfillmentInput) {
  const order = findOrder(shop, orderId);
  if (order.cancelled_at !== null) throw unprocessable('base', 'Order has been cancelled');
  const body = readBody(order);
  const lines = linesToShip(body, input);
  if (lines.length === 0) throw unprocessable('base', 'Order has been fulfilled');
  const locationId = input.location_id ?? body.assigned?.location_id ?? order.location_id;
  if (count(shop.store, 'location WHERE id = ?', locationId) === 0) throw missing();
  return shop.store.transaction(() => {
    const fulfillment = newFulfillment({
      id: order.id * 10 + body.fulfillments.length,
      orderId: order.id,
      locationId,
      locationName: locationName(shop, locationId),
      lines,
      shippingAddress: body.shipping_address,
      parcel: parcelOf(order, body, input),
      at: nowIso(shop),
    });
    for (const { line, quantity } of lines) handOut(shop, order, body, line, quantity, locationId);
    writeBody(shop, order.id, { ...body, fulfillments: [...body.fulfillments, fulfillment] });
    run(
      shop.store,
      'UPDATE shop_order SET fulfillment_status = ? WHERE id = ?',
      statusOfOrder(body),
      order.id,
    );
    rememberOnWay(shop, order.id);
    recordEvent(shop, 'Order', order.id, 'fulfillment_success');
    return fulfillment;
  })();
}

/** The lines named, whole unless a number of pieces is told; all that is left when none is named. */
function linesToShip(body: StoredBody, input: FulfillmentInput) {
  const named = input.line_items?.map(({ id, quantity }) => {
    const line = body.line_items.find((item) => item.id === id);
    if (line === undefined) throw missing();
    return { line, quantity: quantity ?? line.fulfillable_quantity };
  });
  const lines = named ?? body.line_items.map((line) => ({ line, quantity: line.fulfillable_quantity }));
  for (const { line, quantity } of lines) {
    if (quantity > line.fulfillable_quantity) {
      throw unprocessable('quantity', 'is greater than what is left to fulfill');
    }
  }
  return lines.filter(({ quantity }) => quantity > 0);
}

/** A carrier is whoever has a name, a number or money to collect. */
function parcelOf(order: OrderRow, body: StoredBody, input: FulfillmentInput) {
  const isParcel = input.tracking_company || input.tracking_number || input.cod_amount != null;
  if (!isParcel) return null;
  const isFirstCod = body.gateway_code === 'COD' && body.fulfillments.length === 0;
  return { ...input, cod_amount: input.cod_amount ?? (isFirstCod ? order.total_price : 0) };
}

/** Whether PUT may move the carrier's state is not known; a switch decides. */
function change(shop: Shop, order: OrderRow, id: string, input: FulfillmentInput): StoredFulfillment {
  const body = readBody(order);
  const fulfillment = oneOf(body.fulfillments, id);
  const state = shop.faults.carrierByPut ? (input.carrier_status_code ?? undefined) : undefined;
  if (state !== undefined && carrierStates[state] === undefined) {
    throw unprocessable('carrier_status_code', 'is invalid');
  }
  return shop.store.transaction(() => {
    for (const name of ['tracking_company', 'tracking_url', 'note', 'notify_customer'] as const) {
      if (input[name] != null) fulfillment[name] = input[name];
    }
    if (input.cod_amount != null) fulfillment.cod_amount = input.cod_amount;
    if (input.tracking_number != null) {
      fulfillment['tracking_number'] = input.tracking_number;
      fulfillment['tracking_numbers'] = [input.tracking_number];
    }
    fulfillment['updated_at'] = nowIso(shop);
    if (state !== undefined && state !== fulfillment.carrier_status_code) {
      enterCarrierState(shop, order, body, fulfillment, state);
    }
    writeBody(shop, order.id, body);
    run(
      shop.store,
      'UPDATE shop_order SET fulfillment_status = ? WHERE id = ?',
      statusOfOrder(body),
      order.id,
    );
    rememberOnWay(shop, order.id);
    return fulfillment;
  })();
}
