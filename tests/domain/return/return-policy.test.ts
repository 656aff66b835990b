import { describe, expect, it } from 'vitest';
import { dong } from '../../../domain/money/dong.ts';
import { milli } from '../../../domain/money/quantity.ts';
import { type ChosenLine, type PayoutWay, refundOf } from '../../../domain/return/refund.ts';
import { checkedRefundTenders, refundTendersFor } from '../../../domain/return/refund-tenders.ts';
import { defaultReturnPolicy, mayComeBack, type ReturnPolicy } from '../../../domain/return/return-policy.ts';
import type { ReturnableLine, ReturnableSale } from '../../../domain/return/returnable.ts';
import { startOfBusinessDay } from '../../../domain/time.ts';

const evening = startOfBusinessDay('2026-11-25') + 22 * 3_600_000;

function line(over: Partial<ReturnableLine> = {}): ReturnableLine {
  return {
    lineId: 'a',
    isWeighed: false,
    sold: milli(3000),
    returned: milli(0),
    paid: dong(100_000),
    refunded: dong(0),
    vatRate: null,
    vat: dong(0),
    vatRefunded: dong(0),
    rounding: dong(0),
    roundingRefunded: dong(0),
    ...over,
  };
}

function sale(over: Partial<ReturnableSale> = {}): ReturnableSale {
  return {
    saleId: 'sale',
    locationId: 1,
    completedAt: evening,
    lines: [line()],
    tenders: [{ kind: 'cash', paid: dong(100_000), refunded: dong(0) }],
    returns: 0,
    ...over,
  };
}

const verdict = (
  of: ReturnableSale,
  policy: Partial<ReturnPolicy>,
  here: { locationId: number; at: number },
) => {
  const answer = mayComeBack(of, { ...defaultReturnPolicy, ...policy }, here);
  return answer.ok ? 'yes' : answer.refusal.code;
};

describe('whether goods may come back', () => {
  const day = 86_400_000;

  it('counts days of business, not hours: the last minute of the seventh day is in time', () => {
    const lastMinute = startOfBusinessDay('2026-12-03') - 60_000;
    expect(verdict(sale(), {}, { locationId: 1, at: lastMinute })).toBe('yes');
    expect(verdict(sale(), {}, { locationId: 1, at: lastMinute + 60_000 })).toBe('RETURN_TOO_LATE');
  });

  it('knows no limit where the shop has none', () => {
    expect(verdict(sale(), { days: null }, { locationId: 1, at: evening + 4000 * day })).toBe('yes');
  });

  it('asks to look at the clock when it stands before the sale, but not for a few minutes between two tills', () => {
    expect(verdict(sale(), {}, { locationId: 1, at: evening - 4 * 60_000 })).toBe('yes');
    expect(verdict(sale(), {}, { locationId: 1, at: evening - day })).toBe('RETURN_BEFORE_SALE');
  });

  it('keeps to the branch, and to one return, where the shop says so', () => {
    const here = { locationId: 2, at: evening };
    expect(verdict(sale(), {}, here)).toBe('yes');
    expect(verdict(sale(), { atOtherBranches: false }, here)).toBe('RETURN_OTHER_BRANCH');
    expect(verdict(sale({ returns: 1 }), { severalTimes: false }, here)).toBe('RETURN_ONCE_ONLY');
  });

  it('ends when nothing is left, also where more came back than was sold', () => {
    const gone = sale({ lines: [line({ returned: milli(4000) })] });
    expect(verdict(gone, {}, { locationId: 1, at: evening })).toBe('RETURN_NOTHING_LEFT');
  });
});

