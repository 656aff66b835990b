import type { Envelope } from '../../contracts/errors/failure.ts';
import type { ProcedureName } from '../../contracts/procedure-names.ts';
import type { InputOf, OutputOf } from '../../contracts/procedures.ts';
import { onePiece } from '../../domain/money/quantity.ts';
import { success } from '../services/answer.ts';
import { appView } from '../services/app-view.ts';
import { listPrintJobs, printedDocument, printJobStory } from '../services/attend-printer.ts';
import { cartsView } from '../services/carts.ts';
import {
  apply,
  dropCart,
  holdCart,
  newCart,
  selectCart,
  setCustomer,
  setQuantity,
  stepQuantity,
  undo,
} from '../services/change-active-cart.ts';
import { closedShifts, zReport } from '../services/closed-shifts.ts';
import { completeSale } from '../services/complete-sale.ts';
import { createCustomer, editCustomer } from '../services/customers.ts';
import { revealCustomer, showCustomer } from '../services/customers-card.ts';
import { healthView } from '../services/health.ts';
import { keychainView, newRecoveryCode, recoverKeychain, retryKeychain } from '../services/keychain.ts';
import { salePage, saleView } from '../services/list-records.ts';
import { syncPage } from '../services/list-sync.ts';
import { addPrinter, changePrinter, retirePrinter } from '../services/manage-printers.ts';
import { addStaff, givePin, revokePin, staffViews } from '../services/manage-staff.ts';
import { openDrawer } from '../services/open-drawer.ts';
import { reprintReceipt } from '../services/print-copies.ts';
import {
  answerPrintJob,
  cancelPrintJob,
  movePrintJob,
  retryPrintJob,
  settleStaleJobs,
} from '../services/print-deeds.ts';
import { printRecoveryCode } from '../services/print-recovery-code.ts';
import { printersView } from '../services/printers-view.ts';
import { quotePayment, transferQr } from '../services/quote-payment.ts';
import { printReconciliation, reconcileItems, reconcileNow, reconcileView } from '../services/reconcile.ts';
import { reconcileDays } from '../services/reconcile-days.ts';
import { reconnect } from '../services/reconnect.ts';
import {
  acceptDifference,
  differencePage,
  sendAllMissingAgain,
  sendMissingAgain,
} from '../services/repair-difference.ts';
import { repairAll, repairEntry } from '../services/repair-sync.ts';
import { completeReturn, quoteReturn } from '../services/return-goods.ts';
import { returnableView } from '../services/returnable.ts';
import {
  closeShift,
  handOverShift,
  moveCash,
  openShift,
  suggestedFloat,
  xReport,
} from '../services/run-shift.ts';
import { saveSettings } from '../services/save-settings.ts';
import { addGoods, identifyUnknown, scanCode, takeNewPrice } from '../services/scan-code.ts';
import { endTrial, startTrial } from '../services/scanner-trial.ts';
import {
  enableScanner,
  forgetScanner,
  nameScanner,
  takeOffCodes,
  watchedScanners,
} from '../services/scanners.ts';
import { searchCustomers } from '../services/search-customers.ts';
import { searchGoods } from '../services/search-goods.ts';
import { setAside, takeBack } from '../services/set-aside.ts';
import { bindMachine, connectShop, finishSetup, nameOwner, setupView } from '../services/set-up.ts';
import { signIn } from '../services/sign-in.ts';
import { signOut } from '../services/sign-out.ts';
import { bundleName, saveSupportBundle } from '../services/support/support-bundle.ts';
import { syncNow } from '../services/sync-now.ts';
import type { Actor } from '../services/till.ts';
import { checkPrinter, printTestPage, probePrinter, tryDrawer } from '../services/try-printer.ts';
import type { CallContext } from './call-context.ts';

/** `actor` is set wherever the access table asks for a right. */
type Context = CallContext & { readonly actor: Actor | null };

/** An approved call is another call, made by `dispatch` itself. */
type Handlers = {
  readonly [N in Exclude<ProcedureName, 'approvals:run'>]: (
    context: Context,
    input: InputOf<N>,
  ) => Envelope<OutputOf<N>> | Promise<Envelope<OutputOf<N>>>;
};

