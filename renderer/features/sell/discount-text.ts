import type { Discount } from '../../../domain/money/discount.ts';
import { dong } from '../../../domain/money/dong.ts';
import { basisPoints } from '../../../domain/money/rate.ts';
import { formatAmount, formatRate } from '../../../domain/text/format.ts';

export type DiscountKind = Discount['kind'];

export type DiscountText = { readonly kind: DiscountKind; readonly text: string };

export function textOfDiscount(discount: Discount | null): DiscountText {
  if (discount === null) return { kind: 'amount', text: '' };
  return discount.kind === 'amount'
    ? { kind: 'amount', text: formatAmount(discount.amount) }
    : { kind: 'percent', text: formatRate(discount.rate).replace('%', '') };
}

/** What the field holds after typing. A typed `%` switches to percent, so that keys alone will do. */
export function typeDiscount(kind: DiscountKind, typed: string): DiscountText {
  if (kind === 'percent' || typed.includes('%'))
    return { kind: 'percent', text: typed.replace(/[^\d.,]/g, '').slice(0, 6) };
  const digits = typed.replace(/\D/g, '').slice(0, 15);
  return { kind: 'amount', text: digits === '' ? '' : formatAmount(Number(digits)) };
}

/** Null takes the discount away, undefined is not readable. */
export function readDiscount({ kind, text }: DiscountText): Discount | null | undefined {
  if (text.trim() === '') return null;
  if (kind === 'amount') {
    const digits = text.replace(/\D/g, '');
    return Number(digits) === 0 ? null : { kind, amount: dong(Number(digits)) };
  }
  const match = /^(\d{1,3})(?:[.,](\d{1,2}))?$/.exec(text.trim());
  if (match === null) return undefined;
  const rate = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
  if (rate > 10_000) return undefined;
  return rate === 0 ? null : { kind, rate: basisPoints(rate) };
}
