import fc from 'fast-check';
import { emptyCart } from '../../domain/cart/cart.ts';
import { changeCart } from '../../domain/cart/change-cart.ts';
import { priceCart } from '../../domain/cart/price-cart.ts';
import { dong } from '../../domain/money/dong.ts';
import { completeSale, type Sale } from '../../domain/sale/sale.ts';
import type { CashRounding, Tender } from '../../domain/sale/settle.ts';
import { anyAction } from './goods.ts';

const roundings: readonly CashRounding[] = [
  { step: 1, direction: 'nearest' },
  { step: 500, direction: 'nearest' },
  { step: 1000, direction: 'down' },
];

export const anyRounding = fc.constantFrom(...roundings);

/** A cart after many actions; ids of lines are made unique the way the till does it. */
export const anyCart = fc.array(anyAction, { maxLength: 60 }).map((actions) => {
  let cart = emptyCart('cart');
  actions.forEach((action, index) => {
    const unique = action.kind === 'add-goods' && cart.lines.some((line) => line.id === action.lineId);
    const changed = changeCart(cart, unique ? { ...action, lineId: `line-${index}-again` } : action);
    if (changed.ok) cart = changed.value;
  });
  return cart;
});

export const someSale = {
  id: 'sale',
  number: 'LL1-261125-0001',
  completedAt: 0,
  businessDay: '2026-11-25',
  sequence: 1,
  shiftId: null,
  staffId: 'staff',
};

/** A paid sale: part of it by transfer and card, the rest in cash with change. */
export const anySale: fc.Arbitrary<Sale> = fc
  .tuple(
    anyCart.filter((cart) => cart.lines.length > 0),
    anyRounding,
    fc.constantFrom(0, 0, 1, 250, 500, 1000),
    fc.constantFrom(0, 0, 1, 250, 500),
  )
  .map(([cart, rounding, transferShare, cardShare]) => {
    const { total } = priceCart(cart);
    const transfer = Math.floor((total * transferShare) / 1000);
    const card = Math.min(total - transfer, Math.floor((total * cardShare) / 1000));
    const tenders: readonly Tender[] = [
      { kind: 'transfer' as const, amount: transfer },
      { kind: 'card' as const, amount: card },
      { kind: 'cash' as const, amount: total - transfer - card > 0 ? total - transfer - card + 1000 : 0 },
    ]
      .filter(({ amount }) => amount > 0)
      .map(({ kind, amount }) => ({ kind, amount: dong(amount), reference: '' }));
    const sale = completeSale(cart, tenders, rounding, someSale);
    if (!sale.ok) throw new Error(`no sale: ${sale.refusal.code}`);
    return sale.value;
  });
