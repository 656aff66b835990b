import { writeCloudCustomer } from '../../db/repositories/customers.ts';
import { pullProgressOf, writePullProgress } from '../../db/repositories/pull-progress.ts';
import type { CloudTrouble } from '../haravan/answer.ts';
import { customerFields, customerFrom, customerShape } from '../haravan/customer.ts';
import { cloudInstant } from '../haravan/wire.ts';
import { countRows, readPages } from './pages.ts';
import { filterTime, inSlices, type PullWork, usualOverlapMs } from './pull-work.ts';

export type CustomersPulled = { readonly kind: 'ok'; readonly changed: number } | CloudTrouble;

/** Every customer, going on where an earlier run was broken off. */
export async function pullAllCustomers(work: PullWork): Promise<CustomersPulled> {
  const { store } = work;
  let progress = pullProgressOf(store, 'customers');
  if (progress.nextPage === 1) {
    const count = await countRows(work, 'customers');
    if (count.kind !== 'ok') return count;
    progress = {
      ...progress,
      pulled: 0,
      total: count.value,
      watermark: filterTime(work.clock() + work.serverOffsetMs() - usualOverlapMs),
    };
    writePullProgress(store, progress);
  }
  let changed = 0;
  const pages = await readPages(work, {
    resource: 'customers',
    shape: customerShape,
    query: { fields: customerFields },
    fromPage: progress.nextPage,
    store: async (rows, nextPage) => {
      changed += await writeCustomers(work, rows);
      progress = { ...progress, nextPage, pulled: progress.pulled + rows.length };
      writePullProgress(store, progress);
    },
  });
  if (pages.kind !== 'ok') return pages;
  writePullProgress(store, { ...progress, firstPullDone: true, nextPage: 1, finishedAt: work.clock() });
  return { kind: 'ok', changed };
}

export async function pullChangedCustomers(work: PullWork, overlapMs: number): Promise<CustomersPulled> {
  const { store } = work;
  const progress = pullProgressOf(store, 'customers');
  const since = cloudInstant(progress.watermark ?? '') ?? 0;
  let changed = 0;
  const pages = await readPages(work, {
    resource: 'customers',
    shape: customerShape,
    query: { updated_at_min: filterTime(since - overlapMs), fields: customerFields },
    fromPage: 1,
    store: async (rows) => {
      changed += await writeCustomers(work, rows);
    },
  });
  if (pages.kind !== 'ok') return pages;
  const reached = cloudInstant(pages.lastUpdate) ?? 0;
  writePullProgress(store, {
    ...progress,
    ...(reached > since ? { watermark: filterTime(reached) } : {}),
    finishedAt: work.clock(),
  });
  return { kind: 'ok', changed };
}

async function writeCustomers(
  work: PullWork,
  rows: readonly Parameters<typeof customerFrom>[0][],
): Promise<number> {
  const customers = rows.map(customerFrom).filter((customer) => customer !== null);
  let changed = 0;
  await inSlices(work.store, customers, (customer) => {
    if (writeCloudCustomer(work.store, customer, work.newId)) changed += 1;
  });
  return changed;
}