describe('what a return may hold', () => {
  const refund = (chosen: readonly ChosenLine[], of = sale(), way: PayoutWay = 'as-paid') => {
    const answer = refundOf(of, chosen, { way, rounding: { step: 1000, direction: 'nearest' } });
    return answer.ok ? answer.value : answer.refusal.code;
  };

  it.each([
    ['nothing', [], 'RETURN_EMPTY'],
    ['a line of another receipt', [{ lineId: 'x', quantity: milli(1000) }], 'RETURN_LINE_UNKNOWN'],
    ['more than was sold', [{ lineId: 'a', quantity: milli(4000) }], 'RETURN_MORE_THAN_LEFT'],
    ['half a piece', [{ lineId: 'a', quantity: milli(500) }], 'QUANTITY_NOT_WHOLE'],
    ['less than nothing', [{ lineId: 'a', quantity: milli(-1000) }], 'QUANTITY_OUT_OF_RANGE'],
  ])('is never %s', (_, chosen, code) => {
    expect(refund(chosen)).toBe(code);
  });

  it('is rounded like any cash, and the last one evens it out', () => {
    const first = refund([{ lineId: 'a', quantity: milli(1000) }]);
    expect(first).toMatchObject({ goods: 33_333, payout: 33_000, rounding: -333 });
    const second = sale({
      lines: [line({ returned: milli(1000), refunded: dong(33_333) })],
      tenders: [{ kind: 'cash', paid: dong(100_000), refunded: dong(33_000) }],
    });
    expect(refund([{ lineId: 'a', quantity: milli(2000) }], second)).toMatchObject({
      goods: 66_667,
      payout: 67_000,
      isLast: true,
    });
  });

  it('is not rounded where no cash moves', () => {
    expect(refund([{ lineId: 'a', quantity: milli(1000) }], sale(), 'no-cash')).toMatchObject({
      payout: 33_333,
    });
    const byCard = sale({ tenders: [{ kind: 'card', paid: dong(100_000), refunded: dong(0) }] });
    expect(refund([{ lineId: 'a', quantity: milli(1000) }], byCard)).toMatchObject({ payout: 33_333 });
    expect(refund([{ lineId: 'a', quantity: milli(1000) }], byCard, 'cash')).toMatchObject({
      payout: 33_000,
    });
  });

  it('gives nothing, and takes nothing, for goods that were free', () => {
    const gift = sale({ lines: [line({ paid: dong(0) }), line({ lineId: 'b' })] });
    expect(refund([{ lineId: 'a', quantity: milli(3000) }], gift)).toMatchObject({ goods: 0, payout: 0 });
  });
});

describe('the way money goes back', () => {
  const mixed = sale({
    tenders: [
      { kind: 'card', paid: dong(70_000), refunded: dong(0) },
      { kind: 'cash', paid: dong(30_000), refunded: dong(10_000) },
    ],
  });

  it('is the way it came, cash first and never more than came in cash', () => {
    expect(refundTendersFor(mixed, dong(50_000))).toEqual([
      { kind: 'cash', amount: 20_000, reference: '' },
      { kind: 'card', amount: 30_000, reference: '' },
    ]);
  });

  it('may be chosen otherwise, which is a right of its own', () => {
    const allCash = checkedRefundTenders(mixed, dong(50_000), [
      { kind: 'cash', amount: dong(50_000), reference: '' },
    ]);
    expect(allCash).toMatchObject({ ok: true, value: { isOtherwise: true } });
    const lessCash = checkedRefundTenders(mixed, dong(50_000), [
      { kind: 'card', amount: dong(50_000), reference: ' 0042 ' },
    ]);
    expect(lessCash).toMatchObject({
      ok: true,
      value: { isOtherwise: false, tenders: [{ reference: '0042' }] },
    });
  });

  it('covers the payout to the đồng, each kind once', () => {
    const code = (tenders: Parameters<typeof checkedRefundTenders>[2]) => {
      const answer = checkedRefundTenders(mixed, dong(50_000), tenders);
      return answer.ok ? 'ok' : answer.refusal.code;
    };
    const cash = { kind: 'cash' as const, reference: '' };
    expect(code([{ ...cash, amount: dong(49_999) }])).toBe('RETURN_PAYOUT_UNEVEN');
    expect(code([{ ...cash, amount: dong(0) }])).toBe('PAYMENT_TENDER_INVALID');
    expect(
      code([
        { ...cash, amount: dong(25_000) },
        { ...cash, amount: dong(25_000) },
      ]),
    ).toBe('PAYMENT_TENDER_INVALID');
  });
});
