import { setImmediate } from 'node:timers/promises';
import type { RefusalView, SyncPage, SyncRow } from '../../contracts/views/sync.ts';
import { maskedName } from '../../domain/customer/mask.ts';
import { dong } from '../../domain/money/dong.ts';
import { milli } from '../../domain/money/quantity.ts';
import { type OutboxStage, outboxStages, stageOf } from '../../domain/sync/outbox.ts';
import { repairsFor } from '../../domain/sync/refusal.ts';
import { syncSearchTerms } from '../../domain/sync/search-terms.ts';
import { maskPhone } from '../../domain/text/format.ts';
import { outboxTally } from '../db/repositories/outbox.ts';
import {
  countOutbox,
  findInOutbox,
  type OutboxFilter,
  type OutboxListRow,
  type OutboxPlace,
  outboxRows,
  outboxWindow,
  refusalTally,
  walkOutbox,
} from '../db/repositories/outbox-list.ts';
import { linesOfSale } from '../db/repositories/sales.ts';
import type { Reader } from '../db/store.ts';
import { refusalFacts } from './refusal-facts.ts';

type SyncQuery = OutboxFilter & { readonly text: string; readonly limit: number; readonly offset: number };

/** A page of what goes to the cloud, newest first. A text too short to be looked for narrows nothing. */
export async function syncPage(reader: Reader, query: SyncQuery): Promise<SyncPage> {
  const { text, limit, offset, ...filter } = query;
  const terms = syncSearchTerms(text);
  const { window, total, isMore } =
    terms.length === 0
      ? {
          window: outboxWindow(reader, filter, { limit, offset }),
          total: countOutbox(reader, filter),
          isMore: false,
        }
      : await searched(reader, terms, filter, { limit, offset });
  return {
    rows: outboxRows(reader, window).map((row) => syncRow(reader, row)),
    total,
    isMore,
    stages: stageCounts(reader),
    refusals: refusalTally(reader),
  };
}

/** So many entries at once are far from what the event loop could notice. */
const mostFound = 500;
const walkStep = 300;

type Found = { readonly window: readonly number[]; readonly total: number; readonly isMore: boolean };

/** A text that many entries hold is not looked for any further than to the end of the page; then `total` is what is known by there. */
async function searched(
  reader: Reader,
  terms: readonly string[],
  filter: OutboxFilter,
  page: { readonly limit: number; readonly offset: number },
): Promise<Found> {
  const end = page.offset + page.limit;
  const direct = findInOutbox(reader, terms, filter, mostFound);
  if (direct.isAll) return pageOf(direct.found, page, false);
  const found: number[] = [];
  let place: OutboxPlace | null = null;
  do {
    await setImmediate();
    const step = walkOutbox(reader, terms, filter, place, walkStep);
    found.push(...step.found);
    place = step.next;
  } while (place !== null && found.length <= end);
  return pageOf(found, page, place !== null);
}

function pageOf(
  found: readonly number[],
  page: { readonly limit: number; readonly offset: number },
  isMore: boolean,
): Found {
  return { window: found.slice(page.offset, page.offset + page.limit), total: found.length, isMore };
}

function syncRow(reader: Reader, row: OutboxListRow): SyncRow {
  return {
    id: row.id,
    kind: row.kind,
    documentId: row.document_id,
    number: row.number,
    createdAt: row.created_at,
    staffName: row.staff_name,
    customerName: row.customer_name === null ? null : maskedName(row.customer_name),
    phoneMasked:
      row.customer_phone === null || row.customer_phone === '' ? null : maskPhone(row.customer_phone),
    total: row.amount === null ? null : dong(row.amount),
    state: row.state,
    tries: row.tries,
    nextTryAt: row.state === 'queued' || row.state === 'unknown' ? row.next_try_at : null,
    lastAnswer: row.last_answer,
    cloudId: row.cloud_id,
    refusal: refusalView(reader, row),
    setAside:
      row.state === 'set-aside' && row.set_aside_at !== null
        ? { at: row.set_aside_at, by: row.set_aside_by ?? '', why: row.set_aside_reason ?? '' }
        : null,
    doubled:
      row.kept_order_id === null || row.extra_order_id === null
        ? null
        : { keptOrderId: row.kept_order_id, extraOrderId: row.extra_order_id },
  };
}

function refusalView(reader: Reader, row: OutboxListRow): RefusalView | null {
  if (row.state !== 'refused' && row.state !== 'set-aside') return null;
  const reason = row.reason ?? 'not-understood';
  const gone = refusalFacts(row.reason_facts_json).lineIds ?? [];
  const lines = gone.length === 0 ? [] : linesOfSale(reader, row.document_id);
  return {
    reason,
    repairs: repairsFor[reason],
    goneLines: lines
      .filter(({ id }) => gone.includes(id))
      .map((line) => ({
        lineId: line.id,
        name: line.name,
        unitName: line.unit_name,
        quantity: milli(line.quantity),
      })),
  };
}

function stageCounts(reader: Reader): SyncPage['stages'] {
  const counts = Object.fromEntries(outboxStages.map((stage) => [stage, 0])) as Record<OutboxStage, number>;
  for (const { state, entries } of outboxTally(reader)) counts[stageOf[state]] += entries;
  return counts;
}
