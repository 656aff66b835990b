import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dong } from '../../domain/money/dong.ts';
import { type Milli, milli } from '../../domain/money/quantity.ts';
import { exchangeBalance } from '../../domain/return/exchange.ts';
import { type ChosenLine, type PayoutWay, type Refund, refundOf } from '../../domain/return/refund.ts';
import { checkedRefundTenders, refundTendersFor } from '../../domain/return/refund-tenders.ts';
import {
  isWhollyReturned,
  moneyLeft,
  type ReturnableSale,
  unitsLeft,
} from '../../domain/return/returnable.ts';
import type { Sale } from '../../domain/sale/sale.ts';
import type { CashRounding } from '../../domain/sale/settle.ts';
import { anySale } from '../support/any-sale.ts';
import { afterReturn, freshlySold } from '../support/returning.ts';

const anyPayout = fc.record({
  way: fc.constantFrom<PayoutWay>('as-paid', 'as-paid', 'cash', 'no-cash'),
  rounding: fc.constantFrom<CashRounding>(
    { step: 1, direction: 'nearest' },
    { step: 500, direction: 'nearest' },
    { step: 1000, direction: 'nearest' },
    { step: 1000, direction: 'down' },
  ),
});

type Payout = { readonly way: PayoutWay; readonly rounding: CashRounding };

/** How much of each line comes back in one return, in thousandths of what is left. */
const anyShares = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 12 });

type Step = { readonly refund: Refund; readonly before: ReturnableSale; readonly after: ReturnableSale };

function choose(sale: ReturnableSale, shares: readonly number[]): readonly ChosenLine[] {
  return sale.lines
    .map((line, index) => ({
      lineId: line.lineId,
      quantity: wholeOrWeighed(unitsLeft(line), shares[index % shares.length] ?? 1000, line.isWeighed),
    }))
    .filter(({ quantity }) => quantity > 0);
}

function wholeOrWeighed(left: Milli, share: number, isWeighed: boolean): Milli {
  const wanted = Math.floor((left * share) / 1000);
  return milli(isWeighed ? wanted : wanted - (wanted % 1000));
}

function everything(sale: ReturnableSale): readonly ChosenLine[] {
  return choose(sale, [1000]);
}

/** Returns goods step by step, and in the end all that is left. */
function chainOf(sold: Sale, steps: readonly (readonly number[])[], payout: Payout): readonly Step[] {
  const done: Step[] = [];
  let sale = freshlySold(sold);
  const take = (chosen: readonly ChosenLine[]) => {
    if (chosen.length === 0) return;
    const refund = refundOf(sale, chosen, payout);
    if (!refund.ok) throw new Error(`refused: ${refund.refusal.code}`);
    const after = afterReturn(sale, refund.value, refundTendersFor(sale, refund.value.payout));
    done.push({ refund: refund.value, before: sale, after });
    sale = after;
  };
  for (const shares of steps) take(choose(sale, shares));
  take(everything(sale));
  return done;
}

const anyChain = fc
  .tuple(anySale, fc.array(anyShares, { maxLength: 6 }), anyPayout)
  .map(([sale, shares, payout]) => ({ sale, steps: chainOf(sale, shares, payout) }));

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}

describe('any chain of returns that brings all goods of a sale back', () => {
  it('gives back exactly what was paid, by each way it was paid', () => {
    fc.assert(
      fc.property(anyChain, ({ sale, steps }) => {
        expect(sum(steps, ({ refund }) => refund.payout)).toBe(sale.settlement.payable);
        const last = steps.at(-1)?.after;
        expect(last?.tenders.every(({ paid, refunded }) => paid === refunded) ?? true).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it('undoes the value and the VAT of every line, and brings back what was sold', () => {
    fc.assert(
      fc.property(anyChain, ({ sale, steps }) => {
        for (const line of sale.lines) {
          const back = steps.flatMap(({ refund }) => refund.lines.filter(({ lineId }) => lineId === line.id));
          expect(sum(back, ({ quantity }) => quantity)).toBe(line.quantity);
          expect(sum(back, ({ goods }) => goods)).toBe(line.priced.final);
          expect(sum(back, ({ vat }) => vat.vat)).toBe(line.priced.vat.vat);
        }
        expect(sum(steps, ({ refund }) => refund.rounding)).toBe(sale.settlement.rounding);
      }),
      { numRuns: 400 },
    );
  });

  it('has one last return, and it is the last', () => {
    fc.assert(
      fc.property(anyChain, ({ steps }) => {
        expect(steps.map(({ refund }) => refund.isLast)).toEqual(
          steps.map((_, index) => index === steps.length - 1),
        );
      }),
    );
  });
});

describe('any return on the way', () => {
  it('never pays out more than the shop still holds, nor less than nothing', () => {
    fc.assert(
      fc.property(anyChain, ({ steps }) => {
        for (const { refund, before, after } of steps) {
          expect(refund.payout).toBeGreaterThanOrEqual(0);
          expect(refund.payout).toBeLessThanOrEqual(moneyLeft(before));
          expect(moneyLeft(after)).toBe(moneyLeft(before) - refund.payout);
          expect(after.tenders.every(({ paid, refunded }) => refunded <= paid)).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('holds together: lines add up to goods, goods and rounding to the payout, net and VAT to the goods', () => {
    fc.assert(
      fc.property(anyChain, ({ steps }) => {
        for (const { refund } of steps) {
          expect(sum(refund.lines, ({ goods }) => goods)).toBe(refund.goods);
          expect(refund.goods + refund.rounding).toBe(refund.payout);
          expect(sum(refund.vatByRate, ({ gross }) => gross)).toBe(refund.goods);
          expect(refund.vatByRate.every(({ net, vat, gross }) => net + vat === gross)).toBe(true);
          expect(refund.lines.every(({ goods, vat }) => goods >= 0 && vat.vat >= 0 && vat.net >= 0)).toBe(
            true,
          );
        }
      }),
      { numRuns: 400 },
    );
  });

  it('is paid out the way the money came unless somebody chooses otherwise', () => {
    fc.assert(
      fc.property(anyChain, ({ steps }) => {
        for (const { refund, before } of steps) {
          const checked = checkedRefundTenders(
            before,
            refund.payout,
            refundTendersFor(before, refund.payout),
          );
          expect(checked.ok && !checked.value.isOtherwise).toBe(true);
        }
      }),
    );
  });
});

describe('an exchange of any worth', () => {
  it('leaves nobody a đồng short', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.boolean(), (refund, total, refundsCheaperExchange) => {
        const balance = exchangeBalance(dong(refund), dong(total), { refundsCheaperExchange });
        expect(balance.covered + balance.customerPays).toBe(total);
        expect(balance.covered + balance.customerGets + balance.kept).toBe(refund);
        expect(Math.min(balance.customerPays, balance.customerGets + balance.kept)).toBe(0);
      }),
    );
  });
});

it('a wholly returned sale gives nothing any more', () => {
  fc.assert(
    fc.property(anyChain, ({ steps }) => {
      const last = steps.at(-1)?.after;
      if (last === undefined) return;
      expect(isWhollyReturned(last)).toBe(true);
      const [line] = last.lines;
      if (line === undefined) return;
      const more = refundOf(last, [{ lineId: line.lineId, quantity: milli(1000) }], {
        way: 'as-paid',
        rounding: { step: 1, direction: 'nearest' },
      });
      expect(more.ok).toBe(false);
    }),
  );
});
