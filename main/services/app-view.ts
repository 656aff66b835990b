import type { Failure } from '../../contracts/errors/failure.ts';
import type { AppView, Phase, SessionView, ShiftSummary, TillView } from '../../contracts/views/session.ts';
import { dong } from '../../domain/money/dong.ts';
import { approvable, may } from '../../domain/permission/rights.ts';
import { staffActions } from '../../domain/staff.ts';
import { formatTime } from '../../domain/time.ts';
import { openDifferences } from '../db/repositories/differences.ts';
import { hasGoods } from '../db/repositories/goods.ts';
import { newestInstant } from '../db/repositories/journal.ts';
import { openShiftRecord } from '../db/repositories/shifts.ts';
import type { Reader } from '../db/store.ts';
import { diskWarnings } from './disk-room.ts';
import { readRights } from './permit.ts';
import { drawerWarnings, printerSummary } from './printer-summary.ts';
import { isFirstRun, isSetUp, setupView } from './set-up.ts';
import { shopDataFailures } from './shop-data-state.ts';
import { readBinding, readShopSettings } from './shop-settings.ts';
import type { Actor, Till } from './till.ts';
import { nextViewSerial } from './view-serial.ts';
import { clockDrift } from './watch-clock.ts';

/** What the program around the services knows and the store does not. */
export type AppFacts = {
  readonly version: string;
  readonly demoPins: AppView['demoPins'];
};

/** A clock may lag this far behind the last thing that was written down before anybody is told. */
const clockToleranceMs = 60_000;

export function appView(till: Till, actor: Actor | null, facts: AppFacts): AppView {
  const phase = phaseOf(till, actor);
  return {
    serial: nextViewSerial(),
    phase,
    version: facts.version,
    failure: null,
    setup: phase === 'setup' ? setupView(till) : null,
    till: tillView(till.store, facts.demoPins.length > 0),
    session: phase === 'open' && actor !== null ? sessionView(till.store, actor) : null,
    shift: shiftSummary(till.store),
    connection: till.sync.connection(),
    differences: openDifferences(till.store),
    printer: printerSummary(till),
    demoPins: facts.demoPins,
    warnings: [
      ...keychainWarnings(till),
      ...clockWarnings(till),
      ...diskWarnings(till.disk),
      ...drawerWarnings(till),
      ...catalogueWarnings(till),
      ...shopDataFailures(till.store, till.clock()),
    ],
  };
}

/** The first run belongs to whoever sits at the machine; once it has named an owner, only to the owner. */
function phaseOf(till: Till, actor: Actor | null): Phase {
  if (isSetUp(till.store)) return actor === null ? 'locked' : 'open';
  if (isFirstRun(till.store)) return 'setup';
  return actor?.role === 'owner' ? 'setup' : 'locked';
}

function sessionView(reader: Reader, { staffId, name, role }: Actor): SessionView {
  const rights = readRights(reader);
  return {
    staffId,
    name,
    role,
    may: staffActions.filter((action) => may(rights, role, action) || approvable.has(action)),
  };
}

function tillView(reader: Reader, demo: boolean): TillView | null {
  const binding = readBinding(reader);
  if (binding === null) return null;
  return {
    shopName: binding.shopName,
    branchName: binding.branchName,
    tillNumber: binding.tillNumber,
    demo,
    settings: readShopSettings(reader),
  };
}

function shiftSummary(reader: Reader): ShiftSummary | null {
  const shift = openShiftRecord(reader);
  if (shift === undefined) return null;
  return {
    id: shift.id,
    openedAt: shift.opened_at,
    openedBy: shift.opened_by_name,
    float: dong(shift.float_amount),
  };
}

/** Only what waits for the owner: a keychain that is locked or missing is said by the connection's state. */
function keychainWarnings(till: Till): readonly Failure[] {
  const { state } = till.sync.connection();
  if (state === 'keychain-lost') return [{ code: 'KEYCHAIN_LOST', params: {} }];
  return state === 'keychain-damaged' ? [{ code: 'KEYCHAIN_DAMAGED', params: {} }] : [];
}

function catalogueWarnings(till: Till): readonly Failure[] {
  return isSetUp(till.store) && !hasGoods(till.store) ? [{ code: 'CATALOGUE_EMPTY', params: {} }] : [];
}

function clockWarnings(till: Till): readonly Failure[] {
  const behindMs = newestInstant(till.store) - till.clock();
  const drift = clockDrift(till.store);
  return [
    ...(behindMs > clockToleranceMs
      ? [{ code: 'CLOCK_BACK', params: { minutes: Math.ceil(behindMs / 60_000) } } as const]
      : []),
    ...(drift === null
      ? []
      : [
          {
            code: drift.minutes > 0 ? 'CLOCK_FAST' : 'CLOCK_SLOW',
            params: { minutes: Math.abs(drift.minutes), time: formatTime(drift.at) },
          } as const,
        ]),
  ];
}
