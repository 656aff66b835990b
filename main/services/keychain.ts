import { z } from 'zod';
import type { KeychainView } from '../../contracts/views/keychain.ts';
import { readRecoveryCode } from '../../domain/recovery-code.ts';
import { signInWaitMs } from '../../domain/staff.ts';
import { appendJournal } from '../db/repositories/journal.ts';
import { readSetting, writeSetting } from '../db/repositories/settings.ts';
import { type Envelope, failure, success } from './answer.ts';
import { KeyStoreFailure, type KeyStoreState, keyStoreCodes, secretNames } from './ports-keychain.ts';
import type { Actor, Till } from './till.ts';

const guardKey = 'keychain.recovery-guard';

const guardShape = z.object({ failures: z.int().min(0), blockedUntilAt: z.int() });

type Guard = z.output<typeof guardShape>;

/** How it stands, without anybody being asked. */
export async function keychainView(till: Till): Promise<KeychainView> {
  return { state: await stateAtHand(till), recovery: till.keyRecovery.state() };
}

/** Asks anew, the person too if the system wants to; what waited for it goes on at once. */
export async function retryKeychain(till: Till): Promise<KeychainView> {
  const state = await till.keyStore.probe();
  if (state === 'ready') till.sync.tokenChanged();
  till.notify('app');
  return { state, recovery: till.keyRecovery.state() };
}

/** Shown once and kept nowhere; the one before stops working. */
export async function newRecoveryCode(
  till: Till,
  by: string | null,
): Promise<Envelope<{ readonly code: string }>> {
  try {
    const code = await till.keyRecovery.renew();
    appendJournal(till.store, {
      kind: 'recovery-code-made',
      at: till.clock(),
      staffId: by,
      subjectId: null,
      facts: {},
    });
    return success({ code });
  } catch (error) {
    if (!(error instanceof KeyStoreFailure)) throw error;
    return failure(keyStoreCodes[error.state]);
  }
}

/**
 * The code on the owner's paper for the key the keychain lost. What cannot be a code is told without a try; a wrong one counts, is on
 * disk before its answer, and makes the next one wait longer. The code itself goes into no log and no journal.
 */
export async function recoverKeychain(
  till: Till,
  actor: Actor,
  typed: string,
): Promise<Envelope<KeychainView>> {
  if (till.keyRecovery.state() === 'none') return failure('RECOVERY_NONE');
  const read = readRecoveryCode(typed);
  if (read.kind === 'wrong') return failure('RECOVERY_CODE_INVALID', { groups: read.groups.join(', ') });
  const { failures, blockedUntilAt } = readGuard(till);
  if (blockedUntilAt > till.clock()) return waitFor(till, blockedUntilAt);
  // Counted before it is tried: whoever cuts the check short has learned nothing, and many at once do not slip past.
  const blockUntilAt = till.clock() + signInWaitMs(failures + 1);
  writeSetting(till.store, guardKey, {
    failures: failures + 1,
    blockedUntilAt: blockUntilAt,
  } satisfies Guard);
  try {
    if (!(await till.keyRecovery.recover(read.code))) return refuse(till, actor, blockUntilAt);
  } catch (error) {
    if (!(error instanceof KeyStoreFailure)) throw error;
    writeSetting(till.store, guardKey, { failures, blockedUntilAt } satisfies Guard);
    return failure(keyStoreCodes[error.state]);
  }
  writeSetting(till.store, guardKey, { failures: 0, blockedUntilAt: 0 } satisfies Guard);
  note(till, actor, 'keychain-recovered');
  return success(await retryKeychain(till));
}

function refuse(till: Till, actor: Actor, blockedUntilAt: number): Envelope<never> {
  note(till, actor, 'recovery-refused');
  return blockedUntilAt > till.clock() ? waitFor(till, blockedUntilAt) : failure('RECOVERY_CODE_WRONG');
}

function waitFor(till: Till, until: number): Envelope<never> {
  return failure('RECOVERY_WAIT', { seconds: Math.ceil((until - till.clock()) / 1000) });
}

function note(till: Till, actor: Actor, kind: 'keychain-recovered' | 'recovery-refused'): void {
  appendJournal(till.store, { kind, at: till.clock(), staffId: actor.staffId, subjectId: null, facts: {} });
}

function readGuard(till: Till): Guard {
  const parsed = guardShape.safeParse(readSetting(till.store, guardKey));
  return parsed.success ? parsed.data : { failures: 0, blockedUntilAt: 0 };
}

async function stateAtHand({ keyStore }: Till): Promise<KeyStoreState> {
  try {
    for (const name of secretNames) await keyStore.get(name);
    return 'ready';
  } catch (error) {
    if (error instanceof KeyStoreFailure) return error.state;
    throw error;
  }
}
