import { z } from 'zod';
import { inSlices } from '../../db/in-slices.ts';
import { removeProduct } from '../../db/repositories/catalogue.ts';
import { readSetting, writeSetting } from '../../db/repositories/settings.ts';
import type { CloudTrouble } from '../haravan/answer.ts';
import { cloudId, cloudText, rowsUnder } from '../haravan/wire.ts';
import { hourMs, type PullWork, readRows } from './pull-work.ts';
import { shopTime } from './time-filter.ts';

const path = '/com/events.json';
const mostPages = 40;

/** Far wider than any way of reading the time; what was seen before is told apart by its id. */
const lookBackMs = 48 * hourMs;

const eventShape = z.object({ id: cloudId, subject_id: cloudId, subject_type: cloudText, verb: cloudText });

/** `after`: the newest event known. `since`: when that was, UTC ms. */
const watermarkShape = z.object({ after: z.int().min(0), since: z.number() });
const watermarkKey = 'sync.deletion-events';

export type DeletionsPulled = { readonly kind: 'ok'; readonly removed: number } | CloudTrouble;

/**
 * Takes products out of the catalogue that the cloud's events tell were deleted. The first look, before the first pull, only learns
 * where events have got to. Where events may not be read, sweeps find deletions by themselves, later.
 */
export async function pullDeletions(work: PullWork): Promise<DeletionsPulled> {
  const { store } = work;
  const known = watermarkShape.safeParse(readSetting(store, watermarkKey)).data;
  const now = work.clock() + work.serverOffsetMs();
  const events = await readEvents(work, known?.after ?? 0, (known?.since ?? now) - lookBackMs);
  if (events.kind === 'refused' || events.kind === 'forbidden') return { kind: 'ok', removed: 0 };
  if (events.kind !== 'ok') return events;
  const newest = events.value.reduce((newestId, event) => Math.max(newestId, event.id), known?.after ?? 0);
  let removed = 0;
  const gone = known === undefined ? [] : events.value.filter(isDeletion);
  await inSlices(
    store,
    gone,
    (event) => {
      if (removeProduct(store, event.subject_id)) removed += 1;
    },
    () => writeSetting(store, watermarkKey, { after: newest, since: now }),
  );
  if (removed > 0) work.log('products-removed', { count: removed });
  return { kind: 'ok', removed };
}

type CloudEvent = z.output<typeof eventShape>;

/** In case the filters are not heeded. */
function isDeletion(event: CloudEvent): boolean {
  return event.subject_type === 'Product' && event.verb === 'destroy';
}

async function readEvents(
  work: PullWork,
  after: number,
  since: number,
): Promise<{ readonly kind: 'ok'; readonly value: readonly CloudEvent[] } | CloudTrouble> {
  const events: CloudEvent[] = [];
  let longest = 1;
  for (let page = 1; page <= mostPages; page += 1) {
    if (work.signal.aborted) return { kind: 'unreachable' };
    const query = { filter: 'Product', verb: 'destroy', created_at_min: shopTime(since), limit: 50, page };
    const answer = await work.client.get(
      path,
      after === 0 ? query : { ...query, since_id: after },
      rowsUnder('events'),
    );
    if (answer.kind !== 'ok') return answer;
    const rows = await readRows(answer.value, eventShape);
    if (rows === null) return { kind: 'strange', where: `GET ${path}` };
    const fresh = rows.filter((event) => event.id > after);
    events.push(...fresh);
    longest = Math.max(longest, rows.length);
    if (rows.length < longest || fresh.length === 0) break;
  }
  return { kind: 'ok', value: events };
}
