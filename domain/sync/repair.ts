import type { Amendment } from './amendment.ts';
import type { RefusalFacts, RepairKind } from './refusal.ts';

/** What somebody chose in the place of goods that are gone. */
export type Replacement = {
  readonly lineId: string;
  readonly productId: number;
  readonly variantId: number;
  readonly title: string;
};

export type RepairMatter = {
  readonly facts: RefusalFacts;
  /** Variants of the sale whose stock is counted. */
  readonly trackedVariants: readonly number[];
  readonly replacements: readonly Replacement[];
};

/** What a repair writes down beside the document. Sending it again as it is needs nothing. */
export const amendmentsOfRepair: {
  readonly [K in RepairKind]: (matter: RepairMatter) => readonly Amendment[];
} = {
  'send-again': () => [],
  'as-free-lines': ({ facts }) => [{ kind: 'free-lines', lineIds: facts.lineIds ?? [] }],
  'as-other-goods': ({ replacements }) =>
    replacements.map((replacement) => ({ kind: 'other-goods', ...replacement })),
  'find-customer': () => [{ kind: 'customer-by-phone' }],
  'create-customer': () => [{ kind: 'customer-anew' }],
  'as-guest': () => [{ kind: 'customer', cloudId: null }],
  'merge-customer': () => [{ kind: 'merge-customer' }],
  'without-email': () => [{ kind: 'without-email' }],
  'new-name': () => [{ kind: 'own-name' }],
  'below-zero': ({ trackedVariants }) => [{ kind: 'below-zero', variantIds: trackedVariants }],
  'wait-for-goods': () => [{ kind: 'wait-for-goods' }],
};

/** Lines that goods have to be chosen for before a repair can be made. */
export function linesToReplace(repair: RepairKind, facts: RefusalFacts): readonly string[] {
  return repair === 'as-other-goods' ? (facts.lineIds ?? []) : [];
}
