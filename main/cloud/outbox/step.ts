import { type DocumentKind, documentKinds, retryDelayMs } from '../../../domain/sync/outbox.ts';
import type { RefusalFacts, RefusalReason } from '../../../domain/sync/refusal.ts';
import {
  doubtEverythingSending,
  dueEntries,
  entryById,
  isDueAt,
  moveEntry,
  nextDueEntry,
  noteOnEntry,
  type OutboxEntry,
} from '../../db/repositories/outbox.ts';
import type { Writer } from '../../db/store.ts';
import type { CloudTrouble } from '../haravan/answer.ts';
import { cancellationCourier } from './cancellation-courier.ts';
import type { Accepted, Courier, Refusal } from './courier.ts';
import { customerCourier } from './customer-courier.ts';
import { returnCourier } from './return-courier.ts';
import { saleCourier } from './sale-courier.ts';
import { settleStep } from './settle-orders.ts';
import { type OutboxWork, type StepResult, wordsOf } from './work.ts';

const couriers: { readonly [K in DocumentKind]: Courier } = {
  sale: saleCourier,
  return: returnCourier,
  customer: customerCourier,
  cancellation: cancellationCourier,
};

/** After a start: what was on its way is in doubt. */
export function recoverOutbox(store: Writer, now: number): void {
  doubtEverythingSending(store, now);
}

/**
 * Does the one next thing: sends or looks for the oldest entry that is due, sales before all else; then sees to the money of orders.
 * A long queue does not keep money waiting for ever: once a whole call's worth of orders is due, they are looked at in between.
 */
export async function outboxStep(work: OutboxWork): Promise<StepResult> {
  const crowded = await settleStep(work, 'whole-calls-only');
  if (crowded.kind !== 'idle') return crowded;
  for (const kind of documentKinds) {
    const due = nextDueEntry(work.store, kind, work.clock());
    if (due === undefined) continue;
    return due.state === 'queued' ? sendEntry(work, due) : lookForEntries(work, kind);
  }
  return settleStep(work, 'any');
}

async function sendEntry(work: OutboxWork, entry: OutboxEntry): Promise<StepResult> {
  const { store } = work;
  const courier = couriers[entry.kind];
  const prepared = await courier.prepare(work, entry);
  switch (prepared.kind) {
    case 'ready':
      break;
    case 'done':
      confirm(work, entry, prepared);
      return { kind: 'sent' };
    case 'wait':
      noteOnEntry(store, entry, { nextTryAt: prepared.until, lastAnswer: prepared.why });
      return prepared.first === undefined ? { kind: 'moved' } : seeTo(work, prepared.first);
    case 'refuse':
      return refuse(work, entry, { reason: prepared.reason, words: prepared.words });
    default:
      return later(work, entry, prepared);
  }
  const sending = { ...entry, state: 'sending' as const };
  const leave: { isOurs: boolean | null } = { isOurs: null };
  // On disk once it may go and before the first byte: whoever is killed from here on knows that he may have sent, and nobody else does.
  const answer = await prepared.send(() => {
    leave.isOurs = moveEntry(store, entry, 'sending', {
      tries: entry.tries + 1,
      sentAt: work.clock(),
      cloudSentAt: work.cloudNow(),
    });
    return leave.isOurs;
  });
  // Somebody else saw to it while it waited for its turn.
  if (leave.isOurs === false) return { kind: 'moved' };
  // It is over before its turn came: nothing has happened to the entry.
  if (leave.isOurs === null && answer.kind !== 'ok') return { kind: 'trouble', trouble: answer };
  switch (answer.kind) {
    case 'ok':
      confirm(work, sending, answer.value);
      return { kind: 'sent' };
    case 'refused':
      return judge(work, sending, answer);
    case 'unreachable':
    case 'throttled':
    case 'unauthorised':
    case 'forbidden':
      // Nothing was carried out, and the document is not at fault: it waits where it was.
      moveEntry(store, sending, 'queued', {
        tries: entry.tries,
        nextTryAt: work.clock(),
        lastAnswer: wordsOf(answer),
      });
      return { kind: 'trouble', trouble: answer };
    case 'unknown':
    case 'strange':
      // Even a 201 nobody can read may have made an order.
      moveEntry(store, sending, 'unknown', {
        lookups: 0,
        nextTryAt: work.clock() + work.pace.firstLookMs,
        lastAnswer: wordsOf(answer),
      });
      work.log('document-unknown', { entry: entry.id, answer: wordsOf(answer) });
      return { kind: 'trouble', trouble: answer };
  }
}

