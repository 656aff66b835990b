import type {
  CartLineView,
  CartsView,
  CartTab,
  CartView,
  CustomerView,
  LastSaleView,
} from '../../contracts/views/selling.ts';
import { type Cart, type CartCustomer, emptyCart, goodsLines, unknownLines } from '../../domain/cart/cart.ts';
import { type PricedCart, priceCart } from '../../domain/cart/price-cart.ts';
import { maskedName } from '../../domain/customer/mask.ts';
import { dong } from '../../domain/money/dong.ts';
import { milli } from '../../domain/money/quantity.ts';
import { roundCash } from '../../domain/sale/settle.ts';
import { maskPhone } from '../../domain/text/format.ts';
import { businessDay } from '../../domain/time.ts';
import { type CartRecord, canUndo, cartById, insertCart, listCarts } from '../db/repositories/carts.ts';
import { customerById } from '../db/repositories/customer-search.ts';
import { goodsByVariant } from '../db/repositories/goods.ts';
import { saleById } from '../db/repositories/sales.ts';
import { nextNumber, readSetting, writeSetting } from '../db/repositories/settings.ts';
import type { Reader } from '../db/store.ts';
import { goodsChange, imageUrl, stockInUnit } from './goods-view.ts';
import { readShopSettings } from './shop-settings.ts';
import type { Till } from './till.ts';
import { nextViewSerial } from './view-serial.ts';

const activeKey = 'carts.active';
const lastSaleKey = 'carts.last-sale';

/** The cart that scans go to; there always is one. Call it inside a transaction when the answer is going to be changed. */
export function activeCart(till: Till, staffId: string | null): CartRecord {
  const id = readSetting(till.store, activeKey);
  const current = typeof id === 'string' ? cartById(till.store, id) : undefined;
  if (current?.state === 'open') return current;
  const other = listCarts(till.store)
    .filter((record) => record.state === 'open')
    .at(-1);
  if (other !== undefined) {
    makeActive(till, other.cart.id);
    return other;
  }
  return openCart(till, staffId);
}

export function openCart(till: Till, staffId: string | null): CartRecord {
  return till.store.inTransaction(() => {
    const at = till.clock();
    const cart = emptyCart(till.newId());
    const label = `Đơn ${nextNumber(till.store, `cart:${businessDay(at)}`)}`;
    insertCart(till.store, cart, { label, staffId, at });
    makeActive(till, cart.id);
    return { cart, label, state: 'open', version: 1, touchedLineId: null, updatedAt: at };
  });
}

export function makeActive(till: Till, cartId: string): void {
  writeSetting(till.store, activeKey, cartId);
}

/** The sale whose change stays on screen until the next scan. */
export function rememberLastSale(till: Till, saleId: string | null): void {
  writeSetting(till.store, lastSaleKey, saleId);
}

/** Everything the sell screen paints, from the store alone. */
export function cartsView(till: Till): CartsView {
  const active = activeCart(till, null);
  const records = listCarts(till.store);
  return {
    serial: nextViewSerial(),
    active: cartView(till.store, active),
    tabs: records.filter((record) => record.state === 'open').map((record) => tabOf(till.store, record)),
    held: records.filter((record) => record.state === 'held').map((record) => tabOf(till.store, record)),
    lastSale: lastSaleView(till.store),
  };
}

function cartView(reader: Reader, record: CartRecord): CartView {
  const { cart } = record;
  const priced = priceCart(cart);
  const { cashRounding } = readShopSettings(reader);
  return {
    id: cart.id,
    label: record.label,
    version: record.version,
    lines: lineViews(reader, cart, priced),
    touchedLineId: record.touchedLineId,
    orderDiscountRule: cart.orderDiscount,
    customer: cart.customer === null ? null : customerView(customerNow(reader, cart.customer)),
    note: cart.note,
    itemCount: milli(
      goodsLines(cart).reduce((sum, line) => sum + (line.goods.weighed ? 1000 : line.quantity), 0),
    ),
    subtotal: priced.subtotal,
    lineDiscounts: priced.lineDiscounts,
    orderDiscount: priced.orderDiscount,
    total: priced.total,
    cashTotal: roundCash(priced.total, cashRounding),
    vatByRate: priced.vatByRate,
    vatTotal: priced.vatTotal,
    canUndo: canUndo(reader, cart.id),
    unknownCodes: unknownLines(cart).length,
  };
}

function lineViews(reader: Reader, cart: Cart, priced: PricedCart): readonly CartLineView[] {
  const byId = new Map(priced.lines.map((line) => [line.lineId, line]));
  return cart.lines.map((line): CartLineView => {
    if (line.kind === 'unknown') return { kind: 'unknown', id: line.id, code: line.code };
    const { goods } = line;
    const now = goodsByVariant(reader, goods.variantId, goods.unitId ?? 0);
    const figures = byId.get(line.id);
    return {
      kind: 'goods',
      id: line.id,
      variantId: goods.variantId,
      unitId: goods.unitId,
      name: goods.name,
      variantName: goods.variantName,
      unitName: goods.unitName,
      sku: goods.sku,
      code: goods.code,
      image: imageUrl(goods.variantId, now?.image_url ?? null),
      weighed: goods.weighed,
      unitPrice: goods.unitPrice,
      quantity: line.quantity,
      discountRule: line.discount,
      lineDiscount: figures?.lineDiscount ?? dong(0),
      net: figures?.net ?? dong(0),
      note: line.note,
      stock: stockInUnit(now?.stock ?? null, goods.stockPerUnit, goods.tracksStock),
      change: goodsChange(reader, goods, now),
    };
  });
}

function tabOf(reader: Reader, record: CartRecord): CartTab {
  const { customer } = record.cart;
  return {
    id: record.cart.id,
    label: record.label,
    lineCount: record.cart.lines.length,
    total: priceCart(record.cart).total,
    customerName: customer === null ? null : maskedName(customerNow(reader, customer).name),
    savedAt: record.updatedAt,
  };
}

function lastSaleView(reader: Reader): LastSaleView | null {
  const id = readSetting(reader, lastSaleKey);
  const sale = typeof id === 'string' ? saleById(reader, id) : undefined;
  if (sale === undefined) return null;
  return {
    saleId: sale.id,
    number: sale.number,
    total: dong(sale.payable),
    tendered: dong(sale.tendered),
    change: dong(sale.change),
  };
}

/** Who is in a cart, as they are known now: somebody may have corrected the name since, or two may have turned out to be one. */
export function customerNow(reader: Reader, customer: CartCustomer): CartCustomer {
  return customerById(reader, customer.id) ?? customer;
}

export function customerView(customer: {
  readonly id: string;
  readonly name: string;
  readonly phone: string;
}): CustomerView {
  return {
    id: customer.id,
    name: maskedName(customer.name),
    phoneMasked: customer.phone === '' ? '' : maskPhone(customer.phone),
  };
}
