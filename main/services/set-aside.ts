import type { JournalFacts, JournalKind } from '../../domain/journal.ts';
import type { OutboxState } from '../../domain/sync/outbox.ts';
import { appendJournal } from '../db/repositories/journal.ts';
import {
  type DecidableEntry,
  decidableEntry,
  setEntryAside,
  takeEntryBack,
} from '../db/repositories/outbox-queue.ts';
import { type Envelope, failure, success } from './answer.ts';
import { approve } from './sign-in.ts';
import type { Actor, Till } from './till.ts';

/**
 * A document that shall not be sent is set aside: with a manager's PIN and a reason, whoever asks for it. It is deleted nowhere; it
 * stays listed, stays counted, and can be taken back.
 */
export function setAside(
  till: Till,
  asking: Actor,
  request: { readonly entryId: string; readonly pin: string; readonly reason: string },
): Promise<Envelope<null>> {
  const why = request.reason.normalize('NFC').trim();
  if (why === '') return Promise.resolve(failure('SET_ASIDE_REASON_NEEDED'));
  return decide(till, asking, request, {
    from: 'refused',
    journal: 'sync-set-aside',
    facts: ({ reason }) => ({ reason, why }),
    act: (entry, by, at) => setEntryAside(till.store, entry.id, { at, by, why }),
  });
}

/** Back into the queue, with a manager's PIN as well. */
export function takeBack(
  till: Till,
  asking: Actor,
  request: { readonly entryId: string; readonly pin: string },
): Promise<Envelope<null>> {
  return decide(till, asking, request, {
    from: 'set-aside',
    journal: 'sync-taken-back',
    facts: () => ({}),
    act: (entry, _by, at) => takeEntryBack(till.store, entry.id, at),
  });
}

type Decision = {
  readonly from: Extract<OutboxState, 'refused' | 'set-aside'>;
  readonly journal: JournalKind;
  readonly facts: (entry: DecidableEntry) => JournalFacts;
  readonly act: (entry: DecidableEntry, by: string, at: number) => boolean;
};

const notThere = { refused: 'OUTBOX_NOT_REFUSED', 'set-aside': 'OUTBOX_NOT_SET_ASIDE' } as const;

async function decide(
  till: Till,
  asking: Actor,
  request: { readonly entryId: string; readonly pin: string },
  decision: Decision,
): Promise<Envelope<null>> {
  const standing = entryIn(till, request.entryId, decision.from);
  if (!standing.ok) return standing;
  const approver = await approve(till, request.pin, 'set-sync-aside');
  if (!approver.ok) return approver;
  const answer = till.store.inTransaction(() => {
    // While the PIN was checked it may have been dealt with.
    const entry = entryIn(till, request.entryId, decision.from);
    if (!entry.ok) return entry;
    const at = till.clock();
    const by = approver.value.staffId;
    decision.act(entry.value, by, at);
    appendJournal(till.store, {
      kind: decision.journal,
      at,
      staffId: by,
      subjectId: entry.value.document_id,
      facts: { entry: entry.value.id, askedBy: asking.staffId, ...decision.facts(entry.value) },
    });
    return success(null);
  });
  if (answer.ok) {
    till.sync.wake();
    till.notify('app');
  }
  return answer;
}

function entryIn(till: Till, id: string, state: Decision['from']): Envelope<DecidableEntry> {
  const entry = decidableEntry(till.store, id);
  if (entry === undefined) return failure('OUTBOX_ENTRY_MISSING');
  return entry.state === state ? success(entry) : failure(notThere[state]);
}