/** What stands in another entry's way goes at once, out of turn: a queue does not go to and fro between the two. */
async function seeTo(work: OutboxWork, entryId: string): Promise<StepResult> {
  const entry = entryById(work.store, entryId);
  if (entry === undefined || !isDueAt(entry.next_try_at, work.clock())) return { kind: 'moved' };
  if (entry.state === 'queued') return sendEntry(work, entry);
  return entry.state === 'unknown' ? lookForEntries(work, entry.kind) : { kind: 'moved' };
}

async function judge(work: OutboxWork, sending: OutboxEntry, refusal: Refusal): Promise<StepResult> {
  const verdict = await couriers[sending.kind].judge(work, sending, refusal);
  switch (verdict.kind) {
    case 'refuse':
      return refuse(work, sending, { ...verdict, words: refusal.reason });
    case 'wait':
      moveEntry(work.store, sending, 'queued', { nextTryAt: verdict.until, lastAnswer: refusal.reason });
      return { kind: 'moved' };
    case 'done':
      confirm(work, sending, verdict);
      return { kind: 'sent' };
    default:
      // It was refused, so nothing was made; why, the next try may tell.
      return later(work, sending, verdict);
  }
}

function refuse(
  work: OutboxWork,
  entry: OutboxEntry,
  why: { readonly reason: RefusalReason; readonly facts?: RefusalFacts; readonly words: string },
): StepResult {
  moveEntry(work.store, entry, 'refused', {
    reason: why.reason,
    reasonFacts: why.facts ?? {},
    lastAnswer: why.words,
  });
  work.log('document-refused', { entry: entry.id, kind: entry.kind, reason: why.reason });
  return { kind: 'sent' };
}

/** Back into the queue, for when what stands in the way may be over. */
function later(work: OutboxWork, entry: OutboxEntry, trouble: CloudTrouble): StepResult {
  const change = {
    nextTryAt: work.clock() + retryDelayMs(Math.max(1, entry.tries), work.spread()),
    lastAnswer: wordsOf(trouble),
  };
  if (entry.state === 'sending') moveEntry(work.store, entry, 'queued', change);
  else noteOnEntry(work.store, entry, change);
  return { kind: 'trouble', trouble };
}

/** Only two searches with nothing found, apart in time because lists lag, make an entry free to be sent again. */
async function lookForEntries(work: OutboxWork, kind: DocumentKind): Promise<StepResult> {
  const { store } = work;
  const courier = couriers[kind];
  const doubted = dueEntries(store, kind, 'unknown', work.clock(), courier.lookupsAtOnce);
  const search = await courier.find(work, doubted);
  const now = work.clock();
  if (search.kind !== 'ok') {
    // A search that failed says nothing, so it does not count.
    for (const entry of doubted) {
      noteOnEntry(store, entry, {
        nextTryAt: now + retryDelayMs(Math.max(1, entry.tries), work.spread()),
        lastAnswer: wordsOf(search),
      });
    }
    return { kind: 'trouble', trouble: search };
  }
  store.inLazyTransaction(() => {
    for (const entry of doubted) {
      const found = search.value.get(entry.id);
      if (found !== undefined) {
        confirm(work, entry, found);
      } else if (entry.lookups + 1 < 2) {
        noteOnEntry(store, entry, { lookups: entry.lookups + 1, nextTryAt: now + work.pace.secondLookMs });
      } else moveEntry(store, entry, 'queued', { lookups: 0, nextTryAt: now });
    }
  });
  return { kind: 'moved' };
}

/** Somebody else may have found it first (a pull sees the order before the answer comes): then there is nothing to do. */
function confirm(work: OutboxWork, entry: OutboxEntry, accepted: Accepted): void {
  const now = work.clock();
  moveEntry(work.store, entry, 'confirmed', {
    cloudId: accepted.cloudId,
    confirmedAt: now,
    lookups: 0,
    nextTryAt: now + work.pace.settleLookMs,
    lastAnswer: '',
    settled: !couriers[entry.kind].settles,
  });
}
