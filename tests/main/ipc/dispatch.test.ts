import { describe, expect, it } from 'vitest';
import { type ProcedureName, procedureNames } from '../../../contracts/procedure-names.ts';
import type { Actor } from '../../../main/services/till.ts';
import { must } from '../../support/selling-till.ts';
import { soundInput } from '../../support/sound-input.ts';
import { testTill } from '../../support/test-till.ts';
import { codeOf, expectEnvelope, pins, shop, windowOver } from '../../support/window-over.ts';

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
  'support:save-bundle',
];

/** Written down anew, from the rights of a shop and not from the table in the program. */
function mayCall(name: ProcedureName, role: Actor['role'] | null): boolean {
  if (openToAll.includes(name)) return true;
  if (role === null) return false;
  if (ownerOnly.includes(name)) return role === 'owner';
  return (!managerOnly.includes(name) && !name.startsWith('printers:')) || role !== 'cashier';
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
