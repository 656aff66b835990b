/**
 * How a document is sent otherwise than it was made: what a repair writes down. Amendments are added, never changed; of two that
 * speak of the same thing the later one holds.
 */
export type Amendment =
  /** Lines whose goods are gone go as lines of their own name and price. */
  | { readonly kind: 'free-lines'; readonly lineIds: readonly string[] }
  /** A line goes as other goods, counted in pieces of their base unit as the old ones were. */
  | {
      readonly kind: 'other-goods';
      readonly lineId: string;
      readonly productId: number;
      readonly variantId: number;
      readonly title: string;
    }
  /** The order is this customer's of the cloud; null sends it without one. */
  | { readonly kind: 'customer'; readonly cloudId: number | null }
  /** The order is whoever's the cloud knows by the phone of the sale's customer. */
  | { readonly kind: 'customer-by-phone' }
  /** The sale's customer is made anew in the cloud, unless somebody there has the phone. */
  | { readonly kind: 'customer-anew' }
  /** The customer is the one the cloud has under that phone or e-mail. */
  | { readonly kind: 'merge-customer' }
  /** The customer is made without the e-mail somebody else has. */
  | { readonly kind: 'without-email' }
  /** The order gets the cloud's own number; ours stays with it as a reference. */
  | { readonly kind: 'own-name' }
  /** Short of stock, it is tried again until goods have come in. */
  | { readonly kind: 'wait-for-goods' }
  /** The cloud is told to let these variants go below zero while the order is made. */
  | { readonly kind: 'below-zero'; readonly variantIds: readonly number[] };

type AmendableLine = {
  readonly id: string;
  readonly product_id: number | null;
  readonly variant_id: number | null;
};

type Amendable = {
  readonly lines: readonly AmendableLine[];
  readonly sale: { readonly customer_cloud_id: number | null };
};

/** The document as it is to be sent. */
export function amend<D extends Amendable>(document: D, amendments: readonly Amendment[]): D {
  let amended = document;
  for (const amendment of amendments) {
    amended = {
      ...amended,
      lines: amended.lines.map((line) => ({ ...line, ...goodsOf(line, amendment) })),
      sale: {
        ...amended.sale,
        ...(amendment.kind === 'customer' ? { customer_cloud_id: amendment.cloudId } : {}),
      },
    };
  }
  return amended;
}

function goodsOf(line: AmendableLine, amendment: Amendment): Partial<AmendableLine> {
  if (amendment.kind === 'free-lines' && amendment.lineIds.includes(line.id))
    return { product_id: null, variant_id: null };
  if (amendment.kind === 'other-goods' && amendment.lineId === line.id)
    return { product_id: amendment.productId, variant_id: amendment.variantId };
  return {};
}

/** Whether the till gave the order its own number as a name, or leaves naming to the cloud. */
export function usesOwnName(amendments: readonly Amendment[]): boolean {
  return amendments.some(({ kind }) => kind === 'own-name');
}

/** What was last said about whose order it is; undefined where nobody said anything. */
export function customerRepair(
  amendments: readonly Amendment[],
): 'customer' | 'customer-by-phone' | 'customer-anew' | undefined {
  return amendments
    .map(({ kind }) => kind)
    .findLast((kind) => kind === 'customer' || kind === 'customer-by-phone' || kind === 'customer-anew');
}

/** Whether somebody said that a customer is one the cloud already has. */
export function isMerged(amendments: readonly Amendment[]): boolean {
  return amendments.some(({ kind }) => kind === 'merge-customer');
}

export function goesWithoutEmail(amendments: readonly Amendment[]): boolean {
  return amendments.some(({ kind }) => kind === 'without-email');
}

export function isPatient(amendments: readonly Amendment[]): boolean {
  return amendments.at(-1)?.kind === 'wait-for-goods';
}

export function variantsBelowZero(amendments: readonly Amendment[]): readonly number[] {
  return [
    ...new Set(
      amendments.flatMap((amendment) => (amendment.kind === 'below-zero' ? amendment.variantIds : [])),
    ),
  ];
}
