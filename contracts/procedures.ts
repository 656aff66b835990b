import { z } from 'zod';
import type { CustomerFields } from '../domain/customer/fields.ts';
import {
  amount,
  aroundCode,
  code,
  customerFields,
  day,
  destination,
  discount,
  id,
  locationId,
  noteCount,
  paging,
  payoutWay,
  pickedGoods,
  pin,
  quantity,
  reconcileClass,
  refusalReason,
  repairKind,
  returnedLine,
  role,
  scannerKey,
  searchText,
  settingsPatch,
  shortText,
  syncFilter,
  tenders,
  tillNumber,
  unitId,
  variantId,
} from './inputs.ts';
import { connection, printerDraft, printFilter } from './printer-inputs.ts';
import type { ProcedureName } from './procedure-names.ts';
import type { CustomerCard, CustomerCreated } from './views/customers.ts';
import type { HealthView } from './views/health.ts';
import type { KeychainView } from './views/keychain.ts';
import type { FoundPrinters, PrinterCheck, PrinterProbe, PrintersView } from './views/printers.ts';
import type { DifferencePage, ReconcileDay, ReconcileItemPage, ReconcileView } from './views/reconcile.ts';
import type {
  ClosedShift,
  PrintJobStory,
  PrintQueueView,
  SalePage,
  SaleView,
  ShiftReport,
} from './views/records.ts';
import type { RefundView, ReturnableView, ReturnDone } from './views/returns.ts';
import type { ScannersView } from './views/scanners.ts';
import type {
  CartsView,
  CompletedSale,
  CustomerView,
  GoodsPage,
  ScanOutcome,
  SettlementView,
  TransferQrView,
} from './views/selling.ts';
import type { AppView, PullView, SetupView, ShopSettings, StaffView } from './views/session.ts';
import type { SyncPage } from './views/sync.ts';

/** One operation the window may ask of main: the shape of its input, checked at the edge, and the type of its answer. */
export type Procedure<I extends z.ZodType, O> = { readonly input: I; readonly output?: O };

function procedure<O>() {
  return <I extends z.ZodType>(input: I): Procedure<I, O> => ({ input });
}

const nothing = z.undefined();

