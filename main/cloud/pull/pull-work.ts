import type { z } from 'zod';
import { mergeSearchIndex, searchIndexes } from '../../db/repositories/search-index.ts';
import type { Writer } from '../../db/store.ts';
import type { HaravanClient } from '../haravan/client.ts';
import type { SyncLog } from '../sync-options.ts';
import { yieldToLoop } from '../wait.ts';

/** What every part of a pull works with. */
export type PullWork = {
  readonly store: Writer;
  readonly client: HaravanClient;
  readonly tillId: string;
  readonly locationId: number;
  readonly clock: () => number;
  readonly newId: () => string;
  /** The service's clock less ours, as its last answer told. */
  readonly serverOffsetMs: () => number;
  readonly signal: AbortSignal;
  readonly log: SyncLog;
  /** Rows of a full page by resource, as far as the service has shown it. */
  readonly pageSizes: Map<string, number>;
  /** Something more is in: for whoever shows progress. */
  readonly progressed: (rows: number) => void;
};

/** Well below the 8 ms nothing may hold the event loop for. */
const sliceMs = 0.75;

/** Joins what a pull left of the search indexes in many small pieces; short steps, each its own commit. */
export async function tidySearch(store: Writer): Promise<void> {
  for (const index of searchIndexes) while (mergeSearchIndex(store, index)) await store.breathe();
}

/** Reads rows of an answer in slices; null when one has not the shape it must have. */
export async function readRows<T>(
  rows: readonly unknown[],
  shape: z.ZodType<T>,
): Promise<readonly T[] | null> {
  const parsed: T[] = [];
  let until = performance.now() + sliceMs;
  for (const row of rows) {
    const result = shape.safeParse(row);
    if (!result.success) return null;
    parsed.push(result.data);
    if (performance.now() >= until) {
      await yieldToLoop();
      until = performance.now() + sliceMs;
    }
  }
  return parsed;
}

const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;

/** How far each increment looks back behind what it knows; and, once an hour, in case the service reads times otherwise. */
export const usualOverlapMs = 15 * minuteMs;
export const longOverlapMs = 8 * hourMs;

/** A whole sweep is due a day after the last one. */
export const sweepEveryMs = 24 * hourMs;
