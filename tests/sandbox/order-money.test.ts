import { describe, expect, it } from 'vitest';
import {
  at,
  listAt,
  numberAt,
  orderPaths,
  placeOrder,
  productId,
  settledOrder,
  startCloud,
  variantId,
} from './support.ts';

describe('the money of an order', () => {
  it('adds up as in the documented example', async () => {
    const cloud = await startCloud();
    const answer = await cloud.send('POST', '/com/orders.json', {
      order: {
        line_items: [
          { variant_id: variantId(1), price: 110_000, quantity: 1, total_discount: 5000 },
          {
            title: 'Hàng lẻ',
            sku: 'LE-1',
            barcode: '999',
            price: 170_000,
            quantity: 2,
            total_discount: 30_000,
            applied_discounts: [{ description: 'giảm', amount: 30_000 }],
          },
        ],
        discount_codes: [{ code: 'TRI-AN', amount: 10_000, is_coupon_code: false }],
        shipping_lines: [{ title: 'Giao hàng', price: '15000' }],
      },
    });
    expect(answer.status).toBe(201);
    const { body } = answer;
    expect(at(body, 'order.line_items.0')).toMatchObject({
      product_id: productId(1),
      variant_id: variantId(1),
      title: 'Nước mắm cá cơm Phú Quốc 500 ml',
      price: 110_000,
      price_original: 115_000,
      total_discount: 5000,
    });
    expect(at(body, 'order.line_items.1')).toMatchObject({
      product_id: null,
      variant_id: null,
      title: 'Hàng lẻ',
      price: 170_000,
      price_original: 185_000,
      total_discount: 15_000,
      applied_discounts: [{ description: 'giảm', amount: 15_000 }],
    });
    expect(at(body, 'order')).toMatchObject({
      subtotal_price: 450_000,
      total_line_items_price: 450_000,
      total_discounts: 10_000,
      total_price: 455_000,
      tax_lines: null,
    });
  });

  it('keeps four digits of a discount that does not divide', async () => {
    const cloud = await startCloud();
    const line_items = [{ variant_id: variantId(1), price: 9000, quantity: 3, total_discount: 1000 }];
    const id = await placeOrder(cloud, { line_items });
    expect(at((await cloud.get(orderPaths(id).order)).body, 'order.line_items.0.total_discount')).toBe(
      333.3333,
    );
  });

  it('takes the price of the shop where none is sent, and numbers sent as text', async () => {
    const cloud = await startCloud();
    const line_items = [
      { variant_id: variantId(1), quantity: 2 },
      { variant_id: variantId(2), quantity: '1', price: '100000' },
    ];
    const id = await placeOrder(cloud, { line_items });
    expect(at((await cloud.get(orderPaths(id).order)).body, 'order.total_price')).toBe(184_000);
  });

  it('is settled only after the answer', async () => {
    const cloud = await startCloud({ 'settle-ms': 30 });
    const answer = await cloud.send('POST', '/com/orders.json', {
      order: {
        line_items: [{ variant_id: variantId(1), quantity: 1 }],
        financial_status: 'paid',
        transactions: [{ kind: 'capture', amount: '42000', gateway: 'Tiền mặt' }],
      },
    });
    expect(at(answer.body, 'order')).toMatchObject({ transactions: [], financial_status: 'pending' });
    const body = await settledOrder(cloud, numberAt(answer.body, 'order.id'));
    expect(at(body, 'order.financial_status')).toBe('paid');
    const pending = numberAt(body, 'order.transactions.0.id');
    expect(listAt(body, 'order.transactions')).toMatchObject([
      { kind: 'pending', amount: 42_000, status: null, parent_id: null },
      { kind: 'capture', amount: 42_000, status: null, parent_id: pending, gateway: 'Tiền mặt' },
    ]);
  });

  it('is only partly paid when the capture had no amount, until the rest is posted', async () => {
    const cloud = await startCloud({ 'settle-ms': 0 });
    const id = await placeOrder(cloud, { financial_status: 'paid', transactions: [{ kind: 'capture' }] });
    expect(at(await settledOrder(cloud, id), 'order.financial_status')).toBe('partiallypaid');
    const rest = { transaction: { kind: 'Capture', amount: 42_000 } };
    const posted = await cloud.send('POST', orderPaths(id).transactions, rest);
    expect([posted.status, at(posted.body, 'transaction.kind')]).toEqual([201, 'Capture']);
    expect(at((await cloud.get(orderPaths(id).order)).body, 'order.financial_status')).toBe('paid');
    const kinds = listAt((await cloud.get(orderPaths(id).transactions)).body, 'transactions').map((row) =>
      at(row, 'kind'),
    );
    expect(kinds).toEqual(['Pending', 'Capture', 'Capture']);
    const one = await cloud.get(
      `/com/orders/${id}/transactions/${numberAt(posted.body, 'transaction.id')}.json`,
    );
    expect(at(one.body, 'transaction.amount')).toBe(42_000);
  });

  it('keeps several tenders apart, and refunds as money that went away', async () => {
    const cloud = await startCloud({ 'settle-ms': 0 });
    const transactions = [
      { kind: 'capture', amount: 40_000, gateway: 'Tiền mặt' },
      { kind: 'capture', amount: 2000, gateway: 'Chuyển khoản' },
    ];
    const id = await placeOrder(cloud, { transactions });
    const body = await settledOrder(cloud, id);
    expect(listAt(body, 'order.transactions').map((row) => at(row, 'gateway'))).toEqual([
      'Tiền mặt',
      'Tiền mặt',
      'Chuyển khoản',
    ]);
    const refund = await cloud.send('POST', orderPaths(id).transactions, {
      transaction: { kind: 'refund', amount: 2000 },
    });
    expect(at(refund.body, 'transaction.amount')).toBe(-2000);
    expect(at((await cloud.get(orderPaths(id).order)).body, 'order.financial_status')).toBe(
      'partially_refunded',
    );
  });

  it('stays pending without a payment; cash on delivery has its own gateway', async () => {
    const cloud = await startCloud({ 'settle-ms': 0 });
    const id = await placeOrder(cloud, { is_cod_gateway: true });
    expect(at(await settledOrder(cloud, id), 'order')).toMatchObject({
      financial_status: 'pending',
      gateway_code: 'COD',
      transactions: [{ kind: 'pending', gateway: 'Thanh toán khi giao hàng (COD)' }],
    });
  });
});
