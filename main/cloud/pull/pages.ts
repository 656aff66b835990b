import type { z } from 'zod';
import type { CloudTrouble } from '../haravan/answer.ts';
import type { CloudQuery } from '../haravan/client.ts';
import { countAnswer, rowsUnder } from '../haravan/wire.ts';
import { type PullWork, readRows, tidySearch } from './pull-work.ts';

export type Paged<T> = {
  readonly resource: 'products' | 'customers';
  readonly shape: z.ZodType<T>;
  readonly query: CloudQuery;
  readonly fromPage: number;
  /** Stops after so many pages; the caller goes on later. */
  readonly mostPages?: number;
  /** Stores a page; `nextPage` is where a run that is broken off here goes on. */
  readonly store: (rows: readonly T[], nextPage: number) => Promise<void>;
};

/** `nextPage` is null at the end of the list. */
export type PagesRead =
  | { readonly kind: 'ok'; readonly nextPage: number | null; readonly lastUpdate: string }
  | CloudTrouble;

/**
 * Reads a list page by page. How long a page is, the service decides, whatever limit it was asked for: it is over at the first page
 * with no rows, or with fewer than a page before it had.
 */
export async function readPages<T extends { readonly updated_at: string }>(
  work: PullWork,
  paged: Paged<T>,
): Promise<PagesRead> {
  const path = `/com/${paged.resource}.json`;
  let longest = work.pageSizes.get(paged.resource) ?? 0;
  let lastUpdate = '';
  for (
    let page = paged.fromPage;
    page < paged.fromPage + (paged.mostPages ?? Number.POSITIVE_INFINITY);
    page += 1
  ) {
    if (work.signal.aborted) return { kind: 'unreachable' };
    const answer = await work.client.get(
      path,
      { ...paged.query, limit: 50, page },
      rowsUnder(paged.resource),
    );
    if (answer.kind !== 'ok') return answer;
    const rows = await readRows(answer.value, paged.shape);
    if (rows === null) return { kind: 'strange', where: `GET ${path}` };
    if (rows.length > 0) await paged.store(rows, page + 1);
    await tidySearch(work.store);
    for (const row of rows) if (row.updated_at > lastUpdate) lastUpdate = row.updated_at;
    if (rows.length === 0 || rows.length < longest) return { kind: 'ok', nextPage: null, lastUpdate };
    longest = Math.max(longest, rows.length);
    work.pageSizes.set(paged.resource, longest);
    work.progressed(rows.length);
  }
  return { kind: 'ok', nextPage: paged.fromPage + (paged.mostPages ?? 0), lastUpdate };
}

export async function countRows(work: PullWork, resource: 'products' | 'customers') {
  return work.client.get(`/com/${resource}/count.json`, {}, countAnswer);
}
