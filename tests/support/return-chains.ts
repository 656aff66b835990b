import fc from 'fast-check';
import { type Milli, milli } from '../../domain/money/quantity.ts';
import { type ChosenLine, type PayoutWay, type Refund, refundOf } from '../../domain/return/refund.ts';
import { type RefundTender, refundTendersFor } from '../../domain/return/refund-tenders.ts';
import { type ReturnableSale, unitsLeft } from '../../domain/return/returnable.ts';
import type { Sale } from '../../domain/sale/sale.ts';
import type { CashRounding } from '../../domain/sale/settle.ts';
import { anySale } from './any-sale.ts';
import { afterReturn, freshlySold } from './returning.ts';

export type Payout = { readonly way: PayoutWay; readonly rounding: CashRounding };

export type Step = {
  readonly refund: Refund;
  readonly before: ReturnableSale;
  readonly after: ReturnableSale;
};

const anyPayout: fc.Arbitrary<Payout> = fc.record({
  way: fc.constantFrom<PayoutWay>('as-paid', 'as-paid', 'cash', 'no-cash'),
  rounding: fc.constantFrom<CashRounding>(
    { step: 1, direction: 'nearest' },
    { step: 500, direction: 'nearest' },
    { step: 1000, direction: 'nearest' },
    { step: 1000, direction: 'down' },
  ),
});

/** How much of each line comes back in one return, in thousandths of what is left. */
const anyShares = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 12 });

/** A sale whose goods come back step by step, and in the end all that is left of them. */
export const anyChain = fc
  .tuple(anySale, fc.array(anyShares, { maxLength: 6 }), anyPayout)
  .map(([sale, shares, payout]) => ({ sale, steps: chainOf(sale, shares, payout) }));

function chainOf(sold: Sale, steps: readonly (readonly number[])[], payout: Payout): readonly Step[] {
  const done: Step[] = [];
  let sale = freshlySold(sold);
  for (const shares of [...steps, everything]) {
    const chosen = choose(sale, shares);
    if (chosen.length === 0) continue;
    const { refund, tenders } = taken(sale, chosen, payout);
    const after = afterReturn(sale, refund, tenders);
    done.push({ refund, before: sale, after });
    sale = after;
  }
  return done;
}

const everything = [1000];

type Returned = { readonly refund: Refund; readonly tenders: readonly RefundTender[] };

function taken(sale: ReturnableSale, chosen: readonly ChosenLine[], payout: Payout): Returned {
  const refund = refundOf(sale, chosen, payout);
  if (!refund.ok) throw new Error(`refused: ${refund.refusal.code}`);
  return { refund: refund.value, tenders: refundTendersFor(sale, refund.value.payout) };
}

const exact: Payout = { way: 'no-cash', rounding: { step: 1, direction: 'nearest' } };

/**
 * The same at two tills that tell each other of their returns only now and then. What one has not heard of is of other lines: pieces
 * of one line taken back twice are another matter, for people to settle.
 */
export const anyChainAtTwoTills = fc
  .tuple(
    anySale,
    fc.array(fc.record({ shares: anyShares, till: fc.constantFrom(0, 1), tells: fc.boolean() }), {
      maxLength: 10,
    }),
  )
  .map(([sale, steps]) => ({ sale, returned: atTwoTills(sale, steps) }));

function atTwoTills(
  sold: Sale,
  steps: readonly { readonly shares: readonly number[]; readonly till: number; readonly tells: boolean }[],
): readonly Returned[] {
  const all: Returned[] = [];
  const known: [Returned[], Returned[]] = [[], []];
  const tell = () => {
    for (const own of known) own.splice(0, own.length, ...all);
  };
  const takeBack = (till: number, shares: readonly number[]) => {
    const own = known[till] ?? [];
    const sale = own.reduce(
      (view, { refund, tenders }) => afterReturn(view, refund, tenders),
      freshlySold(sold),
    );
    const unheard = new Set(
      all
        .filter((made) => !own.includes(made))
        .flatMap(({ refund }) => refund.lines.map(({ lineId }) => lineId)),
    );
    const chosen = choose(sale, shares).filter(({ lineId }) => !unheard.has(lineId));
    if (chosen.length === 0) return;
    const made = taken(sale, chosen, exact);
    all.push(made);
    own.push(made);
  };
  for (const { shares, till, tells } of steps) {
    if (tells) tell();
    takeBack(till, shares);
  }
  tell();
  takeBack(0, everything);
  return all;
}

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

export function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}

/** What is wrong with returns that brought everything back; null when money, VAT and goods are even. */
export function unevenness(sale: Sale, returned: readonly { readonly refund: Refund }[]): string | null {
  const paidOut = sum(returned, ({ refund }) => refund.payout);
  if (paidOut !== sale.settlement.payable) return `paid ${sale.settlement.payable}, gave back ${paidOut}`;
  for (const line of sale.lines) {
    const back = returned.flatMap(({ refund }) => refund.lines.filter(({ lineId }) => lineId === line.id));
    const [quantity, goods, vat] = [
      sum(back, (part) => part.quantity),
      sum(back, (part) => part.goods),
      sum(back, (part) => part.vat.vat),
    ];
    if (quantity !== line.quantity || goods !== line.priced.final || vat !== line.priced.vat.vat)
      return `line ${line.id}: ${quantity} of ${line.quantity}, ${goods} of ${line.priced.final}, VAT ${vat} of ${line.priced.vat.vat}`;
  }
  return null;
}
