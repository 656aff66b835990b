import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dong } from '../../domain/money/dong.ts';
import { milli } from '../../domain/money/quantity.ts';
import { exchangeBalance } from '../../domain/return/exchange.ts';
import { refundOf } from '../../domain/return/refund.ts';
import { checkedRefundTenders, refundTendersFor } from '../../domain/return/refund-tenders.ts';
import { isWhollyReturned, moneyLeft } from '../../domain/return/returnable.ts';
import { anyChain, anyChainAtTwoTills, sum, unevenness } from '../support/return-chains.ts';

describe('any chain of returns that brings all goods of a sale back', () => {
  it('gives back exactly what was paid, undoes the VAT of every line, and brings back what was sold', () => {
    fc.assert(
      fc.property(anyChain, ({ sale, steps }) => {
        expect(unevenness(sale, steps)).toBeNull();
        expect(sum(steps, ({ refund }) => refund.rounding)).toBe(sale.settlement.rounding);
      }),
      { numRuns: 400 },
    );
  });

  it('gives it back by each way it was paid', () => {
    fc.assert(
      fc.property(anyChain, ({ steps }) => {
        const last = steps.at(-1)?.after;
        expect(last?.tenders.every(({ paid, refunded }) => paid === refunded) ?? true).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it('does so at two tills that hear of each other only now and then', () => {
    fc.assert(
      fc.property(anyChainAtTwoTills, ({ sale, returned }) => {
        expect(unevenness(sale, returned)).toBeNull();
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
