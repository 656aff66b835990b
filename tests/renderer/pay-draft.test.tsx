import { describe, expect, it } from 'vitest';
import { dong } from '../../domain/money/dong.ts';
import type { CashRounding } from '../../domain/sale/settle.ts';
import {
  acceptAmount,
  addTender,
  eraseDigit,
  fitDraft,
  giveCash,
  newDraft,
  type Owed,
  type PayDraft,
  removeTender,
  selectCash,
  setKind,
  stepKind,
  stepTender,
  toTenders,
  typeAmount,
} from '../../renderer/features/pay/pay-draft.ts';

const noRounding: CashRounding = { step: 1, direction: 'nearest' };
const owed = (total: number, rule = noRounding): Owed => ({ total: dong(total), rule });
const kinds = (draft: PayDraft) => toTenders(draft).map(({ kind, amount }) => [kind, amount]);
const typeDigits = (draft: PayDraft, digits: string) => [...digits].reduce(typeAmount, draft);

describe('a payment being keyed in', () => {
  it('starts with the exact sum in cash, rounded by the shop rule', () => {
    expect(kinds(newDraft('c', owed(281_300)))).toEqual([['cash', 281_300]]);
    expect(kinds(newDraft('c', owed(281_300, { step: 500, direction: 'nearest' })))).toEqual([
      ['cash', 281_500],
    ]);
  });

  it('follows the total until somebody types an amount', () => {
    const started = newDraft('c', owed(50_000));
    expect(kinds(fitDraft(started, owed(70_000)))).toEqual([['cash', 70_000]]);
    const typed = typeDigits(started, '100000');
    expect(kinds(fitDraft(typed, owed(70_000)))).toEqual([['cash', 100_000]]);
  });

  it('replaces the offered amount with the first digit and adds the next ones', () => {
    expect(kinds(typeDigits(newDraft('c', owed(50_000)), '20'))).toEqual([['cash', 20]]);
    expect(kinds(typeAmount(typeDigits(newDraft('c', owed(50_000)), '20'), '000'))).toEqual([
      ['cash', 20_000],
    ]);
  });

  it('starts a new amount after the typed one was accepted', () => {
    const accepted = acceptAmount(typeDigits(newDraft('c', owed(50_000)), '20'));
    expect(kinds(typeDigits(accepted, '7'))).toEqual([['cash', 7]]);
  });

  it('erases digits from the end, and the whole offered amount at once', () => {
    const started = newDraft('c', owed(50_000));
    expect(kinds(eraseDigit(typeDigits(started, '123')))).toEqual([['cash', 12]]);
    expect(kinds(eraseDigit(started))).toEqual([]);
  });

  it('stays exact however long somebody types', () => {
    const [tender] = toTenders(typeDigits(newDraft('c', owed(1)), '9'.repeat(40)));
    expect(Number.isSafeInteger(tender?.amount)).toBe(true);
  });

  it('covers with a second tender what the first leaves open', () => {
    const cash = typeDigits(newDraft('c', owed(300_000)), '100000');
    const both = fitDraft(addTender(cash, 'transfer'), owed(300_000));
    expect(kinds(both)).toEqual([
      ['cash', 100_000],
      ['transfer', 200_000],
    ]);
    expect(kinds(fitDraft(both, owed(350_000)))).toEqual([
      ['cash', 100_000],
      ['transfer', 250_000],
    ]);
  });

  it('keeps a typed amount when the way of paying changes, unless it is more than what is owed', () => {
    const due = owed(300_000);
    const part = typeDigits(newDraft('c', due), '100000');
    expect(kinds(fitDraft(setKind(part, 'transfer', due), due))).toEqual([['transfer', 100_000]]);
    const over = typeDigits(newDraft('c', due), '500000');
    expect(kinds(fitDraft(setKind(over, 'transfer', due), due))).toEqual([['transfer', 300_000]]);
  });

  it('steps through the ways of paying in a circle', () => {
    const due = owed(10_000);
    const steps = [1, 2, 3].map((times) =>
      Array.from({ length: times }).reduce<PayDraft>(
        (draft) => fitDraft(stepKind(draft, 1, due), due),
        newDraft('c', due),
      ),
    );
    expect(steps.map((draft) => kinds(draft)[0]?.[0])).toEqual(['transfer', 'card', 'cash']);
  });

  it('sets handed-over cash in one press, making a cash tender when there is none', () => {
    const due = owed(30_000);
    const transfer = setKind(newDraft('c', due), 'transfer', due);
    expect(kinds(giveCash(newDraft('c', due), dong(50_000)))).toEqual([['cash', 50_000]]);
    expect(selectCash(transfer).tenders.map((tender) => tender.kind)).toEqual(['transfer', 'cash']);
  });

  it('never has no tender row, and forgets what was removed', () => {
    const due = owed(30_000);
    const removed = removeTender(typeDigits(newDraft('c', due), '99'), 1);
    expect(kinds(fitDraft(removed, due))).toEqual([['cash', 30_000]]);
  });

  it('moves between rows without leaving them', () => {
    const two = addTender(newDraft('c', owed(10_000)), 'card');
    expect(stepTender(two, 1).selectedId).toBe(2);
    expect(stepTender(two, -1).selectedId).toBe(1);
    expect(stepTender(stepTender(two, -1), -1).selectedId).toBe(1);
  });
});
