/** What a rule answers: a value, or a refusal a person can act on. Programmer mistakes throw instead. */
export type Result<T> = Ok<T> | Refused;

export type Ok<T> = { readonly ok: true; readonly value: T };

export type Refused = { readonly ok: false; readonly refusal: Refusal };

/** `params` fill the placeholders of the message in the error registry; never secrets or customer data. */
export type Refusal = { readonly code: RefusalCode; readonly params: RefusalParams };

export type RefusalParams = Readonly<Record<string, string | number>>;

/** Every refusal the pure rules can give. The registry in `contracts/errors` must explain each of them. */
export const refusalCodes = [
  'AMOUNT_OUT_OF_RANGE',
  'QUANTITY_OUT_OF_RANGE',
  'QUANTITY_NOT_WHOLE',
  'DISCOUNT_OUT_OF_RANGE',
  'CODE_UNREADABLE',
  'CART_LINE_MISSING',
  'CART_TOO_LONG',
  'CART_EMPTY',
  'CART_HAS_UNKNOWN_CODES',
  'NOTHING_TO_UNDO',
  'TEXT_TOO_LONG',
  'PAYMENT_SHORT',
  'PAYMENT_OVER_NON_CASH',
  'PAYMENT_TENDER_INVALID',
  'TRANSFER_AMOUNT_TOO_LARGE',
  'TRANSFER_ACCOUNT_INVALID',
  'PIN_FORMAT',
  'SHIFT_COUNT_INVALID',
  'CUSTOMER_EMPTY',
  'CUSTOMER_PHONE_INVALID',
  'CUSTOMER_EMAIL_INVALID',
  'CUSTOMER_BIRTHDAY_INVALID',
  'RETURN_EMPTY',
  'RETURN_LINE_UNKNOWN',
  'RETURN_MORE_THAN_LEFT',
  'RETURN_NOTHING_LEFT',
  'RETURN_BEFORE_SALE',
  'RETURN_TOO_LATE',
  'RETURN_ONCE_ONLY',
  'RETURN_OTHER_BRANCH',
  'RETURN_PAYOUT_UNEVEN',
] as const;

export type RefusalCode = (typeof refusalCodes)[number];

export function ok<T>(value: T): Ok<T> {
  return { ok: true, value };
}

export function refuse(code: RefusalCode, params: RefusalParams = {}): Refused {
  return { ok: false, refusal: { code, params } };
}

/** Makes a forgotten case of a union a compile error, and a loud one at run time. */
export function unreachable(value: never): never {
  throw new Error(`unexpected case: ${JSON.stringify(value)}`);
}
