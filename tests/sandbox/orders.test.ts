import { describe, expect, it } from 'vitest';
import {
  at,
  listAt,
  numberAt,
  orderPaths,
  placeOrder,
  settledOrder,
  startCloud,
  stockOf,
  variantId,
} from './support.ts';

describe('an order', () => {
  it('commits stock when made and takes it from the shelf when handed out', async () => {
    const cloud = await startCloud();
    const before = await stockOf(cloud, variantId(1));
    const line_items = [{ variant_id: variantId(1), quantity: 5 }];
    const id = await placeOrder(cloud, { line_items });
    expect(await stockOf(cloud, variantId(1))).toEqual({
      onHand: before.onHand,
      committed: 5,
      available: before.onHand - 5,
    });
    const handedOut = await cloud.send('POST', `/com/orders/${id}/fulfillments.json`, { fulfillment: {} });
    expect([handedOut.status, at(handedOut.body, 'fulfillment.status')]).toEqual([201, 'success']);
    const after = { onHand: before.onHand - 5, committed: 0, available: before.onHand - 5 };
    expect(await stockOf(cloud, variantId(1))).toEqual(after);
    expect(
      (await cloud.send('POST', `/com/orders/${id}/fulfillments.json`, { fulfillment: {} })).status,
    ).toBe(422);
  });

  it('carried out at once has one delivered fulfillment and moves stock at its own location, below zero too', async () => {
    const cloud = await startCloud();
    const other = cloud.locations[1]?.id;
    const id = await placeOrder(cloud, {
      location_id: other,
      fulfillment_status: 'fulfilled',
      is_confirm: true,
      line_items: [{ variant_id: variantId(1), quantity: 200 }],
    });
    expect(at((await cloud.get(orderPaths(id).order)).body, 'order')).toMatchObject({
      location_id: other,
      location_name: 'CN Hai Bà Trưng',
      fulfillment_status: 'fulfilled',
      confirmed_status: 'confirmed',
      line_items: [{ fulfillment_status: 'fulfilled', fulfillable_quantity: 0 }],
      fulfillments: [
        { status: 'success', carrier_status_code: 'delivered', carrier_cod_status_code: 'none' },
      ],
    });
    expect(await stockOf(cloud, variantId(1), other)).toEqual({ onHand: -20, committed: 0, available: -20 });
    expect(await stockOf(cloud, variantId(1))).toMatchObject({ onHand: 240 });
  });

  it('belongs to the guest, to the customer named, or to whoever has its e-mail', async () => {
    const cloud = await startCloud();
    const made = await cloud.send('POST', '/com/customers.json', {
      customer: { first_name: 'An', last_name: 'Nguyễn Văn', email: 'an@mail.example' },
    });
    const customerId = numberAt(made.body, 'customer.id');
    const guest = await placeOrder(cloud);
    const named = await placeOrder(cloud, { customer: { id: customerId } });
    const byEmail = await placeOrder(cloud, { email: 'an@mail.example' });
    expect(at((await cloud.get(orderPaths(guest).order)).body, 'order.customer.email')).toBe(
      'guest@haravan.com',
    );
    for (const id of [named, byEmail]) {
      expect(at((await cloud.get(orderPaths(id).order)).body, 'order.customer.id')).toBe(customerId);
    }
    expect(at((await cloud.get(`/com/customers/${customerId}.json`)).body, 'customer')).toMatchObject({
      orders_count: 2,
      total_spent: 84_000,
      last_order_id: byEmail,
    });
  });

  it('is numbered unless it is named, and keeps what it was given', async () => {
    const cloud = await startCloud();
    const note_attributes = [{ name: 'till_key', value: 'a-1' }];
    const first = await placeOrder(cloud, {
      note_attributes,
      note: 'ghi chú',
      tags: 'quay,a',
      source: 'pos',
    });
    expect(at((await cloud.get(orderPaths(first).order)).body, 'order')).toMatchObject({
      name: '#100001',
      order_number: '#100001',
      number: first,
      source: 'pos',
      source_name: 'pos',
      note: 'ghi chú',
      tags: 'quay,a',
      note_attributes,
      location_name: 'CN Lê Lợi',
      user_id: 200_000_500_001,
      confirmed_status: 'unconfirmed',
      closed_status: 'unclosed',
      cancelled_status: 'uncancelled',
      fulfillment_status: 'notfulfilled',
    });
    const named = await placeOrder(cloud, { name: 'LL1-261105-0001', user_id: '200000500003' });
    expect(at((await cloud.get(orderPaths(named).order)).body, 'order')).toMatchObject({
      name: 'LL1-261105-0001',
      user_id: 200_000_500_003,
    });
  });

  it.each([
    ['without lines', { line_items: [] }],
    ['for goods that are gone', { line_items: [{ variant_id: 1, quantity: 1 }] }],
    ['for a customer who is gone', { customer: { id: 1 } }],
    ['at a place there is none', { location_id: 1 }],
    ['for half a piece', { line_items: [{ variant_id: variantId(1), quantity: 0.5 }] }],
    ['with a tag over 40 characters', { tags: 'x'.repeat(41) }],
    ['with a custom line without a price', { line_items: [{ title: 'x', quantity: 1 }] }],
  ])('is refused %s', async (_name, order) => {
    const cloud = await startCloud();
    const line_items = [{ variant_id: variantId(1), quantity: 1 }];
    const answer = await cloud.send('POST', '/com/orders.json', { order: { line_items, ...order } });
    expect(answer.status).toBe(422);
    expect(at((await cloud.get('/com/orders/count.json?status=any')).body, 'count')).toBe(0);
    expect(await stockOf(cloud, variantId(1))).toMatchObject({ onHand: 240, committed: 0 });
  });

  it('is confirmed, closed and opened by posts without a body', async () => {
    const cloud = await startCloud();
    const id = await placeOrder(cloud);
    const post = async (verb: string) => (await cloud.send('POST', `/com/orders/${id}/${verb}.json`)).body;
    expect(at(await post('confirm'), 'order.confirmed_status')).toBe('confirmed');
    expect(at(await post('close'), 'order.closed_status')).toBe('closed');
    expect(at(await post('open'), 'order.closed_status')).toBe('unclosed');
    const events = listAt((await cloud.get(`/com/orders/${id}/events.json`)).body, 'events');
    expect(events.map((event) => at(event, 'verb'))).toEqual(['re_opened', 'closed', 'confirmed', 'placed']);
  });

  it('can change its words, never its lines', async () => {
    const cloud = await startCloud();
    const id = await placeOrder(cloud);
    const changed = await cloud.send('PUT', orderPaths(id).order, {
      order: { note: 'mới', line_items: [{ variant_id: variantId(2), quantity: 9 }] },
    });
    expect(at(changed.body, 'order')).toMatchObject({
      note: 'mới',
      line_items: [{ variant_id: variantId(1), quantity: 1 }],
    });
  });

  it('takes and loses tags one by one', async () => {
    const cloud = await startCloud();
    const id = await placeOrder(cloud, { tags: 'a' });
    const path = `/com/orders/${id}/tags.json`;
    expect((await cloud.send('POST', path, { tags: 'b, c' })).body).toEqual({ tags: 'a,b,c' });
    expect((await cloud.send('DELETE', path, { tags: 'a,c' })).body).toEqual({ tags: 'b' });
  });
});

