import { z } from 'zod';
import { inSlices } from '../../db/in-slices.ts';
import {
  pullProgressOf,
  updatePullProgress,
  writePullProgress,
} from '../../db/repositories/pull-progress.ts';
import type { Writer } from '../../db/store.ts';
import type { CloudTrouble } from '../haravan/answer.ts';
import { cloudId, cloudInstant, rowsUnder } from '../haravan/wire.ts';
import { countRows, readPages } from './pages.ts';
import { hourMs, type PullWork, sweepEveryMs, usualOverlapMs } from './pull-work.ts';
import { filterTime, overlapOf, probeTimeFilter, timeReadingOf } from './time-filter.ts';

/** A list of the cloud that is kept here whole: how its rows are stored, and what is done about those it has no more. */
export type Kept<Row extends CloudRow> = {
  readonly kind: 'products' | 'customers';
  readonly shape: z.ZodType<Row>;
  readonly fields: string;
  readonly write: (row: Row, sweep: number) => void;
  /** Rows of the list that a sweep has met, those included that are not stored. */
  readonly countMet: (store: Writer, sweep: number) => number;
  readonly isEmpty: (store: Writer) => boolean;
  readonly unmet: (store: Writer, sweep: number, limit: number) => readonly number[];
  readonly markMet: (store: Writer, id: number, sweep: number) => void;
  readonly gone: (store: Writer, id: number) => void;
  /** What else tells of deletions, heard before a sweep counts what it has met. */
  readonly hearDeletions?: () => Promise<CloudTrouble | null>;
};

type CloudRow = { readonly id: number; readonly updated_at: string };

/**
 * Reads a whole list, going on where an earlier run was broken off. At the end, if as many rows were met as the service counts, those
 * that were not met are asked for by name; what the service does not answer then is gone.
 */
export async function sweep<Row extends CloudRow>(
  work: PullWork,
  kept: Kept<Row>,
  mostPages?: number,
): Promise<CloudTrouble | null> {
  const { store } = work;
  const { kind } = kept;
  const begun = await beginSweep(work, kind);
  if (begun !== null) return begun;
  const progress = pullProgressOf(store, kind);
  let pulled = progress.pulled;
  let last: Row | undefined;
  const pages = await readPages(work, {
    resource: kind,
    shape: kept.shape,
    query: { fields: kept.fields },
    // A page back from where it was broken off: what was deleted meanwhile has moved later rows forward.
    fromPage: Math.max(1, progress.nextPage - 1),
    ...(mostPages === undefined ? {} : { mostPages }),
    store: async (rows, nextPage) => {
      last = rows.at(-1) ?? last;
      if (nextPage > progress.nextPage) pulled += rows.length;
      await inSlices(
        store,
        rows,
        (row) => kept.write(row, progress.sweep),
        () => updatePullProgress(store, kind, { nextPage, pulled }),
      );
    },
  });
  if (pages.kind !== 'ok') return pages;
  if (pages.nextPage !== null) return null;
  return (await finishSweep(work, kept)) ?? (await probeTimeFilter(work, kind, last));
}

async function beginSweep(work: PullWork, kind: 'products' | 'customers'): Promise<CloudTrouble | null> {
  const { store } = work;
  const progress = pullProgressOf(store, kind);
  if (progress.nextPage > 1) return null;
  const count = await countRows(work, kind);
  if (count.kind !== 'ok') return count;
  writePullProgress(store, {
    ...progress,
    sweep: progress.sweep + 1,
    pulled: 0,
    total: count.value,
    // Changes from here on are found by increments, wherever the sweep has got to.
    watermark:
      progress.watermark ?? new Date(work.clock() + work.serverOffsetMs() - usualOverlapMs).toISOString(),
  });
  return null;
}

