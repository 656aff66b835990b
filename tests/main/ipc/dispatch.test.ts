import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errorRegistry } from '../../../contracts/errors/registry.ts';
import { type ProcedureName, procedureNames } from '../../../contracts/procedure-names.ts';
import { plainProfile } from '../../../domain/printing/printer.ts';
import { recoveryChances, recoveryCodeOf } from '../../../domain/recovery-code.ts';
import { openShopCloud } from '../../../main/cloud/haravan/shop-cloud.ts';
import { insertStaff, setStaffPin } from '../../../main/db/repositories/staff.ts';
import type { CallContext } from '../../../main/ipc/call-context.ts';
import { dispatch } from '../../../main/ipc/dispatch.ts';
import type { Envelope } from '../../../main/services/answer.ts';
import { cartsView } from '../../../main/services/carts.ts';
import { pinDigest } from '../../../main/services/pin-digest.ts';
import { createSession } from '../../../main/services/session.ts';
import type { Actor } from '../../../main/services/till.ts';
import { noDesktop } from '../../support/no-desktop.ts';
import { cash, codes, must, pay, scan, sellingTill } from '../../support/selling-till.ts';
import { type TestTill, testNow, testTill } from '../../support/test-till.ts';

const pins = { owner: '20260701', cashier: '24682468' };

type Window = {
  readonly test: TestTill;
  readonly context: CallContext;
  readonly logged: string[];
  readonly call: (name: string, input?: unknown) => Promise<Envelope<unknown>>;
  /** Rows this connection has changed so far. */
  readonly changes: () => number;
};

function windowOver(test: TestTill, actor: Actor | null): Window {
  const logged: string[] = [];
  const session = createSession(test.till);
  if (actor !== null) session.open(actor);
  const context: CallContext = {
    // Its address is this machine's port 1, where nobody listens.
    till: { ...test.till, openCloud: openShopCloud },
    session,
    facts: { version: '0.0.0', demoPins: [] },
    preview: () => 'data:image/png;base64,',
    desktop: noDesktop,
    log: (event, details) => logged.push(`${event} ${JSON.stringify(details)}`),
  };
  return {
    test,
    context,
    logged,
    call: (name, input) => dispatch(context, name, input),
    changes: () => test.till.store.get<{ n: number }>('SELECT total_changes() AS n')?.n ?? -1,
  };
}

/** Slow on purpose, so it is made once. */
let ownerDigest: Promise<string> | undefined;

/** A shop with an owner, a sale, a cart being filled, and whoever sits at the window. */
async function shop(role: Actor['role'] | null): Promise<Window> {
  const test = sellingTill();
  ownerDigest ??= pinDigest(pins.owner, test.till.pepper());
  setStaffPin(test.till.store, { id: 'owner-1', role: 'owner', digest: await ownerDigest, at: testNow });
  const manager: Actor = { staffId: 'manager-1', name: 'Lê Văn Quản', role: 'manager' };
  insertStaff(test.till.store, { id: manager.staffId, name: manager.name, role: 'manager', at: testNow });
  scan(test, codes.water);
  must(pay(test, [cash(42_000)], { print: true }));
  scan(test, codes.noodles, codes.unknown);
  const actors = { owner: test.owner, manager, cashier: test.cashier };
  return windowOver(test, role === null ? null : actors[role]);
}

const nothing = undefined;

const someCustomer = { name: 'Lê An', phone: '0912345678', email: '', note: '', birthday: '', gender: '' };

const someRecoveryCode = recoveryCodeOf(Array.from({ length: recoveryChances }, (_, index) => index));

