import { describe, expect, it } from 'vitest';
import { milli } from '../../domain/money/quantity.ts';
import { amendAndSendAgain, backOffice, refusedEntries } from '../support/repairing.ts';
import {
  cloudGet,
  cloudOrders,
  demoGoods,
  outboxStates,
  shopCloud,
  syncedTill,
} from '../support/synced-till.ts';

type Variant = { readonly id: number; readonly product_id: number; readonly inventory_policy: string };

const variantOf = async (sandbox: Awaited<ReturnType<typeof shopCloud>>, position: number) =>
  (await cloudGet<{ variant: Variant }>(sandbox, `/com/variants/${1_100_000_000 + position}.json`)).variant;

describe('a sale the cloud refuses', () => {
  it('for goods deleted there names the lines, and goes as free lines of the same name and price', async () => {
    const sandbox = await shopCloud();
    const till = syncedTill(sandbox);
    const [gone, there] = [await variantOf(sandbox, 1), await variantOf(sandbox, 30)];
    const goods = (variant: Variant, price: number) =>
      demoGoods(1, price, { variantId: variant.id, productId: variant.product_id });
    const sale = till.sell({
      lines: [
        { goods: goods(gone, 42_000), quantity: 2000, discount: { kind: 'amount', amount: 5_000 as never } },
        { goods: goods(there, 30_000), quantity: 1000 },
      ],
    });
    await backOffice(sandbox, 'DELETE', `/com/products/${gone.product_id}.json`);
    await till.sync.runOnce('push');
    const [entry] = refusedEntries(till);
    expect(entry).toMatchObject({
      reason: 'product-gone',
      reason_facts_json: JSON.stringify({ lineIds: [sale.lines[0]?.id] }),
    });
    amendAndSendAgain(till, sale.id, { kind: 'free-lines', lineIds: [sale.lines[0]?.id ?? ''] });
    expect(await till.sync.runOnce('push')).toMatchObject({ ok: true, value: { confirmed: 1 } });
    const [order] = await cloudOrders(sandbox);
    expect(order).toMatchObject({ total_price: sale.settlement.payable, financial_status: 'paid' });
    expect(order?.line_items.map(({ variant_id: id }) => id)).toEqual([null, there.id]);
    expect(order?.line_items[0]).toMatchObject({ title: 'Hàng 1', quantity: 2 });
  });

  it('goes as other goods when somebody says which', async () => {
    const sandbox = await shopCloud();
    const till = syncedTill(sandbox);
    const [gone, there] = [await variantOf(sandbox, 1), await variantOf(sandbox, 30)];
    const sale = till.sell({
      lines: [
        { goods: demoGoods(1, 42_000, { variantId: gone.id, productId: gone.product_id }), quantity: 1000 },
      ],
    });
    await backOffice(sandbox, 'DELETE', `/com/products/${gone.product_id}.json`);
    await till.sync.runOnce('push');
    amendAndSendAgain(till, sale.id, {
      kind: 'other-goods',
      lineId: sale.lines[0]?.id ?? '',
      productId: there.product_id,
      variantId: there.id,
      title: 'Hàng khác',
    });
    await till.sync.runOnce('push');
    const [order] = await cloudOrders(sandbox);
    expect(order).toMatchObject({ total_price: 42_000 });
    expect(order?.line_items[0]).toMatchObject({ variant_id: there.id, price: 42_000 });
  });

  it('for a customer deleted there goes without one, with the name in the order', async () => {
    const sandbox = await shopCloud();
    const till = syncedTill(sandbox);
    await till.sync.firstPull(() => undefined);
    const known = till.store.writer.get<{ id: string; name: string; phone: string; cloud_id: number }>(
      'SELECT id, name, phone, cloud_id FROM customer ORDER BY cloud_id LIMIT 1',
    );
    if (known === undefined) throw new Error('the shop has customers');
    const sale = till.sell({ customer: { id: known.id, name: known.name, phone: known.phone } });
    await backOffice(sandbox, 'DELETE', `/com/customers/${known.cloud_id}.json`);
    await till.sync.runOnce('push');
    expect(refusedEntries(till)).toMatchObject([{ reason: 'customer-gone' }]);
    amendAndSendAgain(till, sale.id, { kind: 'customer', cloudId: null });
    await till.sync.runOnce('push');
    const [order] = await cloudOrders(sandbox);
    expect(order).toMatchObject({ customer: { email: 'guest@haravan.com' } });
    expect(order?.note_attributes).toContainEqual({ name: 'customer', value: known.name });
  });

  it('for stock it does not have goes below zero, and the goods’ own rule is as it was afterwards', async () => {
    const sandbox = await shopCloud();
    const till = syncedTill(sandbox);
    const variant = await variantOf(sandbox, 1);
    await backOffice(sandbox, 'PUT', `/com/variants/${variant.id}.json`, {
      variant: { id: variant.id, inventory_policy: 'deny' },
    });
    await sandbox.control({ enforceStock: true });
    const sale = till.sell({
      lines: [
        {
          goods: demoGoods(1, 1_000, { variantId: variant.id, productId: variant.product_id }),
          quantity: milli(900_000_000),
        },
      ],
    });
    await till.sync.runOnce('push');
    expect(refusedEntries(till)).toMatchObject([{ reason: 'stock-short' }]);
    amendAndSendAgain(till, sale.id, { kind: 'below-zero', variantIds: [variant.id] });
    await till.sync.runOnce('push');
    const [order] = await cloudOrders(sandbox);
    expect(order).toMatchObject({ total_price: sale.settlement.payable });
    expect(order?.line_items[0]).toMatchObject({ variant_id: variant.id });
    expect((await variantOf(sandbox, 1)).inventory_policy).toBe('deny');
  });

  it('for stock it does not have waits in the queue when told to wait for goods', async () => {
    const sandbox = await shopCloud();
    const till = syncedTill(sandbox, { pace: { patienceMs: 0 } });
    const variant = await variantOf(sandbox, 1);
    await backOffice(sandbox, 'PUT', `/com/variants/${variant.id}.json`, {
      variant: { id: variant.id, inventory_policy: 'deny' },
    });
    await sandbox.control({ enforceStock: true });
    const sale = till.sell({
      lines: [
        {
          goods: demoGoods(1, 1_000, { variantId: variant.id, productId: variant.product_id }),
          quantity: milli(900_000_000),
        },
      ],
    });
    await till.sync.runOnce('push');
    amendAndSendAgain(till, sale.id, { kind: 'wait-for-goods' });
    await till.sync.runOnce('push');
    expect(outboxStates(till.store)).toEqual(['queued']);
    await sandbox.control({ enforceStock: false });
    till.store.writer.run('UPDATE outbox SET next_try_at = 0');
    await till.sync.runOnce('push');
    expect(outboxStates(till.store)).toEqual(['confirmed']);
  });

  it('for a name used before goes under the cloud’s own, with ours as a reference', async () => {
    const sandbox = await shopCloud();
    const till = syncedTill(sandbox, { nameOrders: () => true });
    await sandbox.control({ refuseUsedNames: true });
    const sale = till.sell();
    await backOffice(sandbox, 'POST', '/com/orders.json', {
      order: { name: sale.number, line_items: [{ title: 'Khác', price: 1, quantity: 1 }] },
    });
    await till.sync.runOnce('push');
    expect(refusedEntries(till)).toMatchObject([{ reason: 'name-taken' }]);
    amendAndSendAgain(till, sale.id, { kind: 'own-name' });
    await till.sync.runOnce('push');
    const ours = (await cloudOrders(sandbox)).find(({ tags }) => tags.includes(sale.id));
    expect(ours?.note_attributes).toContainEqual({ name: 'receipt_number', value: sale.number });
    expect(outboxStates(till.store)).toEqual(['confirmed']);
  });

  it('in words nobody knows keeps the words, and goes when tried again', async () => {
    const sandbox = await shopCloud();
    const till = syncedTill(sandbox);
    till.sell();
    await sandbox.control({ refusals: 1 });
    await till.sync.runOnce('push');
    expect(refusedEntries(till)).toMatchObject([
      { reason: 'not-understood', last_answer: 'Đơn hàng không hợp lệ' },
    ]);
  });
});
