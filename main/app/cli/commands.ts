import { may } from '../../../domain/permission/rights.ts';
import { checkedPin, type Role, roles, type StaffAction } from '../../../domain/staff.ts';
import { businessDay } from '../../../domain/time.ts';
import { daySummary } from '../../db/repositories/day-summary.ts';
import { countByState } from '../../db/repositories/outbox-queue.ts';
import { openShiftRecord } from '../../db/repositories/shifts.ts';
import { type Envelope, failure, fromRule, success } from '../../services/answer.ts';
import { addStaff, givePin, hasOwner, staffViews } from '../../services/manage-staff.ts';
import { readRights } from '../../services/permit.ts';
import { closeShiftWithSum, openShift } from '../../services/run-shift.ts';
import {
  bindMachine,
  connectShop,
  finishSetup,
  isFirstRun,
  isSetUp,
  nameOwner,
} from '../../services/set-up.ts';
import { readBinding } from '../../services/shop-settings.ts';
import { signIn } from '../../services/sign-in.ts';
import type { Actor, Till } from '../../services/till.ts';
import type { Answer } from './answer.ts';
import { type Arguments, readAmount } from './arguments.ts';
import { reconcile, reconcileExitCode } from './reconcile.ts';
import { sell } from './sell.ts';
import { saveBundle } from './support-bundle.ts';

/** The process's exit code for an answer that is one; 0 without it. */
type ExitCode = { readonly exitCode?: (value: Readonly<Record<string, unknown>>) => number };

type Command =
  | ({ readonly needs: null; readonly run: (till: Till, given: Arguments) => Promise<Answer> } & ExitCode)
  | ({
      readonly needs: StaffAction;
      readonly run: (till: Till, given: Arguments, actor: Actor) => Promise<Answer> | Answer;
    } & ExitCode);

/** What the command line can do, and the right it takes; the same services as behind the window. `verify` stands apart: it needs no till. */
export const commands: Readonly<Record<string, Command>> = {
  bind: { needs: null, run: bind },
  'staff add': { needs: 'manage-staff', run: addPerson },
  pull: { needs: 'run-sync', run: pull },
  push: { needs: 'run-sync', run: push },
  'open-shift': {
    needs: 'open-shift',
    run: (till, given, actor) => {
      const float = readAmount(given.one('float'));
      return float === undefined ? wrong('--float') : openShift(till, actor, float);
    },
  },
  sell: { needs: 'sell', run: sell },
  'close-shift': {
    needs: 'close-shift',
    run: (till, given, actor) => {
      const counted = readAmount(given.one('counted'));
      if (counted === undefined) return wrong('--counted');
      const report = closeShiftWithSum(till, actor, counted);
      if (!report.ok) return report;
      const { number, expectedCash, countedCash, variance, facts } = report.value;
      return success({
        number,
        expectedCash,
        countedCash,
        variance,
        sales: facts.saleCount,
        salesTotal: facts.salesTotal,
      });
    },
  },
  status: { needs: 'see-sync', run: status },
  'support-bundle': { needs: 'manage-printer', run: saveBundle },
  // Like verify it only looks, and a watchman's script has no PIN.
  reconcile: { needs: null, run: reconcile, exitCode: reconcileExitCode },
};

export async function runCommand(till: Till, given: Arguments): Promise<Answer> {
  const command = commands[given.command];
  if (command === undefined) return failure('COMMAND_UNKNOWN', { where: given.command });
  if (command.needs === null) return command.run(till, given);
  if (readBinding(till.store) === null) return failure('NOT_BOUND');
  const actor = await authorise(till, given.one('pin'), command.needs);
  return actor.ok ? command.run(till, given, actor.value) : actor;
}

async function authorise(till: Till, pin: string | undefined, needed: StaffAction): Promise<Envelope<Actor>> {
  if (pin === undefined) return failure('SIGN_IN_NEEDED');
  const actor = await signIn(till, pin);
  if (!actor.ok) return actor;
  return may(readRights(till.store), actor.value.role, needed) ? actor : failure('NOT_ALLOWED');
}

/**
 * Connects the shop, binds this machine and gives the account owner a PIN, unless the shop has an owner on another till already. A till
 * that was given an owner asks for that owner's PIN.
 */