async function finishSweep<Row extends CloudRow>(
  work: PullWork,
  kept: Kept<Row>,
): Promise<CloudTrouble | null> {
  const { store } = work;
  const deletions = (await kept.hearDeletions?.()) ?? null;
  if (deletions !== null) return deletions;
  const progress = pullProgressOf(store, kept.kind);
  const count = await countRows(work, kept.kind);
  if (count.kind !== 'ok') return count;
  const met = kept.countMet(store, progress.sweep);
  // Nobody deletes everything a running shop has at once; a service that says so is more likely unwell.
  const isBelievable = count.value > 0 || kept.isEmpty(store);
  const isWhole = met >= count.value && isBelievable;
  if (isWhole) {
    const trouble = await removeUnmet(work, kept, progress.sweep);
    if (trouble !== null) return trouble;
  } else {
    // Mostly pages that shifted while they were read. Nothing is removed; a sweep in an hour meets what this one missed.
    work.log('sweep-incomplete', { kind: kept.kind, met, counted: count.value });
  }
  updatePullProgress(store, kept.kind, {
    firstPullDone: true,
    nextPage: 1,
    pulled: met,
    total: count.value,
    finishedAt: isWhole ? work.clock() : work.clock() - sweepEveryMs + hourMs,
    ...(progress.firstPullDone ? {} : { pulledAt: work.clock() }),
  });
  return null;
}

const idsACall = 50;
const identified = z.object({ id: cloudId });

/** Asks for the missing by name before anything is taken away: a page that shifted must not cost a product. */
async function removeUnmet<Row extends CloudRow>(
  work: PullWork,
  kept: Kept<Row>,
  sweepNumber: number,
): Promise<CloudTrouble | null> {
  const { store } = work;
  for (;;) {
    const unmet = kept.unmet(store, sweepNumber, idsACall);
    if (unmet.length === 0) return null;
    const answer = await work.client.get(
      `/com/${kept.kind}.json`,
      { ids: unmet.join(','), fields: 'id', limit: idsACall },
      rowsUnder(kept.kind),
    );
    if (answer.kind !== 'ok') return answer;
    const found = new Set(answer.value.map((row) => identified.safeParse(row).data?.id ?? 0));
    const asked = new Set(unmet);
    if ([...found].some((id) => !asked.has(id))) {
      work.log('ids-filter-ignored', { kind: kept.kind });
      return null;
    }
    let gone = 0;
    await inSlices(store, unmet, (id) => {
      if (found.has(id)) return kept.markMet(store, id, sweepNumber);
      kept.gone(store, id);
      gone += 1;
    });
    if (gone > 0) work.log(`${kept.kind}-removed`, { count: gone });
  }
}

/** Rows changed since the last look. */
export async function pullChanged<Row extends CloudRow>(
  work: PullWork,
  kept: Kept<Row>,
  isLongLook: boolean,
): Promise<CloudTrouble | null> {
  const { store } = work;
  const { kind } = kept;
  const progress = pullProgressOf(store, kind);
  const since = cloudInstant(progress.watermark ?? '') ?? 0;
  const pages = await readPages(work, {
    resource: kind,
    shape: kept.shape,
    query: {
      updated_at_min: filterTime(since - overlapOf(store, kind, isLongLook), timeReadingOf(store, kind)),
      fields: kept.fields,
    },
    fromPage: 1,
    store: (rows) => inSlices(store, rows, (row) => kept.write(row, progress.sweep)),
  });
  if (pages.kind !== 'ok') return pages;
  const reached = cloudInstant(pages.lastUpdate) ?? 0;
  updatePullProgress(store, kind, {
    ...(reached > since ? { watermark: new Date(reached).toISOString() } : {}),
    pulledAt: work.clock(),
  });
  return null;
}

/** A sweep broken off goes on; a new one starts a day after the last whole one. */
export function isSweepDue(work: PullWork, kind: 'products' | 'customers'): boolean {
  const { nextPage, finishedAt } = pullProgressOf(work.store, kind);
  return nextPage > 1 || finishedAt === null || Math.abs(work.clock() - finishedAt) >= sweepEveryMs;
}
