import { z } from 'zod';
import type { CustomerFields } from '../domain/customer/fields.ts';
import type { Discount } from '../domain/money/discount.ts';
import type { Dong } from '../domain/money/dong.ts';
import type { Milli } from '../domain/money/quantity.ts';
import type { BasisPoints } from '../domain/money/rate.ts';
import type { Destination } from '../domain/return/goods-return.ts';
import type { PayoutWay } from '../domain/return/refund.ts';
import type { Tender } from '../domain/sale/settle.ts';
import type { DocumentKind, OutboxStage } from '../domain/sync/outbox.ts';
import type { ReconcileClass } from '../domain/sync/reconcile.ts';
import type { RefusalReason, RepairKind } from '../domain/sync/refusal.ts';
import { logoLimits } from './logo-limits.ts';
import type { ShopSettings } from './views/session.ts';

/** Shapes of what may cross from the window into main. Ranges that are rules of the shop are the domain's to refuse. */
export const id = z.string().min(1).max(64);
export const shortText = z.string().max(200);
export const searchText = z.string().max(200);
/** What a scanner puts around a code. */
export const aroundCode = z.string().max(8);
/** Vendor, product and serial number of a scanner. */
export const scannerKey = z.string().min(1).max(300);
export const code = z.string().min(1).max(300);
/** A business day; whether the calendar has it is the domain's to say. */
export const day = z.string().max(20);
export const pin = z.string().max(20);
export const role = z.enum(['owner', 'manager', 'cashier']);
export const variantId = z.number().int().positive();
export const unitId = z.number().int().positive().nullable();
export const locationId = z.number().int().positive();
export const tillNumber = z.number().int();
export const paging = { limit: z.number().int().min(1).max(200), offset: z.number().int().min(0) };

// z.int() keeps to exact integers, so branding the result is sound.
export const amount = z.int().transform((value) => value as Dong);
export const quantity = z.int().transform((value) => value as Milli);

export const discount = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('amount'), amount: z.int().transform((value) => value as Dong) }),
    z.strictObject({ kind: z.literal('percent'), rate: z.int().transform((value) => value as BasisPoints) }),
  ])
  .transform((value): Discount => value);

const tender = z
  .strictObject({
    kind: z.enum(['cash', 'transfer', 'card']),
    amount: z.int().transform((value) => value as Dong),
    reference: z.string().max(200),
  })
  .transform((value): Tender => value);

export const tenders = z.array(tender).max(20);

/** Lines of a sale that come back. */
export const returnedLine = { lineId: id, quantity };

export const destination = z.enum(['shelf', 'damaged']) satisfies z.ZodType<Destination>;

export const payoutWay = z.enum(['as-paid', 'cash', 'no-cash']) satisfies z.ZodType<PayoutWay>;

/** Pieces by face value. */
export const noteCount = z.record(z.string().regex(/^\d{1,7}$/), z.int());

/** Times are UTC ms; null asks for all. */
export const syncFilter = {
  stage: z
    .enum(['waiting', 'refused', 'set-aside', 'confirmed'])
    .nullable() satisfies z.ZodType<OutboxStage | null>,
  kind: z
    .enum(['sale', 'return', 'customer', 'cancellation'])
    .nullable() satisfies z.ZodType<DocumentKind | null>,
  from: z.int().nullable(),
  to: z.int().nullable(),
};

export const refusalReason = z.enum([
  'product-gone',
  'customer-gone',
  'customer-not-sent',
  'phone-taken',
  'email-taken',
  'name-taken',
  'stock-short',
  'not-understood',
]) satisfies z.ZodType<RefusalReason>;

export const reconcileClass = z.enum([
  'matched',
  'missing',
  'doubled',
  'amount-differs',
  'cancelled-there',
  'waiting',
  'refused',
  'set-aside',
  'only-in-cloud',
]) satisfies z.ZodType<ReconcileClass>;

export const repairKind = z.enum([
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
]) satisfies z.ZodType<RepairKind>;

/** Goods for the lines of a sale whose own are gone. */
export const pickedGoods = z.array(z.strictObject({ lineId: id, variantId })).max(1000);
export const customerFields = z.strictObject({
  name: shortText,
  phone: shortText,
  email: shortText,
  note: z.string().max(2000),
  birthday: shortText,
  gender: z.enum(['', 'male', 'female']),
}) satisfies z.ZodType<CustomerFields>;

const lines = z.array(z.string().max(200)).max(8);

/** Rows of whole bytes in base64, no more and no fewer. */
const logo = z
  .strictObject({
    width: z.int().min(1).max(logoLimits.width),
    height: z.int().min(1).max(logoLimits.height),
    rows: z.base64().max(10_240),
  })
  .refine(({ width, height, rows }) => rows.length === Math.ceil((Math.ceil(width / 8) * height) / 3) * 4);

const copies = z.int().min(0).max(3);

/** By action; what no action is called by is without effect. */
const grants = z.record(z.string().max(40), z.union([z.boolean(), z.int().min(0)]));

export const settingsShape = z.strictObject({
  receiptTitle: z.string().min(1).max(60),
  receiptHeader: lines,
  receiptFooter: lines,
  receiptLogo: logo.nullable(),
  receiptShowVat: z.boolean(),
  printOnPay: z.boolean(),
  needShift: z.boolean(),
  blindCount: z.boolean(),
  sellBelowZero: z.boolean(),
  hideSoldOut: z.boolean(),
  nameOrders: z.boolean(),
  cashRounding: z.strictObject({
    step: z.union([z.literal(1), z.literal(100), z.literal(500), z.literal(1000)]),
    direction: z.enum(['nearest', 'down']),
  }),
  autoLockMinutes: z.int().min(1).max(240),
  defaultVatBp: z.int().min(0).max(10_000).nullable(),
  transferAccount: z
    .strictObject({
      bin: z.string().regex(/^\d{6}$/),
      account: z.string().regex(/^[0-9A-Za-z]{1,19}$/),
      holder: z.string().max(100),
    })
    .nullable(),
  returns: z.strictObject({
    days: z.int().min(0).max(3650).nullable(),
    atOtherBranches: z.boolean(),
    severalTimes: z.boolean(),
    refundsCheaperExchange: z.boolean(),
  }),
  rights: z.strictObject({ manager: grants.optional(), cashier: grants.optional() }),
  printMaxAgeHours: z.int().min(1).max(72),
  extraReceipts: z.strictObject({ cash: copies, transfer: copies, card: copies }),
  drawerReminderSeconds: z.int().min(0).max(600),
  locale: z.enum(['vi', 'en']),
  soundVolume: z.int().min(0).max(100),
}) satisfies z.ZodType<ShopSettings>;

export const settingsPatch = settingsShape.partial();
