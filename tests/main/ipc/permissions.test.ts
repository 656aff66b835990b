import { describe, expect, it } from 'vitest';
import type { ProcedureName } from '../../../contracts/procedure-names.ts';
import {
  approvable,
  ownersOnly,
  type RightsChanges,
  untouchable,
} from '../../../domain/permission/rights.ts';
import { type StaffAction, staffActions } from '../../../domain/staff.ts';
import { insertStaff, setStaffPin } from '../../../main/db/repositories/staff.ts';
import { access } from '../../../main/ipc/access.ts';
import type { CallContext } from '../../../main/ipc/call-context.ts';
import { dispatch } from '../../../main/ipc/dispatch.ts';
import type { Envelope } from '../../../main/services/answer.ts';
import { cartsView } from '../../../main/services/carts.ts';
import { pinDigest } from '../../../main/services/pin-digest.ts';
import { saveSettings } from '../../../main/services/save-settings.ts';
import { createSession } from '../../../main/services/session.ts';
import type { Actor } from '../../../main/services/till.ts';
import { noDesktop } from '../../support/no-desktop.ts';
import { codes, must, scan, sellingTill } from '../../support/selling-till.ts';
import { type TestTill, testNow } from '../../support/test-till.ts';

const people: Readonly<Record<string, Actor & { readonly pin: string }>> = {
  owner: { staffId: 'owner-1', name: 'Chủ', role: 'owner', pin: '31415926' },
  manager: { staffId: 'manager-1', name: 'Quản lý', role: 'manager', pin: '27182818' },
  cashier: { staffId: 'cashier-1', name: 'Thu ngân', role: 'cashier', pin: '16180339' },
  other: { staffId: 'cashier-2', name: 'Thu ngân hai', role: 'cashier', pin: '14142135' },
};

const person = (name: string): Actor & { readonly pin: string } => {
  const found = people[name];
  if (found === undefined) throw new Error(name);
  return found;
};

type Counter = {
  readonly test: TestTill;
  readonly call: (name: string, input: unknown) => Promise<Envelope<unknown>>;
  readonly approved: (name: string, input: unknown, pin: string) => Promise<Envelope<unknown>>;
  readonly signedIn: () => string | undefined;
  readonly approvals: () => readonly { readonly by: string; readonly facts: Record<string, unknown> }[];
};

/** Slow on purpose, so each is made once. */
const digests = new Map<string, Promise<string>>();

function digestOf(pin: string, pepper: Buffer): Promise<string> {
  const digest = digests.get(pin) ?? pinDigest(pin, pepper);
  digests.set(pin, digest);
  return digest;
}

async function counter(who: string, rights: RightsChanges = {}): Promise<Counter> {
  const test = sellingTill();
  for (const { staffId, name, role, pin } of Object.values(people)) {
    if (!['owner-1', 'cashier-1'].includes(staffId))
      insertStaff(test.till.store, { id: staffId, name, role, at: testNow });
    setStaffPin(test.till.store, {
      id: staffId,
      role,
      digest: await digestOf(pin, test.till.pepper()),
      at: testNow,
    });
  }
  must(saveSettings(test.till, person('owner'), { rights }));
  const session = createSession(test.till);
  const { staffId, name, role } = person(who);
  session.open({ staffId, name, role });
  const context: CallContext = {
    till: test.till,
    session,
    facts: { version: '0.0.0', demoPins: [] },
    preview: () => 'data:image/png;base64,',
    desktop: noDesktop,
    log: () => undefined,
  };
  const call = (procedure: string, input: unknown) => dispatch(context, procedure, input);
  return {
    test,
    call,
    approved: (procedure, input, pin) => call('approvals:run', { name: procedure, input, pin }),
    signedIn: () => session.actor()?.staffId,
    approvals: () =>
      test.till.store
        .all<{ staff_id: string; facts_json: string }>(
          "SELECT staff_id, facts_json FROM journal WHERE kind = 'act-approved' ORDER BY sequence",
        )
        .map(({ staff_id, facts_json }) => ({ by: staff_id, facts: JSON.parse(facts_json) })),
  };
}

const code = (answer: Envelope<unknown>) => (answer.ok ? 'done' : answer.error.code);
const refusals = ['SIGN_IN_NEEDED', 'NOT_ALLOWED', 'RIGHT_MISSING', 'APPROVAL_NEEDED', 'APPROVAL_BY_SELF'];

/** One procedure that needs just that right. */
function procedureFor(action: StaffAction): ProcedureName | undefined {
  return (Object.keys(access) as ProcedureName[]).find((name) => access[name] === action);
}

/** Rights that a procedure of their own asks for; the others are looked at inside of one, and tested there. */
const askedFor = staffActions.filter(
  (action) => procedureFor(action) !== undefined && !untouchable.has(action),
);

