import type { ProcedureName } from '../../contracts/procedure-names.ts';
import { plainProfile } from '../../domain/printing/printer.ts';
import { recoveryChances, recoveryCodeOf } from '../../domain/recovery-code.ts';
import { cartsView } from '../../main/services/carts.ts';
import { codes } from './selling-till.ts';
import type { TestTill } from './test-till.ts';
import { pins } from './window-over.ts';

const nothing = undefined;

const someCustomer = { name: 'Lê An', phone: '0912345678', email: '', note: '', birthday: '', gender: '' };

const someRecoveryCode = recoveryCodeOf(Array.from({ length: recoveryChances }, (_, index) => index));

/** An input of the right shape for every procedure. */
export function soundInput(test: TestTill, name: ProcedureName): unknown {
  const { active } = cartsView(test.till);
  const [line, unknown] = active.lines;
  const saleId = test.till.store.get<{ id: string }>('SELECT id FROM sale')?.id;
  const soldLine = test.till.store.get<{ id: string }>('SELECT id FROM sale_line')?.id;
  const jobId = test.till.store.get<{ id: string }>("SELECT id FROM print_job WHERE kind = 'receipt'")?.id;
  const paging = { limit: 10, offset: 0 };
  const inputs: Readonly<Record<ProcedureName, unknown>> = {
    'app:view': nothing,
    'health:view': nothing,
    'setup:connect': { baseUrl: 'ftp://nowhere', token: 'x' },
    'setup:bind': { locationId: 11, tillNumber: 1 },
    'setup:owner': { staffId: null, name: 'Chủ', pin: '90817263' },
    'setup:pull': nothing,
    'setup:finish': nothing,
    'setup:reconnect': { token: 'A'.repeat(64) },
    'support:save-bundle': nothing,
    'keychain:view': nothing,
    'keychain:retry': nothing,
    'keychain:new-code': nothing,
    'keychain:print-code': { code: someRecoveryCode },
    'keychain:recover': { code: someRecoveryCode },
    'staff:list': nothing,
    'staff:add': { name: 'Mới', role: 'cashier' },
    'staff:set-pin': { staffId: 'cashier-1', pin: pins.cashier, role: 'cashier' },
    'staff:revoke': { staffId: 'cashier-1' },
    'session:sign-in': { pin: pins.owner },
    'session:lock': nothing,
    'approvals:run': { name: 'cart:get', input: nothing, pin: pins.owner },
    'goods:search': { text: 'mi', ...paging },
    'customers:search': { text: 'an' },
    'customers:create': { fields: someCustomer, despiteName: false, intoCart: true },
    'customers:get': { customerId: 'c1' },
    'customers:reveal': { customerId: 'c1' },
    'customers:edit': { customerId: 'c1', fields: someCustomer },
    'cart:get': nothing,
    'cart:new': nothing,
    'cart:select': { cartId: active.id },
    'cart:hold': { cartId: active.id },
    'cart:drop': { cartId: active.id },
    'cart:scan': { code: codes.water },
    'cart:add-goods': { variantId: 1, unitId: null },
    'cart:set-quantity': { lineId: line?.id, quantity: 2000 },
    'cart:step-quantity': { lineId: line?.id, step: 1000 },
    'cart:set-line-discount': { lineId: line?.id, discount: { kind: 'amount', amount: 100 } },
    'cart:set-line-note': { lineId: line?.id, note: 'x' },
    'cart:take-new-price': { lineId: line?.id },
    'cart:remove-line': { lineId: line?.id },
    'cart:identify': { lineId: unknown?.id, variantId: 1, unitId: null },
    'cart:set-order-discount': { discount: { kind: 'percent', rate: 100 } },
    'cart:set-customer': { customerId: null },
    'cart:set-note': { note: 'x' },
    'cart:undo': nothing,
    'pay:quote': { cartId: active.id, tenders: [{ kind: 'cash', amount: 1000, reference: '' }] },
    'pay:transfer-qr': { cartId: active.id, amount: 1000 },
    'pay:complete': { cartId: active.id, version: active.version, tenders: [], print: false },
    'sales:list': { text: '', ...paging },
    'sales:get': { saleId },
    'sales:reprint': { saleId },
    'returns:sale': { saleId },
    'returns:quote': { saleId, lines: [{ lineId: soldLine, quantity: 1000 }], way: 'as-paid' },
    'returns:complete': {
      saleId,
      returns: 0,
      lines: [{ lineId: soldLine, quantity: 1000, destination: 'shelf' }],
      way: 'as-paid',
      tenders: null,
      reason: 'x',
    },
    'shift:open': { float: 1000 },
    'shift:suggested-float': nothing,
    'shift:move-cash': { kind: 'in', amount: 1000, reason: 'x' },
    'shift:x-report': { print: false },
    'shift:close': { count: { 500000: 1 }, note: '' },
    'shift:hand-over': { count: {}, note: '', receiverPin: pins.owner },
    'sync:list': { text: '', stage: null, kind: null, from: null, to: null, ...paging },
    'sync:now': nothing,
    'sync:repair': { entryId: saleId, repair: 'send-again', goods: [] },
    'sync:repair-all': { reason: 'not-understood' },
    'sync:set-aside': { entryId: saleId, pin: pins.owner, reason: 'x' },
    'sync:take-back': { entryId: saleId, pin: pins.owner },
    'shift:closed': { day: '2026-11-25' },
    'shift:z-report': { shiftId: saleId, print: false },
    'reconcile:days': nothing,
    'reconcile:view': { day: '2026-11-25' },
    'reconcile:run': { day: '2026-11-25' },
    'reconcile:items': { day: '2026-11-25', class: null, ...paging },
    'reconcile:print': { day: '2026-11-25' },
    'reconcile:differences': paging,
    'reconcile:send-again': { differenceId: saleId },
    'reconcile:send-all-again': nothing,
    'reconcile:accept': { differenceId: saleId, reason: 'x', pin: pins.owner },
    'printer:list': { filter: 'all' },
    'printer:answer': { jobId, printed: true },
    'printer:retry': { jobId },
    'printer:preview': { jobId },
    'printer:story': { jobId },
    'printer:cancel': { jobId, reason: 'x' },
    'printer:move': { jobId, printerId: 'first' },
    'printer:settle-stale': { print: true },
    'printers:list': nothing,
    'printers:check': { printerId: 'first' },
    'printers:find': nothing,
    'printers:probe': { connection: { kind: 'virtual' } },
    'printers:add': printer,
    'printers:change': { printerId: 'first', ...printer },
    'printers:retire': { printerId: 'first', jobsTo: null },
    'printers:test-page': { printerId: 'first' },
    'printers:try-drawer': { printerId: 'first' },
    'printer:open-drawer': { reason: 'x' },
    'scanners:list': nothing,
    'scanners:try': { on: false },
    'scanners:rename': { key: '05e0:1200', name: 'x' },
    'scanners:enable': { key: '05e0:1200', enabled: true },
    'scanners:forget': { key: '05e0:1200' },
    'scanners:take-off': { key: '05e0:1200', prefix: 'd', suffix: '' },
    'settings:save': { soundVolume: 10 },
  };
  return inputs[name];
}

const printer = {
  name: 'Bếp',
  connection: { kind: 'virtual' },
  profile: plainProfile,
  roles: [],
  fallbackId: null,
} as const;
