import type { DocumentKind } from './outbox.ts';

/** Why the cloud does not take a document, as far as a till can tell. */
export const refusalReasons = [
  'product-gone',
  'customer-gone',
  'customer-not-sent',
  'phone-taken',
  'email-taken',
  'name-taken',
  'stock-short',
  'not-understood',
] as const;

export type RefusalReason = (typeof refusalReasons)[number];

/** What a refusal is about, for the repair: lines of a sale whose goods are gone. */
export type RefusalFacts = { readonly lineIds?: readonly string[] };

/** What a person can do about it with one key. The document itself stays as it is: a repair changes how it is sent. */
export const repairKinds = [
  'send-again',
  'as-free-lines',
  'as-other-goods',
  'find-customer',
  'create-customer',
  'as-guest',
  'merge-customer',
  'without-email',
  'new-name',
  'below-zero',
  'wait-for-goods',
] as const;

export type RepairKind = (typeof repairKinds)[number];

/** The first one is what most shops want: it is the one key, and what "repair all of this kind" does. */
export const repairsFor: { readonly [R in RefusalReason]: readonly RepairKind[] } = {
  'product-gone': ['as-free-lines', 'as-other-goods', 'send-again'],
  // Making the customer anew looks for the phone first, so it ends well either way.
  'customer-gone': ['create-customer', 'find-customer', 'as-guest', 'send-again'],
  'customer-not-sent': ['send-again', 'as-guest'],
  'phone-taken': ['merge-customer', 'send-again'],
  'email-taken': ['merge-customer', 'without-email', 'send-again'],
  'name-taken': ['new-name', 'send-again'],
  'stock-short': ['below-zero', 'wait-for-goods', 'send-again'],
  'not-understood': ['send-again'],
};

/** What a refusal says, before anybody looked into it. `missing` is one word of the cloud for many things that may be gone. */
export type Complaint =
  | Exclude<RefusalReason, 'product-gone' | 'customer-gone' | 'customer-not-sent'>
  | 'missing';

/** Fields of the cloud that name the trouble by themselves. */
const byField: Readonly<Record<string, Complaint>> = {
  phone: 'phone-taken',
  email: 'email-taken',
  name: 'name-taken',
  order_number: 'name-taken',
};

/** Words, without accents: the cloud speaks Vietnamese and English. Tried in this order. */
const byWords: readonly { readonly words: RegExp; readonly complaint: Complaint }[] = [
  { words: /ton kho|khong du hang|het hang|out of stock|inventory|not enough/, complaint: 'stock-short' },
  { words: /khong ton tai|not found|does not exist|da bi xoa/, complaint: 'missing' },
  { words: /(dien thoai|phone).*(taken|exist|ton tai|su dung|trung)/, complaint: 'phone-taken' },
  { words: /e-?mail.*(taken|exist|ton tai|su dung|trung)/, complaint: 'email-taken' },
  {
    words: /(ma don|ten don|so don|name|order number).*(taken|exist|ton tai|su dung|trung)/,
    complaint: 'name-taken',
  },
];

const taken = /taken|already|exist|ton tai|su dung|trung/;

/**
 * Reads a refusal. `fields` are those the cloud complained about, `words` its words folded (lower case, no accents). The texts are
 * not documented, so what fits nothing is `not-understood`: kept, shown in the cloud's words, tried again when somebody says so.
 */
export function readRefusal(
  kind: DocumentKind,
  refusal: { readonly status: number; readonly fields: readonly string[]; readonly words: string },
): Complaint {
  const field = refusal.fields.map((name) => byField[name]).find((complaint) => complaint !== undefined);
  if (field !== undefined && taken.test(refusal.words)) return suited(kind, field);
  const said = byWords.find(({ words }) => words.test(refusal.words))?.complaint;
  if (said !== undefined) return suited(kind, said);
  return refusal.status === 404 ? 'missing' : 'not-understood';
}

/** A complaint that makes no sense for a kind of document is not acted upon. */
function suited(kind: DocumentKind, complaint: Complaint): Complaint {
  const makesSense: { readonly [K in DocumentKind]: readonly Complaint[] } = {
    sale: ['missing', 'stock-short', 'name-taken'],
    return: ['missing'],
    customer: ['missing', 'phone-taken', 'email-taken'],
    cancellation: ['missing'],
  };
  return makesSense[kind].includes(complaint) ? complaint : 'not-understood';
}