describe.each(['manager', 'cashier'] as const)('a %s', (role) => {
  it.each(askedFor)(
    'without the right to %s is refused, and helped only by somebody who has it',
    async (action) => {
      const name = procedureFor(action) ?? '';
      const { call, approved, approvals, signedIn } = await counter(role, {
        manager: { [action]: false },
        cashier: { [action]: false },
      });
      const input = {};
      expect(code(await call(name, input))).toBe(approvable.has(action) ? 'RIGHT_MISSING' : 'NOT_ALLOWED');
      expect(code(await approved(name, input, person(role).pin))).toBe(
        approvable.has(action) ? 'APPROVAL_BY_SELF' : 'INPUT_INVALID',
      );
      expect(code(await approved(name, input, person('other').pin))).toBe(
        approvable.has(action) ? 'APPROVAL_NEEDED' : 'INPUT_INVALID',
      );
      expect(approvals()).toEqual([]);
      const byOwner = code(await approved(name, input, person('owner').pin));
      if (approvable.has(action)) {
        expect(refusals).not.toContain(byOwner);
        expect(approvals()).toEqual([
          { by: 'owner-1', facts: { action, measure: 0, askedBy: person(role).staffId } },
        ]);
      } else expect(byOwner).toBe('INPUT_INVALID');
      expect(signedIn()).toBe(person(role).staffId);
    },
  );

  it.each(askedFor.filter((action) => !ownersOnly.has(action)))(
    'that was given the right to %s has it',
    async (action) => {
      const name = procedureFor(action) ?? '';
      const { call, approvals } = await counter(role, {
        manager: { [action]: true },
        cashier: { [action]: true },
      });
      expect(refusals).not.toContain(code(await call(name, {})));
      expect(approvals()).toEqual([]);
    },
  );
});

describe('a limit', () => {
  const tenPercent: RightsChanges = {
    cashier: { 'give-line-discount': 1000, 'give-order-discount': 500, 'move-cash': 200_000 },
  };
  const percent = (rate: number) => ({ discount: { kind: 'percent', rate } });

  async function withWater(rights: RightsChanges) {
    const made = await counter('cashier', rights);
    scan(made.test, codes.water);
    const lineId = cartsView(made.test.till).active.lines[0]?.id;
    return { ...made, lineId };
  }

  it('lets a discount pass up to itself, and asks for somebody above', async () => {
    const { call, approved, approvals, lineId } = await withWater(tenPercent);
    expect(code(await call('cart:set-line-discount', { lineId, ...percent(1000) }))).toBe('done');
    const above = await call('cart:set-line-discount', { lineId, ...percent(1001) });
    expect(above).toMatchObject({
      ok: false,
      error: { code: 'RIGHT_MISSING', params: { action: 'give-line-discount', limit: 1000 } },
    });
    const input = { lineId, ...percent(2000) };
    expect(code(await approved('cart:set-line-discount', input, person('other').pin))).toBe(
      'APPROVAL_NEEDED',
    );
    expect(approvals()).toEqual([]);
    expect(code(await approved('cart:set-line-discount', input, person('manager').pin))).toBe('done');
    expect(approvals()).toEqual([
      { by: 'manager-1', facts: { action: 'give-line-discount', measure: 2000, askedBy: 'cashier-1' } },
    ]);
  });

  it('is not got around by an amount, by fewer pieces, or over the whole cart', async () => {
    const { call, lineId } = await withWater(tenPercent);
    await call('cart:set-quantity', { lineId, quantity: 10_000 });
    const amount = (of: number) => ({ discount: { kind: 'amount', amount: of } });
    expect(code(await call('cart:set-line-discount', { lineId, ...amount(42_001) }))).toBe('RIGHT_MISSING');
    expect(code(await call('cart:set-line-discount', { lineId, ...amount(42_000) }))).toBe('done');
    expect(code(await call('cart:set-quantity', { lineId, quantity: 1000 }))).toBe('RIGHT_MISSING');
    expect(code(await call('cart:set-order-discount', percent(501)))).toBe('RIGHT_MISSING');
    expect(code(await call('cart:set-order-discount', percent(500)))).toBe('done');
  });

  it('holds for money out of the drawer too', async () => {
    const { call, approved, approvals } = await counter('cashier', tenPercent);
    const move = (amount: number) => ({ kind: 'out', amount, reason: 'mua đá' });
    expect(code(await call('shift:move-cash', move(200_000)))).toBe('done');
    expect(code(await call('shift:move-cash', move(200_001)))).toBe('RIGHT_MISSING');
    expect(code(await approved('shift:move-cash', move(300_000), person('owner').pin))).toBe('done');
    expect(approvals()).toHaveLength(1);
  });
});

describe('an approval', () => {
  it('counts wrong PINs like the lock screen does, and ends in a wait', async () => {
    const { approved, call } = await counter('cashier', { cashier: { 'open-drawer': false } });
    const answers: string[] = [];
    for (let tries = 0; tries < 5; tries += 1)
      answers.push(code(await approved('printer:open-drawer', { reason: 'x' }, '00000000')));
    expect(answers).toEqual([...Array(3).fill('SIGN_IN_WRONG_PIN'), 'SIGN_IN_WAIT', 'SIGN_IN_WAIT']);
    expect(code(await call('cart:get', undefined))).toBe('done');
  });

  it('does not let anything else through with it', async () => {
    const { approved } = await counter('cashier');
    for (const name of [
      'staff:list',
      'settings:save',
      'setup:bind',
      'session:lock',
      'approvals:run',
      'nonsense',
    ])
      expect(code(await approved(name, {}, person('owner').pin))).toBe('INPUT_INVALID');
  });

  it('is for one call: the next one is asked about again', async () => {
    const { approved, call } = await counter('cashier', { cashier: { 'open-drawer': false } });
    expect(code(await approved('printer:open-drawer', { reason: 'x' }, person('manager').pin))).toBe('done');
    expect(code(await call('printer:open-drawer', { reason: 'x' }))).toBe('RIGHT_MISSING');
  });
});
