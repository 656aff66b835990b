import { type Dong, dong, sumDong } from '../../../domain/money/dong.ts';
import { type CashRounding, roundCash, type Tender } from '../../../domain/sale/settle.ts';
import { type TenderKind, tenderKinds, tenderRules } from '../../../domain/sale/tender.ts';

/**
 * What the cashier has keyed in so far. A tender is `auto` until somebody types its amount: it then covers what the others leave,
 * and follows the total when goods are scanned during payment.
 */
export type TenderDraft = {
  readonly id: number;
  readonly kind: TenderKind;
  readonly amount: Dong;
  readonly auto: boolean;
  readonly reference: string;
};

export type PayDraft = {
  readonly cartId: string;
  readonly tenders: readonly TenderDraft[];
  readonly selectedId: number;
  /** The next digit replaces the selected amount instead of adding to it. */
  readonly replaces: boolean;
};

export type Owed = { readonly total: Dong; readonly rule: CashRounding };

const longestAmount = 15;

export function newDraft(cartId: string, owed: Owed): PayDraft {
  const draft: PayDraft = { cartId, tenders: [tenderOf(1, 'cash')], selectedId: 1, replaces: true };
  return fitDraft(draft, owed);
}

function tenderOf(id: number, kind: TenderKind): TenderDraft {
  return { id, kind, amount: dong(0), auto: true, reference: '' };
}

/** Lets the automatic tender cover what the others leave open. */
export function fitDraft(draft: PayDraft, owed: Owed): PayDraft {
  const auto = draft.tenders.find((tender) => tender.auto);
  if (auto === undefined) return draft;
  const others = sumDong(
    draft.tenders.filter((tender) => tender !== auto),
    (tender) => tender.amount,
  );
  const rest = dong(Math.max(0, owed.total - others));
  const amount = tenderRules[auto.kind].givesChange ? roundCash(rest, owed.rule) : rest;
  return amount === auto.amount ? draft : changeTender(draft, auto.id, { amount });
}

export function selectedTender(draft: PayDraft): TenderDraft | undefined {
  return draft.tenders.find((tender) => tender.id === draft.selectedId);
}

export function selectTender(draft: PayDraft, id: number): PayDraft {
  return { ...draft, selectedId: id, replaces: true };
}

export function stepTender(draft: PayDraft, by: 1 | -1): PayDraft {
  const at = draft.tenders.findIndex((tender) => tender.id === draft.selectedId);
  const next = draft.tenders[Math.min(draft.tenders.length - 1, Math.max(0, at + by))];
  return next === undefined ? draft : selectTender(draft, next.id);
}

/** A digit (or `000`) at the end of the selected amount. */
export function typeAmount(draft: PayDraft, digits: string): PayDraft {
  const tender = selectedTender(draft);
  if (tender === undefined) return draft;
  const before = draft.replaces || tender.amount === 0 ? '' : tender.amount.toString();
  const text = (before + digits).slice(0, longestAmount);
  const changed = changeTender(draft, tender.id, { amount: dong(Number(text)), auto: false });
  return { ...changed, replaces: false };
}

export function eraseDigit(draft: PayDraft): PayDraft {
  const tender = selectedTender(draft);
  if (tender === undefined) return draft;
  const amount = draft.replaces ? dong(0) : dong(Math.floor(tender.amount / 10));
  return { ...changeTender(draft, tender.id, { amount, auto: false }), replaces: false };
}

/** Money handed over in cash, as one press: it becomes the amount of the cash tender. */
export function giveCash(draft: PayDraft, amount: Dong): PayDraft {
  const withCash = selectCash(draft);
  const changed = changeTender(withCash, withCash.selectedId, { amount, auto: false });
  return { ...changed, replaces: true };
}

/** Goes to the cash tender; there is one afterwards. */
export function selectCash(draft: PayDraft): PayDraft {
  const cash = draft.tenders.find((tender) => tender.kind === 'cash');
  return cash === undefined ? addTender(draft, 'cash') : selectTender(draft, cash.id);
}

/** Adds a tender for what is still open; what the automatic one had taken over becomes its own again only if typed. */
export function addTender(draft: PayDraft, kind: TenderKind): PayDraft {
  const id = Math.max(0, ...draft.tenders.map((tender) => tender.id)) + 1;
  const fixed = draft.tenders.map((tender) => ({ ...tender, auto: false }));
  return { ...draft, tenders: [...fixed, tenderOf(id, kind)], selectedId: id, replaces: true };
}

export function removeTender(draft: PayDraft, id: number): PayDraft {
  const left = draft.tenders.filter((tender) => tender.id !== id);
  const tenders = left.length === 0 ? [tenderOf(1, 'cash')] : left;
  const last = tenders.at(-1);
  return { ...draft, tenders, selectedId: last?.id ?? 1, replaces: true };
}

/**
 * Pays the selected tender in another way. A typed amount stays as typed, unless it is more than what is owed: only cash may be,
 * so the other kinds then cover what is open.
 */
export function setKind(draft: PayDraft, kind: TenderKind, owed: Owed): PayDraft {
  const others = draft.tenders.filter((tender) => tender.id !== draft.selectedId);
  const open = owed.total - sumDong(others, (tender) => tender.amount);
  const isTooMuch = (selectedTender(draft)?.amount ?? 0) > open && !tenderRules[kind].givesChange;
  const change = { kind, reference: '', ...(isTooMuch ? { auto: true } : {}) };
  return { ...changeTender(draft, draft.selectedId, change), replaces: true };
}

export function stepKind(draft: PayDraft, by: 1 | -1, owed: Owed): PayDraft {
  const tender = selectedTender(draft);
  if (tender === undefined) return draft;
  const at = tenderKinds.indexOf(tender.kind) + by + tenderKinds.length;
  return setKind(draft, tenderKinds[at % tenderKinds.length] ?? 'cash', owed);
}

export function setReference(draft: PayDraft, id: number, reference: string): PayDraft {
  return changeTender(draft, id, { reference });
}

/** The typed amount is meant; the next digit starts a new one. */
export function acceptAmount(draft: PayDraft): PayDraft {
  return { ...draft, replaces: true };
}

/** What main is told: tenders of nothing are left out. */
export function toTenders(draft: PayDraft): readonly Tender[] {
  return draft.tenders
    .filter((tender) => tender.amount > 0)
    .map(({ kind, amount, reference }) => ({ kind, amount, reference: reference.trim() }));
}

function changeTender(draft: PayDraft, id: number, change: Partial<TenderDraft>): PayDraft {
  return {
    ...draft,
    tenders: draft.tenders.map((tender) => (tender.id === id ? { ...tender, ...change } : tender)),
  };
}
