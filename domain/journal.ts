/** What the journal keeps. One word an event, past tense. */
export const journalKinds = [
  'till-bound',
  'staff-added',
  'pin-set',
  'signed-in',
  'sign-in-refused',
  'act-approved',
  'signed-out',
  'sale-completed',
  'goods-returned',
  'line-removed',
  'cart-dropped',
  'discount-given',
  'receipt-reprinted',
  'drawer-opened',
  'slip-reprinted',
  'print-cancelled',
  'print-released',
  'printer-added',
  'printer-changed',
  'printer-retired',
  'shift-opened',
  'cash-moved',
  'shift-closed',
  'shift-handed-over',
  'difference-sent-again',
  'difference-accepted',
  'settings-changed',
  'clock-jumped',
  'clock-differs',
  'token-replaced',
  'recovery-code-made',
  'recovery-refused',
  'keychain-recovered',
  'support-bundle-saved',
  'store-restored',
  'shop-joined',
  'shop-data-received',
  'shop-data-refused',
  'pin-clashed',
  'sync-repaired',
  'sync-set-aside',
  'sync-taken-back',
  'customer-created',
  'customer-edited',
  'customer-shown',
] as const;

export type JournalKind = (typeof journalKinds)[number];

export type JournalFacts = Readonly<Record<string, string | number | boolean | null>>;

/** The exact text that is hashed: fields in fixed order, facts by key, so that the same entry always gives the same bytes. */
export function journalText(entry: {
  readonly sequence: number;
  readonly at: number;
  readonly kind: JournalKind;
  readonly staffId: string | null;
  readonly subjectId: string | null;
  readonly facts: JournalFacts;
  readonly previousHash: string;
}): string {
  const facts = Object.fromEntries(
    Object.entries(entry.facts).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
  );
  return JSON.stringify([
    entry.sequence,
    entry.at,
    entry.kind,
    entry.staffId,
    entry.subjectId,
    facts,
    entry.previousHash,
  ]);
}

/** Stands before the first entry. */
export const firstHash = '0'.repeat(64);