async function bind(till: Till, given: Arguments): Promise<Answer> {
  const [baseUrl, token, ownerPin] = [given.one('cloud'), given.one('token'), given.one('owner-pin')];
  const locationId = Number(given.one('branch'));
  const tillNumber = given.one('till');
  if (baseUrl === undefined) return wrong('--cloud');
  if (token === undefined) return wrong('--token');
  if (!Number.isSafeInteger(locationId)) return wrong('--branch');
  const pin = ownerPin === undefined ? success(null) : fromRule(checkedPin(ownerPin));
  if (!pin.ok) return pin;
  const owner = isFirstRun(till.store) ? null : await authorise(till, ownerPin, 'bind-till');
  if (owner !== null && !owner.ok) return owner;
  const connected = await connectShop(till, { baseUrl, token });
  if (!connected.ok) return connected;
  const by = owner?.value.staffId ?? null;
  const bound =
    tillNumber === undefined
      ? await bindWithFreeNumber(till, by, locationId)
      : await bindMachine(till, by, { locationId, tillNumber: Number(tillNumber) });
  if (!bound.ok) return bound;
  const owned = await settleOwner(till, ownerPin, owner);
  if (!owned.ok) return owned;
  await shareNow(till);
  const binding = readBinding(till.store);
  return success({
    shop: binding?.shopName,
    branch: binding?.branchName,
    till: binding?.tillNumber,
    tillId: binding?.tillId,
  });
}

/** The shop's first till names the owner; on a later one a PIN is not needed, and a wrong one is told. */
async function settleOwner(
  till: Till,
  ownerPin: string | undefined,
  owner: Envelope<Actor> | null,
): Promise<Envelope<unknown>> {
  if (hasOwner(till.store))
    return owner !== null || ownerPin === undefined ? success(null) : authorise(till, ownerPin, 'bind-till');
  if (ownerPin === undefined) return wrong('--owner-pin');
  const person = staffViews(till.store).find((candidate) => candidate.isAccountOwner);
  return nameOwner(till, {
    staffId: person?.id ?? null,
    name: person?.name ?? 'Chủ shop',
    pin: ownerPin,
  });
}

/** What was changed goes to the shop's other tills now, if there is a line; else with the next pull. */
async function shareNow(till: Till): Promise<void> {
  await till.shopData.share();
}

/** The lowest number no other machine of the branch has; a machine that is bound there keeps its own. */
async function bindWithFreeNumber(
  till: Till,
  by: string | null,
  locationId: number,
): Promise<Envelope<null>> {
  const before = readBinding(till.store);
  const own = before?.locationId === locationId ? [before.tillNumber] : [];
  for (const tillNumber of [...own, ...Array.from({ length: 99 }, (_, index) => index + 1)]) {
    const bound = await bindMachine(till, by, { locationId, tillNumber });
    if (bound.ok || bound.error.code !== 'TILL_NUMBER_INVALID') return bound;
  }
  return failure('TILL_NUMBER_INVALID');
}

async function addPerson(till: Till, given: Arguments, actor: Actor): Promise<Answer> {
  const [name, pin, role] = [given.one('name'), given.one('new-pin'), given.one('role')];
  if (name === undefined) return wrong('--name');
  if (pin === undefined) return wrong('--new-pin');
  if (!isRole(role)) return wrong('--role');
  // Somebody of that name whom the cloud already lists gets the PIN; nobody is entered twice.
  const known = staffViews(till.store).find(
    (person) => person.name === name.normalize('NFC').trim() && !person.hasPin,
  );
  const staffId =
    known === undefined ? addStaff(till, actor.staffId, { name, role }) : success({ staffId: known.id });
  if (!staffId.ok) return staffId;
  const granted = await givePin(till, actor.staffId, { staffId: staffId.value.staffId, pin, role });
  if (!granted.ok) return granted;
  await shareNow(till);
  return success({ staffId: staffId.value.staffId, role });
}

async function pull(till: Till): Promise<Answer> {
  if (!till.sync.pullProgress().done) {
    const first = await till.sync.firstPull(() => undefined);
    if (!first.ok) return first;
    if (!isSetUp(till.store)) {
      const finished = finishSetup(till);
      if (!finished.ok) return finished;
    }
    return success({ first: true, kinds: first.value.kinds });
  }
  const report = await till.sync.runOnce('pull');
  return report.ok ? success({ first: false, ...report.value }) : report;
}

async function push(till: Till): Promise<Answer> {
  const report = await till.sync.runOnce('push');
  return report.ok ? success({ ...report.value }) : report;
}

function status(till: Till): Answer {
  const binding = readBinding(till.store);
  const shift = openShiftRecord(till.store);
  const states = countByState(till.store);
  return success({
    shop: binding?.shopName,
    branch: binding?.branchName,
    till: binding?.tillNumber,
    ready: isSetUp(till.store),
    shift:
      shift === undefined
        ? null
        : { number: shift.number, openedAt: shift.opened_at, float: shift.float_amount },
    today: daySummary(till.store, businessDay(till.clock())),
    outbox: Object.fromEntries(states),
    unsynced: [...states.values()].reduce((sum, count) => sum + count, 0),
    connection: till.sync.connection().state,
  });
}

function wrong(where: string): ReturnType<typeof failure> {
  return failure('COMMAND_UNKNOWN', { where });
}

function isRole(text: string | undefined): text is Role {
  return roles.some((role) => role === text);
}
