import { describe, expect, it } from 'vitest';
import {
  at,
  type Cloud,
  listAt,
  numberAt,
  orderPaths,
  placeOrder,
  settledOrder,
  startCloud,
  stockOf,
  until,
  variantId,
} from './support.ts';

const shipmentsOf = (id: number) => `/com/orders/${id}/fulfillments.json`;

const shippingAddress = {
  first_name: 'An',
  last_name: 'Lê',
  phone: '0903000111',
  address1: '1 Lê Lợi',
  province: 'Hồ Chí Minh',
  province_code: 'HC',
};

/** A web order to be paid on delivery, on its way with a carrier. */
async function codOrder(cloud: Cloud) {
  const id = await placeOrder(cloud, {
    line_items: [{ variant_id: variantId(1), quantity: 2 }],
    is_cod_gateway: true,
    shipping_address: shippingAddress,
  });
  await settledOrder(cloud, id);
  const fulfillment = { tracking_company: 'GHN', tracking_number: 'GHN1' };
  const made = await cloud.send('POST', shipmentsOf(id), { fulfillment });
  const steps = async (count: number, outcome = 'delivered') => {
    const answer = await cloud.send('POST', '/_control/carrier', { orderId: id, steps: count, outcome });
    return listAt(answer.body, 'moved').map((moved) => [
      at(moved, 'carrier_status_code'),
      at(moved, 'carrier_cod_status_code'),
    ]);
  };
  const order = async () => at((await cloud.get(orderPaths(id).order)).body, 'order');
  return { id, made, steps, order };
}