describe('cancelling', () => {
  it('an unpaid order leaves one empty refund and lets go of its stock', async () => {
    const cloud = await startCloud({ 'settle-ms': 0 });
    const id = await placeOrder(cloud);
    await settledOrder(cloud, id);
    const answer = await cloud.send('POST', `/com/orders/${id}/cancel.json`, {});
    expect(at(answer.body, 'order')).toMatchObject({
      cancelled_status: 'cancelled',
      cancel_reason: 'other',
      financial_status: 'pending',
      refunds: [{ refund_line_items: [], transactions: [] }],
    });
    expect(await stockOf(cloud, variantId(1))).toMatchObject({ onHand: 240, committed: 0 });
    expect((await cloud.send('POST', `/com/orders/${id}/cancel.json`, {})).status).toBe(422);
  });

  it('a paid one books the money back and restocks its lines', async () => {
    const cloud = await startCloud({ 'settle-ms': 0 });
    const id = await placeOrder(cloud, {
      fulfillment_status: 'fulfilled',
      transactions: [{ kind: 'capture', amount: 42_000 }],
    });
    await settledOrder(cloud, id);
    expect(await stockOf(cloud, variantId(1))).toMatchObject({ onHand: 239 });
    const answer = await cloud.send('POST', `/com/orders/${id}/cancel.json`, {
      reason: 'customer',
      amount: 2000,
      restock: true,
    });
    expect(at(answer.body, 'order')).toMatchObject({
      cancel_reason: 'customer',
      financial_status: 'partially_refunded',
      fulfillment_status: 'fulfilled',
      line_items: [{ fulfillment_status: 'restock' }],
      fulfillments: [{ carrier_status_code: 'cancel' }],
      refunds: [
        {
          restock: true,
          refund_line_items: [{ quantity: 1, line_item: { id: 0 } }],
          transactions: [{ kind: 'refund', amount: -2000, status: 'Thành công' }],
        },
      ],
    });
    expect(await stockOf(cloud, variantId(1))).toMatchObject({ onHand: 240, committed: 0 });
  });
});

