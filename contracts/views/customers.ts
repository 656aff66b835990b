import type { CustomerField } from '../../domain/customer/fields.ts';
import type { Dong } from '../../domain/money/dong.ts';
import type { CustomerView } from './selling.ts';

/** Where a customer of this till stands with the cloud. */
export type CustomerStanding = 'in-cloud' | 'waiting' | 'refused';

/** Somebody made at the till, or those who are known already; then nobody was made. */
export type CustomerCreated =
  | { readonly kind: 'created'; readonly customer: CustomerView }
  | {
      readonly kind: 'known';
      readonly customers: readonly CustomerView[];
      /** The same phone or e-mail is the same customer; only a name may be another one's too. */
      readonly mayCreate: boolean;
    };

/** A customer as a bystander may see them: phone and e-mail masked. */
export type CustomerCard = CustomerView & {
  readonly emailMasked: string;
  readonly note: string;
  /** `dd/mm/yyyy`, or empty. */
  readonly birthday: string;
  readonly gender: string;
  readonly standing: CustomerStanding;
  readonly changes: readonly CustomerChangeView[];
  readonly purchases: readonly CustomerPurchase[];
  readonly purchaseCount: number;
  readonly purchaseTotal: Dong;
};

/** A value that was there before or came from the other side; both are kept. */
export type CustomerChangeView = {
  readonly id: number;
  readonly field: CustomerField;
  readonly before: string;
  readonly after: string;
  readonly at: number;
  readonly origin: 'till' | 'cloud';
  readonly staffName: string | null;
  readonly tillNumber: number | null;
  /** False where a later value of the till overruled it at once. */
  readonly stands: boolean;
};

export type CustomerPurchase = {
  readonly saleId: string;
  readonly number: string;
  readonly at: number;
  readonly total: Dong;
};