/** Contract to use case, one line each; nothing is decided here. */
export const handlers: Handlers = {
  'app:view': (context) => success(view(context)),
  'health:view': async ({ till, facts }) => success(await healthView(till, facts)),

  'setup:connect': async ({ till }, input) => then(await connectShop(till, input), () => setupView(till)),
  'setup:bind': async ({ till, actor }, input) =>
    then(await bindMachine(till, actor?.staffId ?? null, input), () => setupView(till)),
  'setup:owner': async ({ till, session }, input) =>
    then(await nameOwner(till, input), (owner) => {
      session.open(owner);
      return setupView(till);
    }),
  'setup:pull': ({ till }) => {
    void till.sync.firstPull((progress) => till.notify('pull', progress)).then(() => till.notify('app'));
    return success(till.sync.pullProgress());
  },
  'setup:finish': (context) => then(finishSetup(context.till), () => view(context)),
  'setup:reconnect': async (context, input) =>
    then(await reconnect(context.till, signedIn(context.actor), input), () => view(context)),

  'keychain:view': async ({ till }) => success(await keychainView(till)),
  'keychain:retry': async ({ till }) => success(await retryKeychain(till)),
  'keychain:new-code': ({ till, actor }) => newRecoveryCode(till, actor?.staffId ?? null),
  'keychain:print-code': ({ till, desktop }, { code }) => printRecoveryCode(till, code, desktop.printPage),
  'keychain:recover': ({ till, actor }, { code }) => recoverKeychain(till, signedIn(actor), code),

  'support:save-bundle': async ({ till, actor, facts, desktop }) => {
    const path = await desktop.chooseFile(bundleName(till.clock()));
    if (path === null) return success({ saved: null });
    return then(await saveSupportBundle(till, signedIn(actor), facts, path), () => ({ saved: path }));
  },

  'staff:list': ({ till }) => success(staffViews(till.store)),
  'staff:add': ({ till, actor }, input) =>
    then(addStaff(till, actor?.staffId ?? null, input), () => staffViews(till.store)),
  'staff:set-pin': async ({ till, actor }, input) =>
    then(await givePin(till, actor?.staffId ?? null, input), () => staffViews(till.store)),
  'staff:revoke': ({ till, actor }, { staffId }) =>
    then(revokePin(till, signedIn(actor).staffId, staffId), () => staffViews(till.store)),

  'session:sign-in': async (context, { pin }) =>
    then(await signIn(context.till, pin), (actor) => {
      context.session.open(actor);
      return view(context);
    }),
  'session:lock': (context) => {
    signOut(context.till, context.session);
    return success(view(context));
  },

  'goods:search': ({ till }, input) => success(searchGoods(till.store, input)),
  'customers:search': ({ till }, { text }) => success(searchCustomers(till.store, text)),
  'customers:create': ({ till, actor }, input) => createCustomer(till, signedIn(actor), input),
  'customers:get': ({ till }, { customerId }) => showCustomer(till.store, customerId),
  'customers:reveal': ({ till, actor }, { customerId }) => revealCustomer(till, signedIn(actor), customerId),
  'customers:edit': ({ till, actor }, { customerId, fields }) =>
    editCustomer(till, signedIn(actor), customerId, fields),

  'cart:get': ({ till }) => success(cartsView(till)),
  'cart:new': ({ till, actor }) => newCart(till, signedIn(actor)),
  'cart:select': ({ till }, { cartId }) => selectCart(till, cartId),
  'cart:hold': ({ till }, { cartId }) => holdCart(till, cartId),
  'cart:drop': ({ till, actor }, { cartId }) => dropCart(till, signedIn(actor), cartId),
  'cart:scan': ({ till, actor }, { code, quantity }) =>
    scanCode(till, signedIn(actor), code, quantity ?? onePiece),
  'cart:add-goods': ({ till, actor }, { variantId, unitId, code, quantity }) =>
    addGoods(till, signedIn(actor), { variantId, unitId, code: code ?? '', quantity: quantity ?? onePiece }),
  'cart:set-quantity': ({ till, actor }, { lineId, quantity }) =>
    setQuantity(till, signedIn(actor), lineId, quantity),
  'cart:step-quantity': ({ till, actor }, { lineId, step }) =>
    stepQuantity(till, signedIn(actor), lineId, step),
  'cart:set-line-discount': ({ till, actor }, input) =>
    apply(till, signedIn(actor), { kind: 'set-line-discount', ...input }),
  'cart:set-line-note': ({ till, actor }, input) =>
    apply(till, signedIn(actor), { kind: 'set-line-note', ...input }),
  'cart:take-new-price': ({ till, actor }, { lineId }) => takeNewPrice(till, signedIn(actor), lineId),
  'cart:remove-line': ({ till, actor }, input) =>
    apply(till, signedIn(actor), { kind: 'remove-line', ...input }),
  'cart:identify': ({ till, actor }, input) => identifyUnknown(till, signedIn(actor), input),
  'cart:set-order-discount': ({ till, actor }, input) =>
    apply(till, signedIn(actor), { kind: 'set-order-discount', ...input }),
  'cart:set-customer': ({ till, actor }, { customerId }) => setCustomer(till, signedIn(actor), customerId),
  'cart:set-note': ({ till, actor }, input) => apply(till, signedIn(actor), { kind: 'set-note', ...input }),
  'cart:undo': ({ till, actor }) => undo(till, signedIn(actor)),

  'pay:quote': ({ till }, { cartId, tenders }) => quotePayment(till, cartId, tenders),
  'pay:transfer-qr': ({ till }, { cartId, amount }) => transferQr(till, cartId, amount),
  'pay:complete': ({ till, actor }, input) => completeSale(till, signedIn(actor), input),

  'sales:list': ({ till }, input) => success(salePage(till.store, input)),
  'sales:get': ({ till }, { saleId }) => saleView(till.store, saleId),
  'sales:reprint': ({ till, actor }, { saleId }) => reprintReceipt(till, signedIn(actor), saleId),

  'returns:sale': ({ till }, { saleId }) => returnableView(till, saleId),
  'returns:quote': ({ till }, input) => quoteReturn(till, input),
  'returns:complete': ({ till, actor }, input) => completeReturn(till, signedIn(actor), input),

  'shift:open': (context, { float }) =>
    then(openShift(context.till, signedIn(context.actor), float), () => view(context)),
  'shift:suggested-float': ({ till }) => success({ float: suggestedFloat(till) }),
  'shift:move-cash': (context, input) =>
    then(moveCash(context.till, signedIn(context.actor), input), () => view(context)),
  'shift:x-report': ({ till, actor }, { print }) => xReport(till, signedIn(actor), print),
  'shift:close': ({ till, actor }, input) => closeShift(till, signedIn(actor), input),
  'shift:hand-over': async ({ till, actor, session }, { receiverPin, ...closing }) => {
    const receiver = await signIn(till, receiverPin);
    if (!receiver.ok) return receiver;
    return then(handOverShift(till, signedIn(actor), closing, receiver.value), (report) => {
      session.open(receiver.value);
      return report;
    });
  },
  'shift:closed': ({ till }, { day }) => closedShifts(till, day),
  'shift:z-report': ({ till, actor }, input) => zReport(till, signedIn(actor), input),

  'sync:list': async ({ till }, input) => success(await syncPage(till.store, input)),
  'sync:now': (context) => then(syncNow(context.till), () => view(context)),
  'sync:repair': (context, { goods = [], ...request }) =>
    then(repairEntry(context.till, signedIn(context.actor), { ...request, goods }), () => view(context)),
  'sync:repair-all': ({ till, actor }, { reason }) => repairAll(till, signedIn(actor), reason),
  'sync:set-aside': async (context, input) =>
    then(await setAside(context.till, signedIn(context.actor), input), () => view(context)),
  'sync:take-back': async (context, input) =>
    then(await takeBack(context.till, signedIn(context.actor), input), () => view(context)),

  'reconcile:days': ({ till }) => success(reconcileDays(till)),
  'reconcile:view': ({ till }, { day }) => reconcileView(till, day),
  'reconcile:run': ({ till }, { day }) => reconcileNow(till, day),
  'reconcile:items': ({ till }, input) => success(reconcileItems(till.store, input)),
  'reconcile:print': (context, { day }) => then(printReconciliation(context.till, day), () => view(context)),
  'reconcile:differences': ({ till }, input) => success(differencePage(till.store, input)),
  'reconcile:send-again': (context, { differenceId }) =>
    then(sendMissingAgain(context.till, signedIn(context.actor), differenceId), () => view(context)),
  'reconcile:send-all-again': ({ till, actor }) => sendAllMissingAgain(till, signedIn(actor)),
  'reconcile:accept': async (context, input) =>
    then(await acceptDifference(context.till, signedIn(context.actor), input), () => view(context)),

  'printer:list': ({ till }, { filter }) => success(listPrintJobs(till.store, filter)),
  'printer:answer': (context, { jobId, printed }) =>
    then(answerPrintJob(context.till, signedIn(context.actor), jobId, printed), () => view(context)),
  'printer:retry': (context, { jobId }) =>
    then(retryPrintJob(context.till, signedIn(context.actor), jobId), () => view(context)),
  'printer:story': ({ till }, { jobId }) => printJobStory(till.store, jobId),
  'printer:cancel': (context, { jobId, reason }) =>
    then(cancelPrintJob(context.till, signedIn(context.actor), jobId, reason), () => view(context)),
  'printer:move': (context, { jobId, printerId }) =>
    then(movePrintJob(context.till, signedIn(context.actor), jobId, printerId), () => view(context)),
  'printer:settle-stale': (context, { print }) =>
    then(settleStaleJobs(context.till, signedIn(context.actor), print), () => view(context)),
  'printer:preview': ({ till, preview }, { jobId }) =>
    then(printedDocument(till.store, jobId), ({ document, dots }) => ({ png: preview(document, dots) })),
  'printer:open-drawer': (context, { reason }) =>
    then(openDrawer(context.till, signedIn(context.actor), reason), () => view(context)),

  'scanners:list': ({ till }) => success(watchedScanners(till)),
  'scanners:try': ({ till }, { on }) => {
    (on ? startTrial : endTrial)(till);
    return success(watchedScanners(till));
  },
  'scanners:rename': ({ till }, input) => nameScanner(till, input),
  'scanners:take-off': ({ till, actor }, input) => takeOffCodes(till, signedIn(actor), input),
  'scanners:enable': ({ till, actor }, input) => enableScanner(till, signedIn(actor), input),
  'scanners:forget': ({ till }, { key }) => forgetScanner(till, key),
  'printers:list': ({ till }) => success(printersView(till)),
  'printers:check': ({ till }, { printerId }) => checkPrinter(till, printerId),
  'printers:find': async ({ till }) => success(await till.printerDevices.find()),
  'printers:probe': ({ till }, input) => probePrinter(till, input.connection),
  'printers:add': ({ till, actor }, draft) =>
    then(addPrinter(till, signedIn(actor), draft), () => printersView(till)),
  'printers:change': ({ till, actor }, draft) =>
    then(changePrinter(till, signedIn(actor), draft), () => printersView(till)),
  'printers:retire': ({ till, actor }, { printerId, jobsTo }) =>
    then(retirePrinter(till, signedIn(actor), printerId, jobsTo), () => printersView(till)),
  'printers:test-page': (context, { printerId }) =>
    then(printTestPage(context.till, printerId), () => view(context)),
  'printers:try-drawer': (context, { printerId }) =>
    then(tryDrawer(context.till, signedIn(context.actor), printerId), () => view(context)),

  'settings:save': ({ till, actor }, patch) => saveSettings(till, signedIn(actor), patch),
};

function view(context: Context) {
  return appView(context.till, context.session.actor(), context.facts);
}

function then<A, B>(answer: Envelope<A>, next: (value: A) => B): Envelope<B> {
  return answer.ok ? success(next(answer.value)) : answer;
}

/** The access table lets nobody through to these without a signed-in person. */
function signedIn(actor: Actor | null): Actor {
  if (actor === null) throw new Error('a procedure that needs a right ran without a signed-in person');
  return actor;
}
