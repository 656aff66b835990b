import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { priceCart } from '../../domain/cart/price-cart.ts';
import { dong } from '../../domain/money/dong.ts';
import { completeSale, stockMovesOf } from '../../domain/sale/sale.ts';
import { settle, type Tender } from '../../domain/sale/settle.ts';
import { anyCart, anyRounding, someSale } from '../support/any-sale.ts';

const anyTenders = fc.array(
  fc.record({
    kind: fc.constantFrom('cash' as const, 'transfer' as const, 'card' as const),
    share: fc.integer({ min: 1, max: 2000 }),
  }),
  { maxLength: 4 },
);

function tendersFor(
  total: number,
  shares: readonly { readonly kind: Tender['kind']; readonly share: number }[],
): readonly Tender[] {
  return shares
    .map(({ kind, share }) => ({ kind, amount: dong(Math.floor((total * share) / 1000)), reference: '' }))
    .filter((tender) => tender.amount > 0);
}

describe('any cart', () => {
  it('has lines that add up to its total, with no negative part', () => {
    fc.assert(
      fc.property(anyCart, (cart) => {
        const priced = priceCart(cart);
        const sum = (pick: (line: (typeof priced.lines)[number]) => number) =>
          priced.lines.reduce((total, line) => total + pick(line), 0);
        expect(sum((line) => line.gross)).toBe(priced.subtotal);
        expect(sum((line) => line.final)).toBe(priced.total);
        expect(sum((line) => line.orderDiscount)).toBe(priced.orderDiscount);
        expect(priced.subtotal - priced.lineDiscounts - priced.orderDiscount).toBe(priced.total);
        expect(priced.vatByRate.reduce((total, split) => total + split.gross, 0)).toBe(priced.total);
        expect(priced.vatByRate.every((split) => split.net + split.vat === split.gross)).toBe(true);
        expect(priced.lines.every((line) => line.final >= 0 && line.vat.vat >= 0)).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it('does not mind in which order goods were scanned', () => {
    fc.assert(
      fc.property(anyCart, (cart) => {
        const reversed = { ...cart, lines: [...cart.lines].reverse() };
        expect(priceCart(reversed).total).toBe(priceCart(cart).total);
      }),
    );
  });
});

describe('any payment', () => {
  it('settles exactly: payments − change = total, and only cash gives change', () => {
    fc.assert(
      fc.property(fc.nat(100_000_000), anyTenders, anyRounding, (total, shares, rounding) => {
        const settled = settle(dong(total), tendersFor(total, shares), rounding);
        if (!settled.ok) {
          expect(settled.refusal.code).toBe('PAYMENT_OVER_NON_CASH');
          return;
        }
        const { payments, payable, change, remaining, tendered } = settled.value;
        const applied = payments.reduce((sum, payment) => sum + payment.amount, 0);
        expect(applied + remaining).toBe(payable);
        expect(tendered - change + remaining).toBe(payable);
        expect(change === 0 || remaining === 0).toBe(true);
        expect(payments.every((payment) => payment.kind === 'cash' || payment.change === 0)).toBe(true);
        expect(Math.abs(settled.value.rounding)).toBeLessThan(rounding.step);
      }),
      { numRuns: 400 },
    );
  });
});

describe('any sale', () => {
  it('keeps lines, payments and stock moves in step', () => {
    fc.assert(
      fc.property(anyCart, anyRounding, (cart, rounding) => {
        const total = priceCart(cart).total;
        const tenders: readonly Tender[] =
          total > 0 ? [{ kind: 'cash', amount: dong(total + 1000), reference: '' }] : [];
        const sale = completeSale(cart, tenders, rounding, someSale);
        if (!sale.ok) {
          expect(cart.lines).toHaveLength(0);
          return;
        }
        expect(
          sale.value.lines.reduce((sum, line) => sum + line.priced.final, 0) + sale.value.settlement.rounding,
        ).toBe(sale.value.settlement.payable);
        const moved = stockMovesOf(sale.value).reduce((sum, move) => sum + move.quantity, 0);
        expect(moved).toBe(-sale.value.lines.reduce((sum, line) => sum + line.quantity, 0));
      }),
      { numRuns: 300 },
    );
  });
});