describe('the list of orders', () => {
  it('has pages of 50 at most, newest first unless asked otherwise', async () => {
    let now = Date.UTC(2026, 10, 5);
    const cloud = await startCloud({}, () => now);
    const ids: number[] = [];
    for (let index = 0; index < 53; index += 1) {
      now += 1000;
      ids.push(await placeOrder(cloud));
    }
    const page = async (query: string) =>
      listAt((await cloud.get(`/com/orders.json?status=any&${query}`)).body, 'orders').map((order) =>
        at(order, 'id'),
      );
    expect(await page('limit=250')).toEqual(ids.toReversed().slice(0, 50));
    expect(await page('page=2')).toEqual(ids.toReversed().slice(50));
    expect(await page('order=created_at%20asc&limit=2')).toEqual(ids.slice(0, 2));
    expect(await page(`since_id=${ids[50]}`)).toEqual([ids[52], ids[51]]);
    expect(await page(`ids=${ids[4]},${ids[3]}`)).toEqual([ids[4], ids[3]]);
    expect(await page('created_at_max=2026-11-05T00:00:02Z')).toEqual([ids[1], ids[0]]);
    expect(at((await cloud.get('/com/orders/count.json?status=any')).body, 'count')).toBe(53);
  });

  it('filters by states and shows open orders unless told', async () => {
    const cloud = await startCloud({ 'settle-ms': 0 });
    const open = await placeOrder(cloud);
    const closed = await placeOrder(cloud, {
      fulfillment_status: 'fulfilled',
      transactions: [{ kind: 'capture', amount: 42_000 }],
    });
    const cancelled = await placeOrder(cloud);
    await settledOrder(cloud, closed);
    await cloud.send('POST', `/com/orders/${closed}/close.json`);
    await cloud.send('POST', `/com/orders/${cancelled}/cancel.json`, {});
    const found = async (query: string) =>
      listAt((await cloud.get(`/com/orders.json?${query}`)).body, 'orders').map((order) => at(order, 'id'));
    expect(await found('')).toEqual([open]);
    expect(await found('status=any')).toHaveLength(3);
    expect(await found('status=closed')).toEqual([closed]);
    expect(await found('status=cancelled')).toEqual([cancelled]);
    expect(await found('status=any&financial_status=paid')).toEqual([closed]);
    expect(await found('status=any&fulfillment_status=shipped')).toEqual([closed]);
  });

  it('knows no filter for names, tags, places and customers, and trims to the fields asked for', async () => {
    const cloud = await startCloud();
    await placeOrder(cloud, { name: 'A' });
    const query = 'status=any&name=B&tag=x&location_id=1&customer_id=1&source_name=web&fields=name,tags';
    expect(listAt((await cloud.get(`/com/orders.json?${query}`)).body, 'orders')).toEqual([
      { id: 1_600_000_001, name: 'A', tags: '' },
    ]);
  });

  it('has no way to delete', async () => {
    const cloud = await startCloud();
    const id = await placeOrder(cloud);
    expect((await cloud.send('DELETE', orderPaths(id).order)).status).toBe(404);
    expect((await cloud.get('/com/orders/1.json')).status).toBe(404);
  });
});

describe('a mishap', () => {
  it('takes an order away for good, or changes what it comes to and when it last changed', async () => {
    const cloud = await startCloud();
    const [lost, changed] = [await placeOrder(cloud), await placeOrder(cloud)];
    expect((await cloud.send('POST', '/_control/lose-order', { orderId: lost })).status).toBe(200);
    expect((await cloud.get(`/com/orders/${lost}.json`)).status).toBe(404);
    expect((await cloud.send('POST', '/_control/lose-order', { orderId: lost })).status).toBe(404);
    await cloud.send('POST', '/_control/change-total', { orderId: changed, total: 5 });
    const { body } = await cloud.get('/com/orders.json?status=any');
    expect(at(body, 'orders')).toMatchObject([{ id: changed, total_price: 5 }]);
  });
});
