import { describe, expect, it } from 'vitest';
import { orderFromSale } from '../../../main/cloud/haravan/order-from-sale.ts';
import type { UploadDocument, UploadLine } from '../../../main/db/repositories/upload-sale.ts';

const line = (over: Partial<UploadLine> = {}): UploadLine => ({
  id: 'line-1',
  product_id: 1,
  variant_id: 11,
  unit_id: 0,
  sku: 'SKU1',
  code: '8934563138165',
  name: 'Nước mắm',
  variant_name: '',
  unit_name: 'chai',
  quantity: 1000,
  stock_per_unit: 1000,
  line_discount: 0,
  net: 42_000,
  vat_rate_bp: 800,
  vat_net: 38_889,
  vat: 3_111,
  note: '',
  ...over,
});

const document = (over: Partial<UploadDocument['sale']>, lines: readonly UploadLine[]): UploadDocument => ({
  sale: {
    id: '01900000-0000-7000-8000-000000000001',
    number: 'LL1-261125-0001',
    shift_number: 'CA-LL1-261125-1',
    staff_name: 'Trần Thị Lan',
    staff_cloud_id: 7,
    customer_id: null,
    customer_cloud_id: null,
    customer_state: null,
    customer_name: null,
    order_discount: 0,
    total: 42_000,
    rounding: 0,
    payable: 42_000,
    note: '',
    completed_at: Date.UTC(2026, 10, 25, 2, 3, 4),
    ...over,
  },
  lines,
  payments: [{ kind: 'cash', amount: over.payable ?? 42_000, reference: '' }],
});

const orderOf = (over: Partial<UploadDocument['sale']>, ...lines: UploadLine[]) =>
  orderFromSale(document(over, lines), { key: 'till-1/sale-1', locationId: 410_001 }).order;

const sumOf = (order: ReturnType<typeof orderOf>) =>
  order.line_items.reduce((sum, item) => sum + item.price * item.quantity, 0) - order.total_discounts;

describe('a line of an order', () => {
  it('has its price after the discount, and the discount for the whole line', () => {
    const [item] = orderOf({}, line({ quantity: 2000, net: 74_000, line_discount: 10_000 })).line_items;
    expect(item).toMatchObject({ quantity: 2, price: 37_000, total_discount: 10_000 });
  });

  it('whose amount does not divide by its pieces becomes two, and both discounts are the whole discount', () => {
    const items = orderOf({}, line({ quantity: 3000, net: 100_000, line_discount: 26_000 })).line_items;
    expect(items.map(({ quantity, price }) => ({ quantity, price }))).toEqual([
      { quantity: 2, price: 33_333 },
      { quantity: 1, price: 33_334 },
    ]);
    expect(items.reduce((sum, item) => sum + (item.total_discount ?? 0), 0)).toBe(26_000);
  });

  it('of a part of a kilogram is one piece at the line’s amount, with the weight beside it', () => {
    const [item] = orderOf({}, line({ quantity: 1250, unit_name: 'kg', net: 47_500 })).line_items;
    expect(item).toMatchObject({
      quantity: 1,
      price: 47_500,
      properties: [{ name: 'Số lượng', value: '1,25 kg' }],
    });
  });

  it('of whole kilograms says their number', () => {
    const [item] = orderOf({}, line({ quantity: 2000, unit_name: 'kg', net: 76_000 })).line_items;
    expect(item).toMatchObject({ quantity: 2, price: 38_000 });
    expect(item).not.toHaveProperty('properties');
  });

  it('sold by the pack takes its pieces from stock, and names the pack', () => {
    const [item] = orderOf(
      {},
      line({ unit_id: 5, unit_name: 'lốc', quantity: 2000, stock_per_unit: 6000, net: 192_000 }),
    ).line_items;
    expect(item).toMatchObject({
      quantity: 12,
      price: 16_000,
      properties: [
        { name: 'Đơn vị', value: 'lốc' },
        { name: 'Số lượng', value: '2 lốc' },
      ],
    });
  });
});

describe('an order', () => {
  it('carries cash rounding down as a code of its own, beside the order discount', () => {
    const order = orderOf({ order_discount: 1_000, rounding: -700, payable: 40_300 }, line());
    expect(order.discount_codes).toEqual([
      { code: 'GIAM-GIA', amount: 1_000, is_coupon_code: false },
      { code: 'LAM-TRON', amount: 700, is_coupon_code: false },
    ]);
    expect(sumOf(order)).toBe(40_300);
  });

  it('carries cash rounding up as a line of its own', () => {
    const order = orderOf({ rounding: 300, payable: 42_300 }, line());
    expect(order.line_items.at(-1)).toEqual({ title: 'Làm tròn tiền mặt', quantity: 1, price: 300 });
    expect(sumOf(order)).toBe(42_300);
  });

  it('names till, receipt, time in Vietnam, shift, cashier, payments and taxes', () => {
    const fields = Object.fromEntries(
      orderOf({}, line()).note_attributes.map(({ name, value }) => [name, value]),
    );
    expect(fields).toEqual({
      till_key: 'till-1/sale-1',
      receipt_number: 'LL1-261125-0001',
      sold_at: '2026-11-25T09:03:04+07:00',
      shift: 'CA-LL1-261125-1',
      cashier: 'Trần Thị Lan',
      tenders: 'Tiền mặt 42.000',
      vat: '8%: 38.889 + 3.111',
    });
  });

  it('is the customer’s where the cloud knows them, and the guest’s with the name beside it where not', () => {
    expect(orderOf({ customer_cloud_id: 99 }, line())).toMatchObject({ customer: { id: 99 } });
    const guest = orderOf({ customer_name: 'Chị Hoa' }, line());
    expect(guest).not.toHaveProperty('customer');
    expect(guest.note_attributes).toContainEqual({ name: 'customer', value: 'Chị Hoa' });
  });

  it('has tags the service keeps whole', () => {
    for (const tag of orderOf({}, line()).tags.split(',')) expect(tag.length).toBeLessThanOrEqual(40);
  });
});
