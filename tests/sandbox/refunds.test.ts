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
  variantId,
} from './support.ts';

const refundsOf = (id: number) => `/com/orders/${id}/refunds.json`;

/** A paid order of three pieces, handed out; with the id of its line. */
async function soldOrder(cloud: Cloud, order: object = {}) {
  const id = await placeOrder(cloud, {
    line_items: [{ variant_id: variantId(1), quantity: 3 }],
    fulfillment_status: 'fulfilled',
    transactions: [{ kind: 'capture', amount: 126_000, gateway: 'Tiền mặt' }],
    ...order,
  });
  const lineId = numberAt(await settledOrder(cloud, id), 'order.line_items.0.id');
  const refund = (body: object) => cloud.send('POST', refundsOf(id), { refund: body });
  return { id, lineId, refund };
}

describe('a refund (§1.9)', () => {
  it('books money that went away and puts restocked goods back on the shelf', async () => {
    const cloud = await startCloud({ 'settle-ms': 0 });
    const { id, lineId, refund } = await soldOrder(cloud);
    const made = await refund({
      restock: true,
      note: 'khách đổi ý',
      refund_line_items: [{ line_item_id: lineId, quantity: 2 }],
      transactions: [{ amount: '84000', kind: 'Refund' }],
    });
    expect(made.status).toBe(201);
    expect(at(made.body, 'refund')).toMatchObject({
      order_id: id,
      restock: true,
      note: 'khách đổi ý',
      location_id: null,
      user_id: 200_000_500_001,
      refund_line_items: [{ line_item_id: lineId, quantity: 2, line_item: { id: 0 } }],
      transactions: [{ kind: 'refund', amount: -84_000, status: 'Thành công', gateway: 'Tiền mặt' }],
    });
    expect(await stockOf(cloud, variantId(1))).toEqual({ onHand: 239, committed: 0, available: 239 });
    const order = at((await cloud.get(orderPaths(id).order)).body, 'order');
    expect(order).toMatchObject({
      financial_status: 'partially_refunded',
      fulfillment_status: 'fulfilled',
      line_items: [{ fulfillment_status: 'fulfilled' }],
    });
    expect(listAt(order, 'refunds')).toEqual([at(made.body, 'refund')]);
    const verbs = listAt((await cloud.get(`/com/orders/${id}/events.json`)).body, 'events').map((event) =>
      at(event, 'verb'),
    );
    expect(verbs.slice(0, 2)).toEqual(['restock_line_items', 'refund_success']);
  });

  it('of everything leaves the order refunded and its lines restocked', async () => {
    const cloud = await startCloud({ 'settle-ms': 0 });
    const { id } = await soldOrder(cloud);
    const whole = await cloud.send('POST', '/_control/refund', { orderId: id });
    expect(at(whole.body, 'refund.refund_line_items.0.quantity')).toBe(3);
    expect(at((await cloud.get(orderPaths(id).order)).body, 'order')).toMatchObject({
      financial_status: 'refunded',
      fulfillment_status: 'fulfilled',
      line_items: [{ fulfillment_status: 'restock' }],
    });
    expect(await stockOf(cloud, variantId(1))).toMatchObject({ onHand: 240 });
  });

  it('of money only has no lines and says nothing of restocking', async () => {
    const cloud = await startCloud({ 'settle-ms': 0 });
    const { refund } = await soldOrder(cloud);
    const made = await refund({ refund_line_items: [], transactions: [{ amount: 1000, kind: 'refund' }] });
    expect(at(made.body, 'refund')).toMatchObject({ restock: null, refund_line_items: [] });
    expect(await stockOf(cloud, variantId(1))).toMatchObject({ onHand: 237 });
  });

  it('without restocking leaves the shelf as it is; another branch may take the goods', async () => {
    const cloud = await startCloud({ 'settle-ms': 0 });
    const { lineId, refund } = await soldOrder(cloud);
    const line = { line_item_id: lineId, quantity: 1 };
    await refund({ refund_line_items: [line] });
    expect(await stockOf(cloud, variantId(1))).toMatchObject({ onHand: 237 });
    const other = cloud.locations[1]?.id;
    const there = await refund({ restock: true, location_id: other, refund_line_items: [line] });
    expect(at(there.body, 'refund.location_id')).toBe(other);
    expect(await stockOf(cloud, variantId(1), other)).toMatchObject({ onHand: 181 });
  });

  it('of goods that wait lets go of what was committed', async () => {
    const cloud = await startCloud({ 'settle-ms': 0 });
    const { id, lineId, refund } = await soldOrder(cloud, { fulfillment_status: null });
    await refund({ restock: true, refund_line_items: [{ line_item_id: lineId, quantity: 2 }] });
    expect(await stockOf(cloud, variantId(1))).toEqual({ onHand: 240, committed: 1, available: 239 });
    await cloud.send('POST', `/com/orders/${id}/cancel.json`, { restock: true });
    expect(await stockOf(cloud, variantId(1))).toEqual({ onHand: 240, committed: 0, available: 240 });
  });

  it.each([
    [
      'more pieces than were bought',
      (lineId: number) => ({ refund_line_items: [{ line_item_id: lineId, quantity: 4 }] }),
    ],
    ['a line of another order', () => ({ refund_line_items: [{ line_item_id: 1, quantity: 1 }] })],
    ['more money than was paid', () => ({ transactions: [{ amount: 126_001, kind: 'refund' }] })],
    ['another kind of transaction', () => ({ transactions: [{ amount: 1, kind: 'capture' }] })],
    ['no money at all', () => ({ transactions: [{ amount: 0, kind: 'refund' }] })],
    ['nothing', () => ({})],
    [
      'goods to a place there is none',
      () => ({ location_id: 5, transactions: [{ amount: 1, kind: 'refund' }] }),
    ],
  ])('is refused for %s, and changes nothing', async (_name, body) => {
    const cloud = await startCloud({ 'settle-ms': 0 });
    const { id, lineId, refund } = await soldOrder(cloud);
    expect((await refund(body(lineId))).status).toBe(422);
    expect(listAt((await cloud.get(refundsOf(id))).body, 'refunds')).toEqual([]);
    expect(await stockOf(cloud, variantId(1))).toMatchObject({ onHand: 237, committed: 0 });
  });

  it('counts what was refunded before, by a cancellation and a bare transaction too', async () => {
    const cloud = await startCloud({ 'settle-ms': 0 });
    const { id, lineId, refund } = await soldOrder(cloud);
    await refund({
      refund_line_items: [{ line_item_id: lineId, quantity: 2 }],
      transactions: [{ amount: 100_000, kind: 'refund' }],
    });
    expect((await refund({ refund_line_items: [{ line_item_id: lineId, quantity: 2 }] })).status).toBe(422);
    const bare = { transaction: { kind: 'refund', amount: 26_001 } };
    expect((await cloud.send('POST', orderPaths(id).transactions, bare)).status).toBe(422);
    const cancel = (amount: number) => cloud.send('POST', `/com/orders/${id}/cancel.json`, { amount });
    expect((await cancel(26_001)).status).toBe(422);
    expect((await cancel(26_000)).status).toBe(200);
    expect(at((await cloud.get(orderPaths(id).order)).body, 'order.financial_status')).toBe('refunded');
  });

  it('is read one by one and trimmed', async () => {
    const cloud = await startCloud({ 'settle-ms': 0 });
    const { id, refund } = await soldOrder(cloud);
    const made = await refund({ transactions: [{ amount: 5, kind: 'refund' }] });
    const refundId = numberAt(made.body, 'refund.id');
    const path = `/com/orders/${id}/refunds/${refundId}.json`;
    expect((await cloud.get(path)).body).toEqual(made.body);
    expect((await cloud.get(`${path}?fields=note`)).body).toEqual({ refund: { id: refundId, note: null } });
    expect((await cloud.get(`/com/orders/${id}/refunds/1.json`)).status).toBe(404);
    expect((await cloud.get('/com/orders/1/refunds.json')).status).toBe(404);
  });
});

it('loses the answer of a refund when told to', async () => {
  const cloud = await startCloud({ 'settle-ms': 0 });
  const { id, refund } = await soldOrder(cloud);
  await cloud.control({ dropAnswers: 1, dropAnswersTo: 'refunds' });
  await expect(refund({ transactions: [{ amount: 5, kind: 'refund' }] })).rejects.toThrow('fetch failed');
  expect(listAt((await cloud.get(refundsOf(id))).body, 'refunds')).toHaveLength(1);
});