describe('a shipment with a carrier (§1.8, §1.9)', () => {
  it('starts at readytopick with the money still to be collected', async () => {
    const cloud = await startCloud({ 'settle-ms': 0 });
    const { id, made, order } = await codOrder(cloud);
    expect(made.status).toBe(201);
    expect(at(made.body, 'fulfillment')).toMatchObject({
      order_id: id,
      status: 'success',
      tracking_company: 'GHN',
      tracking_number: 'GHN1',
      tracking_numbers: ['GHN1'],
      cod_amount: 84_000,
      carrier_status_code: 'readytopick',
      carrier_status_name: 'Chờ lấy hàng',
      carrier_cod_status_code: 'codpending',
      carrier_cod_status_name: 'Chưa nhận',
      ready_to_pick_date: expect.stringMatching(/Z$/),
      cod_pending_date: expect.stringMatching(/Z$/),
      delivered_date: null,
      shipping_phone: '0903000111',
      province_code: 'HC',
      line_items: [{ quantity: 2, fulfillment_status: 'Chưa hoàn thành' }],
    });
    expect(await order()).toMatchObject({ fulfillment_status: 'fulfilled', financial_status: 'pending' });
    expect(await stockOf(cloud, variantId(1))).toEqual({ onHand: 238, committed: 0, available: 238 });
  });

  it('is picked, delivered and paid, step by step, with a date for each', async () => {
    let now = Date.UTC(2026, 10, 5);
    const cloud = await startCloud({ 'settle-ms': 0 }, () => now);
    const { id, steps, order } = await codOrder(cloud);
    now += 3_600_000;
    expect(await steps(3)).toEqual([
      ['picking', 'codpending'],
      ['delivering', 'codpending'],
      ['delivered', 'codpending'],
    ]);
    expect(await order()).toMatchObject({
      financial_status: 'pending',
      updated_at: '2026-11-05T01:00:00.000Z',
    });
    expect(await steps(9)).toEqual([
      ['delivered', 'codpaid'],
      ['delivered', 'codreceipt'],
    ]);
    expect(await order()).toMatchObject({
      financial_status: 'paid',
      fulfillments: [
        {
          carrier_status_name: 'Đã giao hàng',
          carrier_cod_status_name: 'Đã nhận',
          ready_to_pick_date: '2026-11-05T00:00:00.000Z',
          picking_date: '2026-11-05T01:00:00.000Z',
          delivering_date: '2026-11-05T01:00:00.000Z',
          delivered_date: '2026-11-05T01:00:00.000Z',
          cod_paid_date: '2026-11-05T01:00:00.000Z',
          cod_receipt_date: '2026-11-05T01:00:00.000Z',
          return_date: null,
          line_items: [{ fulfillment_status: 'Đã hoàn thành' }],
        },
      ],
      transactions: [{ kind: 'pending' }, { kind: 'capture', amount: 84_000 }],
    });
    expect(await steps(1)).toEqual([]);
    expect((await cloud.get(`/com/orders/${id}/fulfillments/count.json`)).body).toEqual({ count: 1 });
  });

  it('comes back when nobody is at home, onto the shelf and unpaid', async () => {
    const cloud = await startCloud({ 'settle-ms': 0 });
    const { steps, order } = await codOrder(cloud);
    expect((await steps(9, 'returned')).map(([carrier]) => carrier)).toEqual([
      'picking',
      'delivering',
      'notmeetcustomer',
      'waitingforreturn',
      'return',
    ]);
    expect(await order()).toMatchObject({
      financial_status: 'pending',
      fulfillment_status: 'fulfilled',
      line_items: [{ fulfillment_status: 'restock' }],
      fulfillments: [
        {
          carrier_cod_status_code: 'codnotreceipt',
          cod_not_receipt_date: expect.stringMatching(/Z$/),
          line_items: [{ fulfillment_status: 'Nhập kho' }],
        },
      ],
    });
    expect(await stockOf(cloud, variantId(1))).toEqual({ onHand: 240, committed: 0, available: 240 });
  });

  it('that is called off leaves the order open, to be shipped again', async () => {
    const cloud = await startCloud({ 'settle-ms': 0 });
    const { id, steps, order } = await codOrder(cloud);
    await steps(1, 'cancelled');
    expect(await order()).toMatchObject({
      fulfillment_status: 'notfulfilled',
      line_items: [{ fulfillment_status: 'notfulfilled', fulfillable_quantity: 2 }],
    });
    expect(await stockOf(cloud, variantId(1))).toEqual({ onHand: 240, committed: 2, available: 238 });
    expect((await cloud.send('POST', shipmentsOf(id), { fulfillment: {} })).status).toBe(201);
    expect(await order()).toMatchObject({
      fulfillment_status: 'fulfilled',
      fulfillments: [{ carrier_status_code: 'cancel' }, { carrier_status_code: 'delivered' }],
    });
  });

  it('stops when its order is cancelled, and never moves on', async () => {
    const cloud = await startCloud({ 'settle-ms': 0 });
    const { id, steps, order } = await codOrder(cloud);
    await steps(1);
    await cloud.send('POST', `/com/orders/${id}/cancel.json`, {});
    expect(await order()).toMatchObject({
      fulfillments: [{ carrier_status_code: 'cancel', cancel_date: expect.stringMatching(/Z$/) }],
    });
    expect(await steps(5)).toEqual([]);
    const all = await cloud.send('POST', '/_control/carrier', { all: true });
    expect(at(all.body, 'moved')).toEqual([]);
  });

  it('does not come back twice: what was refunded and restocked is not restocked again', async () => {
    const cloud = await startCloud({ 'settle-ms': 0 });
    const { id, steps } = await codOrder(cloud);
    await cloud.send('POST', '/_control/refund', { orderId: id });
    expect(await stockOf(cloud, variantId(1))).toMatchObject({ onHand: 240 });
    await steps(9, 'returned');
    expect(await stockOf(cloud, variantId(1))).toEqual({ onHand: 240, committed: 0, available: 240 });
  });

  it('moves with all others, or by itself on a timer', async () => {
    const cloud = await startCloud({ 'settle-ms': 0 });
    const one = await codOrder(cloud);
    const other = await codOrder(cloud);
    const answer = await cloud.send('POST', '/_control/carrier', { all: true, steps: 2 });
    expect(listAt(answer.body, 'moved').map((moved) => at(moved, 'order_id'))).toEqual([
      one.id,
      other.id,
      one.id,
      other.id,
    ]);
    await cloud.control({ carrierMs: 5 });
    const paid = await until(one.order, (order) => at(order, 'financial_status') === 'paid');
    expect(at(paid, 'fulfillments.0.carrier_cod_status_code')).toBe('codreceipt');
  });

  it.each([{}, { orderId: 1, all: true }, { all: true, steps: 0 }, { all: true, outcome: 'lost' }])(
    'is not moved by %j',
    async (body) => {
      const cloud = await startCloud();
      expect((await cloud.send('POST', '/_control/carrier', body)).status).toBe(422);
    },
  );
});