export const procedures = {
  'app:view': procedure<AppView>()(nothing),
  'health:view': procedure<HealthView>()(nothing),

  'setup:connect': procedure<SetupView>()(
    z.strictObject({ baseUrl: z.string().max(300), token: z.string().max(300) }),
  ),
  'setup:bind': procedure<SetupView>()(z.strictObject({ locationId, tillNumber })),
  'setup:owner': procedure<SetupView>()(z.strictObject({ staffId: id.nullable(), name: shortText, pin })),
  'setup:pull': procedure<PullView>()(nothing),
  'setup:finish': procedure<AppView>()(nothing),
  'setup:reconnect': procedure<AppView>()(z.strictObject({ token: z.string().max(300) })),

  'keychain:view': procedure<KeychainView>()(nothing),
  'keychain:retry': procedure<KeychainView>()(nothing),
  'keychain:new-code': procedure<{ readonly code: string }>()(nothing),
  'keychain:print-code': procedure<{ readonly printed: true }>()(
    z.strictObject({ code: z.string().max(100) }),
  ),
  'keychain:recover': procedure<KeychainView>()(z.strictObject({ code: z.string().max(100) })),
  /** Null when nobody chose a file. */
  'support:save-bundle': procedure<{ readonly saved: string | null }>()(nothing),

  'staff:list': procedure<readonly StaffView[]>()(nothing),
  'staff:add': procedure<readonly StaffView[]>()(z.strictObject({ name: shortText, role })),
  'staff:set-pin': procedure<readonly StaffView[]>()(z.strictObject({ staffId: id, pin, role })),
  'staff:revoke': procedure<readonly StaffView[]>()(z.strictObject({ staffId: id })),

  'session:sign-in': procedure<AppView>()(z.strictObject({ pin })),
  'session:lock': procedure<AppView>()(nothing),
  /** Another call with somebody's PIN for it; answers what that call answers. */
  'approvals:run': procedure<unknown>()(z.strictObject({ name: shortText, input: z.unknown(), pin })),

  'goods:search': procedure<GoodsPage>()(z.strictObject({ text: searchText, ...paging })),
  'customers:search': procedure<readonly CustomerView[]>()(z.strictObject({ text: searchText })),
  'customers:create': procedure<CustomerCreated>()(
    z.strictObject({ fields: customerFields, despiteName: z.boolean(), intoCart: z.boolean() }),
  ),
  'customers:get': procedure<CustomerCard>()(z.strictObject({ customerId: id })),
  'customers:reveal': procedure<CustomerFields>()(z.strictObject({ customerId: id })),
  'customers:edit': procedure<CustomerCard>()(z.strictObject({ customerId: id, fields: customerFields })),

  'cart:get': procedure<CartsView>()(nothing),
  'cart:new': procedure<CartsView>()(nothing),
  'cart:select': procedure<CartsView>()(z.strictObject({ cartId: id })),
  'cart:hold': procedure<CartsView>()(z.strictObject({ cartId: id })),
  'cart:drop': procedure<CartsView>()(z.strictObject({ cartId: id })),
  'cart:scan': procedure<ScanOutcome>()(z.strictObject({ code, quantity: quantity.optional() })),
  'cart:add-goods': procedure<ScanOutcome>()(
    z.strictObject({ variantId, unitId, code: code.optional(), quantity: quantity.optional() }),
  ),
  'cart:set-quantity': procedure<CartsView>()(z.strictObject({ lineId: id, quantity })),
  'cart:step-quantity': procedure<CartsView>()(
    z.strictObject({ lineId: id, step: z.union([z.literal(1000), z.literal(-1000)]) }),
  ),
  'cart:set-line-discount': procedure<CartsView>()(
    z.strictObject({ lineId: id, discount: discount.nullable() }),
  ),
  'cart:set-line-note': procedure<CartsView>()(z.strictObject({ lineId: id, note: z.string().max(2000) })),
  'cart:take-new-price': procedure<CartsView>()(z.strictObject({ lineId: id })),
  'cart:remove-line': procedure<CartsView>()(z.strictObject({ lineId: id })),
  'cart:identify': procedure<CartsView>()(z.strictObject({ lineId: id, variantId, unitId })),
  'cart:set-order-discount': procedure<CartsView>()(z.strictObject({ discount: discount.nullable() })),
  'cart:set-customer': procedure<CartsView>()(z.strictObject({ customerId: id.nullable() })),
  'cart:set-note': procedure<CartsView>()(z.strictObject({ note: z.string().max(2000) })),
  'cart:undo': procedure<CartsView>()(nothing),

  'pay:quote': procedure<SettlementView>()(z.strictObject({ cartId: id, tenders })),
  'pay:transfer-qr': procedure<TransferQrView>()(z.strictObject({ cartId: id, amount })),
  'pay:complete': procedure<CompletedSale>()(
    z.strictObject({ cartId: id, version: z.number().int(), tenders, print: z.boolean() }),
  ),

  'sales:list': procedure<SalePage>()(z.strictObject({ text: searchText, ...paging })),
  'sales:get': procedure<SaleView>()(z.strictObject({ saleId: id })),
  'sales:reprint': procedure<{ readonly copy: number }>()(z.strictObject({ saleId: id })),

  'returns:sale': procedure<ReturnableView>()(z.strictObject({ saleId: id })),
  'returns:quote': procedure<RefundView>()(
    z.strictObject({
      saleId: id,
      lines: z.array(z.strictObject(returnedLine)).max(1000),
      way: payoutWay,
    }),
  ),
  'returns:complete': procedure<ReturnDone>()(
    z.strictObject({
      saleId: id,
      /** As many returns of it as were known when the payout was told: more since then, and nothing is done. */
      returns: z.int().min(0),
      lines: z.array(z.strictObject({ ...returnedLine, destination })).max(1000),
      way: payoutWay,
      /** Null gives the money back the way it came. */
      tenders: tenders.nullable(),
      reason: shortText,
    }),
  ),

  'shift:open': procedure<AppView>()(z.strictObject({ float: amount })),
  'shift:suggested-float': procedure<{ readonly float: number }>()(nothing),
  'shift:move-cash': procedure<AppView>()(
    z.strictObject({ kind: z.enum(['in', 'out']), amount, reason: shortText }),
  ),
  'shift:x-report': procedure<ShiftReport>()(z.strictObject({ print: z.boolean() })),
  'shift:close': procedure<ShiftReport>()(z.strictObject({ count: noteCount, note: z.string().max(500) })),
  'shift:hand-over': procedure<ShiftReport>()(
    z.strictObject({ count: noteCount, note: z.string().max(500), receiverPin: pin }),
  ),
  'shift:closed': procedure<readonly ClosedShift[]>()(z.strictObject({ day })),
  'shift:z-report': procedure<ShiftReport>()(z.strictObject({ shiftId: id, print: z.boolean() })),

  'sync:list': procedure<SyncPage>()(z.strictObject({ text: searchText, ...syncFilter, ...paging })),
  'sync:now': procedure<AppView>()(nothing),
  'sync:repair': procedure<AppView>()(
    z.strictObject({ entryId: id, repair: repairKind, goods: pickedGoods.optional() }),
  ),
  'sync:repair-all': procedure<{ readonly repaired: number }>()(z.strictObject({ reason: refusalReason })),
  'sync:set-aside': procedure<AppView>()(z.strictObject({ entryId: id, pin, reason: shortText })),
  'sync:take-back': procedure<AppView>()(z.strictObject({ entryId: id, pin })),

  'reconcile:days': procedure<readonly ReconcileDay[]>()(nothing),
  'reconcile:view': procedure<ReconcileView>()(z.strictObject({ day })),
  'reconcile:run': procedure<ReconcileView>()(z.strictObject({ day })),
  'reconcile:items': procedure<ReconcileItemPage>()(
    z.strictObject({ day, class: reconcileClass.nullable(), ...paging }),
  ),
  'reconcile:print': procedure<AppView>()(z.strictObject({ day })),
  'reconcile:differences': procedure<DifferencePage>()(z.strictObject(paging)),
  'reconcile:send-again': procedure<AppView>()(z.strictObject({ differenceId: id })),
  'reconcile:send-all-again': procedure<{ readonly sent: number }>()(nothing),
  'reconcile:accept': procedure<AppView>()(z.strictObject({ differenceId: id, reason: shortText, pin })),

  'printer:list': procedure<PrintQueueView>()(z.strictObject({ filter: printFilter })),
  'printer:answer': procedure<AppView>()(z.strictObject({ jobId: id, printed: z.boolean() })),
  'printer:retry': procedure<AppView>()(z.strictObject({ jobId: id })),
  'printer:story': procedure<PrintJobStory>()(z.strictObject({ jobId: id })),
  'printer:cancel': procedure<AppView>()(z.strictObject({ jobId: id, reason: shortText })),
  'printer:move': procedure<AppView>()(z.strictObject({ jobId: id, printerId: id })),
  'printer:settle-stale': procedure<AppView>()(z.strictObject({ print: z.boolean() })),
  'printer:preview': procedure<{ readonly png: string }>()(z.strictObject({ jobId: id })),
  'printer:open-drawer': procedure<AppView>()(z.strictObject({ reason: shortText })),

  'scanners:list': procedure<ScannersView>()(nothing),
  'scanners:try': procedure<ScannersView>()(z.strictObject({ on: z.boolean() })),
  'scanners:rename': procedure<ScannersView>()(z.strictObject({ key: scannerKey, name: shortText })),
  'scanners:take-off': procedure<ScannersView>()(
    z.strictObject({ key: scannerKey, prefix: aroundCode, suffix: aroundCode }),
  ),
  'scanners:enable': procedure<ScannersView>()(z.strictObject({ key: scannerKey, enabled: z.boolean() })),
  'scanners:forget': procedure<ScannersView>()(z.strictObject({ key: scannerKey })),
  'printers:list': procedure<PrintersView>()(nothing),
  'printers:check': procedure<PrinterCheck>()(z.strictObject({ printerId: id })),
  'printers:find': procedure<FoundPrinters>()(nothing),
  'printers:probe': procedure<PrinterProbe>()(z.strictObject({ connection })),
  'printers:add': procedure<PrintersView>()(z.strictObject(printerDraft)),
  'printers:change': procedure<PrintersView>()(z.strictObject({ printerId: id, ...printerDraft })),
  'printers:retire': procedure<PrintersView>()(
    z.strictObject({
      printerId: id,
      jobsTo: z.union([z.strictObject({ printerId: id }), z.literal('drop')]).nullable(),
    }),
  ),
  'printers:test-page': procedure<AppView>()(z.strictObject({ printerId: id })),
  'printers:try-drawer': procedure<AppView>()(z.strictObject({ printerId: id })),

  'settings:save': procedure<ShopSettings>()(settingsPatch),
} as const satisfies Record<ProcedureName, Procedure<z.ZodType, unknown>>;

export type Procedures = typeof procedures;

export type InputOf<N extends ProcedureName> = z.output<Procedures[N]['input']>;

export type OutputOf<N extends ProcedureName> = NonNullable<Procedures[N]['output']>;
