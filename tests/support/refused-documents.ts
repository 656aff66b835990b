import type { Envelope } from '../../contracts/errors/failure.ts';
import type { ProcedureName } from '../../contracts/procedure-names.ts';
import type { InputOf, OutputOf } from '../../contracts/procedures.ts';
import type { Amendment } from '../../domain/sync/amendment.ts';
import type { RefusalFacts, RefusalReason } from '../../domain/sync/refusal.ts';
import { amendmentsOf } from '../../main/db/repositories/amendments.ts';
import { entryById, moveEntry } from '../../main/db/repositories/outbox.ts';
import { dispatch } from '../../main/ipc/dispatch.ts';
import { givePin } from '../../main/services/manage-staff.ts';
import { createSession } from '../../main/services/session.ts';
import type { Actor } from '../../main/services/till.ts';
import { noDesktop } from './no-desktop.ts';
import { cash, codes, must, pay, scan, sellingTill } from './selling-till.ts';
import type { TestTill } from './test-till.ts';

export const pins = { owner: '20260701', manager: '35791357', cashier: '24682468' } as const;

export type SyncWindow = {
  readonly test: TestTill;
  readonly actor: () => Actor | null;
  readonly call: <N extends ProcedureName>(name: N, input: InputOf<N>) => Promise<Envelope<OutputOf<N>>>;
  /** The code of a refusal, or `none`. */
  readonly code: <N extends ProcedureName>(name: N, input: unknown) => Promise<string>;
};

/** A till with sales, as its window calls it; a cashier is signed in unless said otherwise. */
export function syncWindow(actor?: Actor): SyncWindow {
  const test = sellingTill();
  const session = createSession(test.till);
  session.open(actor ?? test.cashier);
  const context = {
    till: test.till,
    session,
    facts: { version: '0.0.0', demoPins: [] },
    preview: () => '',
    desktop: noDesktop,
    log: () => undefined,
  };
  return {
    test,
    actor: session.actor,
    call: (name, input) => dispatch(context, name, input),
    code: async (name, input) => {
      const answer = await dispatch(context, name as string, input);
      return answer.ok ? 'none' : answer.error.code;
    },
  };
}

/** Gives the people of the till their PINs, slow as they are. */
export async function givePins({ till, owner, cashier }: TestTill): Promise<void> {
  for (const [staffId, pin, role] of [
    [owner.staffId, pins.owner, 'owner'],
    [cashier.staffId, pins.cashier, 'cashier'],
  ] as const)
    must(await givePin(till, null, { staffId, pin, role }));
}

/** Sells goods of the small shop; answers the id of sale and entry. */
export function sellSome(test: TestTill, ...goods: readonly string[]): string {
  scan(test, ...(goods.length === 0 ? [codes.water] : goods));
  return must(pay(test, [cash(1_000_000)])).saleId;
}

/** Moves an entry to where the cloud's refusal leaves it. */
export function refuseEntry(
  { till }: TestTill,
  id: string,
  reason: RefusalReason,
  facts: RefusalFacts = {},
): void {
  const entry = entryById(till.store, id);
  if (entry === undefined) throw new Error(`no entry ${id}`);
  moveEntry(till.store, entry, 'refused', { reason, reasonFacts: facts, lastAnswer: 'không được', tries: 1 });
}

export function lineIdsOf({ till }: TestTill, saleId: string): readonly string[] {
  return till.store
    .all<{ id: string }>('SELECT id FROM sale_line WHERE sale_id = ? ORDER BY position', [saleId])
    .map(({ id }) => id);
}

export function amendmentsIn({ till }: TestTill, id: string): readonly Amendment[] {
  return amendmentsOf(till.store, id);
}

export function stateOf({ till }: TestTill, id: string): string | undefined {
  return entryById(till.store, id)?.state;
}