describe('handing out (§1.9)', () => {
  it('some lines, then some pieces, then the rest', async () => {
    const cloud = await startCloud();
    const id = await placeOrder(cloud, {
      line_items: [
        { variant_id: variantId(1), quantity: 3 },
        { variant_id: variantId(2), quantity: 1 },
      ],
    });
    const read = async () => at((await cloud.get(orderPaths(id).order)).body, 'order');
    const lineId = numberAt(await read(), 'line_items.0.id');
    const ship = (line_items?: readonly object[]) =>
      cloud.send('POST', shipmentsOf(id), { fulfillment: { line_items } });
    await ship([{ id: lineId, quantity: 1 }]);
    expect(await read()).toMatchObject({
      fulfillment_status: 'partial',
      line_items: [
        { fulfillment_status: 'partial', fulfillable_quantity: 2 },
        { fulfillment_status: 'notfulfilled', fulfillable_quantity: 1 },
      ],
    });
    expect(await stockOf(cloud, variantId(1))).toEqual({ onHand: 239, committed: 2, available: 237 });
    const found = async (query: string) =>
      listAt((await cloud.get(`/com/orders.json?fulfillment_status=${query}`)).body, 'orders').length;
    expect([await found('partial'), await found('shipped'), await found('unshipped')]).toEqual([1, 0, 0]);
    expect((await ship([{ id: lineId, quantity: 3 }])).status).toBe(422);
    expect((await ship([{ id: 1 }])).status).toBe(422);
    const rest = await ship();
    expect(listAt(rest.body, 'fulfillment.line_items')).toMatchObject([{ quantity: 2 }, { quantity: 1 }]);
    expect(at(await read(), 'fulfillment_status')).toBe('fulfilled');
    expect(await stockOf(cloud, variantId(1))).toEqual({ onHand: 237, committed: 0, available: 237 });
    expect((await ship()).status).toBe(422);
  });

  it('writes to a shipment, to the state of its carrier only when so switched (§8, question 11)', async () => {
    const cloud = await startCloud({ 'settle-ms': 0 });
    const { id, made, order } = await codOrder(cloud);
    const path = `/com/orders/${id}/fulfillments/${numberAt(made.body, 'fulfillment.id')}.json`;
    const put = (fulfillment: object) => cloud.send('PUT', path, { fulfillment });
    const changed = await put({ tracking_number: 'GHN2', carrier_status_code: 'delivered' });
    expect(at(changed.body, 'fulfillment')).toMatchObject({
      tracking_number: 'GHN2',
      carrier_status_code: 'readytopick',
    });
    await cloud.control({ carrierByPut: true });
    expect((await put({ carrier_status_code: 'flying' })).status).toBe(422);
    await put({ carrier_status_code: 'delivered' });
    expect(at(await order(), 'fulfillments.0')).toMatchObject({
      carrier_status_code: 'delivered',
      delivered_date: expect.stringMatching(/Z$/),
    });
    expect((await cloud.get(path)).body).toEqual({ fulfillment: at(await order(), 'fulfillments.0') });
    expect((await cloud.get(`/com/orders/${id}/fulfillments/1.json`)).status).toBe(404);
  });

  it('takes the goods from the place an order was given to (§1.7, assign)', async () => {
    const cloud = await startCloud();
    const other = cloud.locations[1]?.id;
    const id = await placeOrder(cloud, { is_confirm: true });
    const assign = (location_id: unknown) =>
      cloud.send('POST', `/com/orders/${id}/assign.json`, { location_id, user_ids: [200_000_500_002] });
    expect(at((await assign(other)).body, 'order')).toMatchObject({
      location_id: cloud.locations[0]?.id,
      assigned_location_id: other,
      assigned_location_name: 'CN Hai Bà Trưng',
      assigned_location_at: expect.stringMatching(/Z$/),
      order_processing_status: 'confirmed',
    });
    expect((await assign(5)).status).toBe(422);
    await cloud.send('POST', shipmentsOf(id), { fulfillment: {} });
    expect(await stockOf(cloud, variantId(1))).toEqual({ onHand: 240, committed: 0, available: 240 });
    expect(await stockOf(cloud, variantId(1), other)).toMatchObject({ onHand: 179 });
  });

  it('says so when the place an order was given to has too little', async () => {
    const cloud = await startCloud();
    const line_items = [{ variant_id: variantId(1), quantity: 200 }];
    const id = await placeOrder(cloud, { line_items });
    const body = { location_id: cloud.locations[1]?.id };
    const answer = await cloud.send('POST', `/com/orders/${id}/assign.json`, body);
    expect(at(answer.body, 'order.order_processing_status')).toBe('out_of_stock_confirm');
  });
});