/** An input of the right shape for every procedure. */
function soundInput(test: TestTill, name: ProcedureName): unknown {
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
    'scanners:take-off': { key: '05e0:1200', prefix: 'd', suffix: '' },
    'scanners:enable': { key: '05e0:1200', enabled: true },
    'scanners:forget': { key: '05e0:1200' },
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

const openToAll: readonly string[] = ['app:view', 'session:sign-in', 'session:lock'];
const ownerOnly: readonly string[] = procedureNames.filter(
  (name) =>
    name.startsWith('setup:') ||
    name.startsWith('staff:') ||
    ['settings:save', 'keychain:new-code', 'keychain:print-code', 'keychain:recover'].includes(name),
);

const managerOnly: readonly string[] = [
  'scanners:rename',
  'scanners:take-off',
  'scanners:enable',
  'scanners:forget',
];

/** Written down anew, from the rights of a shop and not from the table in the program. */
function mayCall(name: ProcedureName, role: Actor['role'] | null): boolean {
  if (openToAll.includes(name)) return true;
  if (role === null) return false;
  if (ownerOnly.includes(name)) return role === 'owner';
  return (!managerOnly.includes(name) && !name.startsWith('printers:')) || role !== 'cashier';
}

function codeOf(answer: Envelope<unknown>): string {
  return answer.ok ? 'none' : answer.error.code;
}

function expectEnvelope(answer: Envelope<unknown>): void {
  expect(typeof answer.ok).toBe('boolean');
  if (answer.ok) return;
  expect(Object.hasOwn(errorRegistry, answer.error.code), answer.error.code).toBe(true);
  expect(answer.error.code).not.toBe('UNEXPECTED');
}

describe.each([
  ['nobody', null],
  ['a cashier', 'cashier'],
  ['a manager', 'manager'],
  ['an owner', 'owner'],
] as const)('a window with %s signed in', (_, role) => {
  it.each(procedureNames)('gets exactly the answer it has a right to from %s', async (name) => {
    const window = await shop(role);
    const input = soundInput(window.test, name);
    const before = window.changes();
    const answer = await window.call(name, input);
    expectEnvelope(answer);
    expect(window.logged).toEqual([]);
    if (!mayCall(name, role)) {
      expect(codeOf(answer)).toBe(role === null ? 'SIGN_IN_NEEDED' : 'NOT_ALLOWED');
      expect(window.changes()).toBe(before);
      // There is an owner already, so this one is refused by the use case itself.
    } else if (name !== 'setup:owner')
      expect(['SIGN_IN_NEEDED', 'NOT_ALLOWED']).not.toContain(codeOf(answer));
  });
});

describe('the first run', () => {
  // Another token is for a till that has an owner.
  const setup = procedureNames.filter(
    (name) =>
      (name.startsWith('setup:') && name !== 'setup:reconnect') ||
      ['keychain:new-code', 'keychain:print-code'].includes(name),
  );

  it.each(setup)('is open to whoever sits there while nobody owns the till: %s', async (name) => {
    const window = windowOver(testTill({ bound: false }), null);
    const answer = await window.call(name, soundInput(window.test, name));
    expectEnvelope(answer);
    expect(['SIGN_IN_NEEDED', 'NOT_ALLOWED']).not.toContain(codeOf(answer));
  });

  const closed = procedureNames.filter((name) => !setup.includes(name) && !openToAll.includes(name));

  it.each(closed)('does not open %s', async (name) => {
    const window = windowOver(testTill({ bound: false }), null);
    const input = soundInput(window.test, name);
    const before = window.changes();
    expect(codeOf(await window.call(name, input))).toBe('SIGN_IN_NEEDED');
    expect(window.changes()).toBe(before);
  });

  it('signs the new owner in, and ends for everybody else', async () => {
    const test = testTill({ staffed: false });
    const window = windowOver(test, null);
    must(await window.call('setup:owner', { staffId: null, name: 'Chủ Một', pin: pins.owner }));
    expect(window.context.session.actor()?.role).toBe('owner');
    const stranger = windowOver(test, null);
    expect(
      codeOf(await stranger.call('setup:owner', { staffId: null, name: 'Chủ Hai', pin: '90817263' })),
    ).toBe('SIGN_IN_NEEDED');
  });
});

/** Values no field takes, or only by its type: what is left is for the rules to refuse. */
const oddValues: readonly unknown[] = [
  undefined,
  null,
  true,
  '',
  'x',
  '1',
  -1,
  0,
  1.5,
  -0.5,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  2 ** 53,
  -(2 ** 53),
  1e308,
  [],
  {},
  [[]],
  { kind: 'amount', amount: 1.5 },
  { kind: 'percent', rate: 20_000 },
  { kind: '__proto__' },
  'x'.repeat(1_000_000),
  [{ kind: 'cash', amount: 2 ** 53, reference: '' }],
  [{ kind: 'gold', amount: 1, reference: '' }],
  Array.from({ length: 10_000 }, () => ({ kind: 'cash', amount: 1, reference: '' })),
  { '-5': 1 },
  { 500000: 1e9 },
  JSON.parse('{"__proto__":{"role":"owner"}}'),
  new Date(0),
  10n,
  Symbol('x'),
  () => 'x',
];

const slowWithPin: readonly string[] = [
  'approvals:run',
  'session:sign-in',
  'shift:hand-over',
  'setup:owner',
  'staff:set-pin',
  'sync:set-aside',
  'sync:take-back',
];

describe('a hostile window', () => {
  it.each(procedureNames)(
    'cannot get anything but a clear answer out of %s with odd inputs',
    async (name) => {
      const window = await shop('owner');
      const sound = soundInput(window.test, name);
      const fields = typeof sound === 'object' && sound !== null ? Object.keys(sound) : [];
      const inputs = [
        ...oddValues,
        ...fields.flatMap((field) => oddValues.map((value) => ({ ...(sound as object), [field]: value }))),
        ...fields.map((field) =>
          Object.fromEntries(Object.entries(sound as object).filter(([key]) => key !== field)),
        ),
      ];
      // A right PIN takes long to check and signs somebody else in; that is tried elsewhere.
      const tried = slowWithPin.includes(name)
        ? inputs.filter(
            (input) =>
              !JSON.stringify(input, plain)?.includes(pins.owner) &&
              !JSON.stringify(input, plain)?.includes(pins.cashier),
          )
        : inputs;
      for (const input of tried) {
        const before = window.changes();
        const answer = await window.call(name, input);
        expectEnvelope(answer);
        if (codeOf(answer) === 'INPUT_INVALID') expect(window.changes()).toBe(before);
        window.context.session.open(window.test.owner);
      }
      expect(window.logged).toEqual([]);
    },
  );

  it.each(procedureNames)('cannot slip more into %s than it takes', async (name) => {
    const window = await shop('owner');
    const sound = soundInput(window.test, name);
    const before = window.changes();
    const more =
      sound === undefined ? { actor: 'owner' } : { ...(sound as object), actor: { role: 'owner' } };
    expect(codeOf(await window.call(name, more))).toBe('INPUT_INVALID');
    expect(window.changes()).toBe(before);
  });

  it.each([
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '',
    'cart:get ',
    'CART:GET',
    'cart',
    'app:view\0',
  ])('finds no procedure called "%s"', async (name) => {
    const window = await shop('owner');
    const before = window.changes();
    expect(await window.call(name, undefined)).toEqual({
      ok: false,
      error: { code: 'INPUT_INVALID', params: { where: 'procedure' } },
    });
    expect(window.changes()).toBe(before);
  });

  it('cannot get an exception out of any name with any input', async () => {
    const window = await shop('owner');
    const quick = procedureNames.filter(
      (name) => !/pin|sign-in|owner|hand-over|set-aside|take-back/.test(name),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.constantFrom(...quick), fc.string()),
        fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true }),
        async (name, input) => {
          window.context.session.open(window.test.owner);
          expectEnvelope(await window.call(name, input));
        },
      ),
      { numRuns: 500 },
    );
    expect(window.logged).toEqual([]);
  });

  it('hears UNEXPECTED, and the log the reason, when something breaks inside', async () => {
    const window = await shop('owner');
    const broken = {
      ...window.context,
      preview: () => {
        throw new Error('no font');
      },
    };
    const answer = await dispatch(broken, 'printer:preview', soundInput(window.test, 'printer:preview'));
    expect(answer).toEqual({ ok: false, error: { code: 'UNEXPECTED', params: {} } });
    expect(window.logged.join()).toContain('no font');
  });

  it('hears which field was wrong, never its value', async () => {
    const window = await shop('owner');
    expect(await window.call('session:sign-in', { pin: 20_260_701 })).toEqual({
      ok: false,
      error: { code: 'INPUT_INVALID', params: { where: 'session:sign-in.pin' } },
    });
  });
});

/** JSON.stringify refuses bigints. */
function plain(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}
