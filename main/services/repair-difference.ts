import type { DifferencePage, DifferenceRow } from '../../contracts/views/reconcile.ts';
import { repairsOfDifference } from '../../domain/sync/difference.ts';
import { inDurableSlices } from '../db/in-slices.ts';
import { cancellationOf } from '../db/repositories/cloud-orders.ts';
import {
  acceptDifference as accept,
  countMissingToSend,
  type DifferenceRecord,
  differenceById,
  missingToSend,
  unresolvedDifferences,
} from '../db/repositories/differences.ts';
import { appendJournal } from '../db/repositories/journal.ts';
import { doubtConfirmed, entryOfDocument, standingOfDocument } from '../db/repositories/outbox.ts';
import { comparedAt, lookAtDayAgain } from '../db/repositories/reconciled-days.ts';
import type { Reader } from '../db/store.ts';
import { type Envelope, failure, success } from './answer.ts';
import { approve } from './sign-in.ts';
import type { Actor, Till } from './till.ts';

/** Differences between till and cloud that are not gone, those that wait for somebody first. */
export function differencePage(
  reader: Reader,
  query: { readonly limit: number; readonly offset: number },
): DifferencePage {
  const { rows, total, open } = unresolvedDifferences(reader, query.limit, query.offset);
  return {
    rows: rows.map((row) => differenceRow(reader, row)),
    total,
    open,
    missingToSend: countMissingToSend(reader),
  };
}

/**
 * A sale whose order is not in the cloud is looked for by its key, twice, and sent again only if it is not there. The next comparison
 * of its day finds the difference gone.
 */
export function sendMissingAgain(till: Till, actor: Actor, differenceId: string): Envelope<null> {
  const sent = till.store.inTransaction(() => sendAgain(till, actor, differenceId));
  if (sent.ok) sendSoon(till);
  return sent;
}

/** Differences looked up at once. */
const batch = 200;

/** The same for every sale that is missing, each once, in slices that let the till go on selling. */
export async function sendAllMissingAgain(
  till: Till,
  actor: Actor,
): Promise<Envelope<{ readonly sent: number }>> {
  let [sent, after] = [0, ''];
  for (;;) {
    const ids = missingToSend(till.store, after, batch);
    await inDurableSlices(till.store, ids, (id) => {
      if (sendAgain(till, actor, id).ok) sent += 1;
    });
    const last = ids.at(-1);
    if (last === undefined || ids.length < batch) break;
    after = last;
  }
  if (sent > 0) sendSoon(till);
  return success({ sent });
}

function sendAgain(till: Till, actor: Actor, differenceId: string): Envelope<null> {
  const { store } = till;
  const at = till.clock();
  const difference = differenceById(store, differenceId);
  if (difference === undefined) return failure('DIFFERENCE_MISSING');
  const entry = entryOfDocument(store, difference.sale_id ?? '');
  if (!standingOf(store, difference).repairs.includes('send-again') || entry === undefined)
    return failure('DIFFERENCE_NOT_OPEN');
  doubtConfirmed(store, entry, at);
  lookAtDayAgain(store, difference.business_day);
  appendJournal(store, {
    kind: 'difference-sent-again',
    at,
    staffId: actor.staffId,
    subjectId: difference.sale_id,
    facts: { number: difference.number, day: difference.business_day },
  });
  return success(null);
}

function sendSoon(till: Till): void {
  till.sync.wake();
  till.notify('app');
}

/** A person with the right to, by their own PIN, has seen a difference and says why it stays. It stays listed. */
export async function acceptDifference(
  till: Till,
  actor: Actor,
  input: { readonly differenceId: string; readonly reason: string; readonly pin: string },
): Promise<Envelope<null>> {
  const reason = input.reason.normalize('NFC').trim();
  const waiting = mayAccept(till.store, input.differenceId);
  if (!waiting.ok) return waiting;
  if (reason === '') return failure('DIFFERENCE_REASON_NEEDED');
  const approver = await approve(till, input.pin, 'accept-difference');
  if (!approver.ok) return approver;
  const at = till.clock();
  const accepted = till.store.inTransaction((): Envelope<null> => {
    // Checking a PIN takes a moment, in which it may have been settled.
    const difference = mayAccept(till.store, input.differenceId);
    if (!difference.ok) return difference;
    const { id, kind, number, business_day: day, sale_id, till_amount, cloud_amount } = difference.value;
    accept(till.store, { id, staffId: approver.value.staffId, reason, at });
    appendJournal(till.store, {
      kind: 'difference-accepted',
      at,
      staffId: approver.value.staffId,
      subjectId: sale_id,
      facts: { kind, number, day, till: till_amount, cloud: cloud_amount, reason, askedBy: actor.staffId },
    });
    return success(null);
  });
  if (accepted.ok) till.notify('app');
  return accepted;
}

function mayAccept(reader: Reader, id: string): Envelope<DifferenceRecord> {
  const difference = differenceById(reader, id);
  if (difference === undefined) return failure('DIFFERENCE_MISSING');
  return standingOf(reader, difference).repairs.includes('accept')
    ? success(difference)
    : failure('DIFFERENCE_NOT_OPEN');
}

type Standing = Pick<DifferenceRow, 'repairs' | 'repairState' | 'isRepaired'>;

/**
 * Nothing can be done about one that was accepted, or whose repair is on its way or has arrived since the last comparison: the next one
 * will find it gone. Should it find it again, it waits for somebody again.
 */
function standingOf(reader: Reader, difference: DifferenceRecord): Standing {
  const { kind, state, business_day: day, found_at } = difference;
  const id = repairingDocument(reader, difference);
  const repair = id === null ? undefined : standingOfDocument(reader, id);
  const isOnItsWay = repair !== undefined && repair.state !== 'confirmed';
  const isRepaired =
    (kind === 'missing' || kind === 'doubled') &&
    repair?.state === 'confirmed' &&
    (repair.confirmed_at ?? 0) > (comparedAt(reader, day) ?? found_at);
  return {
    repairs: state === 'open' && !isOnItsWay && !isRepaired ? repairsOfDifference[kind] : [],
    repairState: repair?.state ?? null,
    isRepaired,
  };
}

function repairingDocument(reader: Reader, { kind, sale_id }: DifferenceRecord): string | null {
  if (sale_id === null) return null;
  return kind === 'doubled' ? (cancellationOf(reader, sale_id) ?? null) : sale_id;
}

export function differenceRow(reader: Reader, record: DifferenceRecord): DifferenceRow {
  return {
    id: record.id,
    day: record.business_day,
    kind: record.kind,
    state: record.state,
    number: record.number,
    saleId: record.sale_id,
    orderId: record.order_id,
    tillAmount: record.till_amount,
    cloudAmount: record.cloud_amount,
    foundAt: record.found_at,
    acceptedAt: record.accepted_at,
    acceptedBy: record.accepted_by_name,
    reason: record.reason,
    ...standingOf(reader, record),
  };
}
