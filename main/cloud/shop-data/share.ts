import { failure } from '../../../contracts/errors/failure.ts';
import {
  type Entry,
  isNews,
  mergeEntry,
  newsFor,
  type ShopRecord,
} from '../../../domain/shop-data/record.ts';
import { inSlices, unhurried } from '../../db/in-slices.ts';
import type { CloudAnswer } from '../haravan/answer.ts';
import { type Metafield, mostCharacters, ownMetafields } from '../haravan/metafields.ts';
import { yieldToLoop } from '../wait.ts';
import { findSecret, isKeys } from './find-secret.ts';
import { isPart, openPart, type Part, partFields, planParts, sealPart } from './parts.ts';
import {
  markOf,
  type ShareTrouble,
  type ShareWork,
  stopped,
  stoppedBy,
  type Turn,
  write,
} from './share-work.ts';
import type { ShopSecret } from './shop-secret.ts';

const mostTurns = 6;

/**
 * Brings till and cloud in step: read, merge, write what the cloud lacks, read again, until nothing is missing. `given` is a reading
 * somebody else needed anyway. Null when all is well.
 */
export async function shareShopData(
  work: ShareWork,
  given: CloudAnswer<readonly Metafield[]> | null,
): Promise<ShareTrouble | null> {
  let answer = given;
  let refusal: string | null = null;
  for (let turn = 1; turn <= mostTurns; turn += 1) {
    answer ??= await ownMetafields(work.client);
    const result: Turn = answer.kind === 'ok' ? await takeTurn(work, answer.value) : stoppedBy(answer);
    if (result.kind === 'done') return null;
    if (result.kind === 'stopped') return result;
    refusal = result.refusal;
    answer = null;
  }
  // Other tills wrote all the time: the next round goes on. Words of refusal are for the owner.
  return refusal === null
    ? null
    : { standing: true, failure: failure('SHOP_DATA_REFUSED', { reason: refusal }).error };
}

async function takeTurn(work: ShareWork, all: readonly Metafield[]): Promise<Turn> {
  const { home, recall, token } = work;
  const fields = all.filter((field) => isKeys(field) || isPart(field));
  if (isInStep(work, fields)) return { kind: 'done' };
  recall.inStep = null;
  const found = await findSecret(work, fields);
  if (found.kind !== 'secret') return found;
  const { secret } = found;
  const parts = await openParts(work, fields, secret);
  if (parts.some((part) => part.trouble === 'newer')) return stopped('SHOP_DATA_NEWER');
  const theirs = new Map<string, Entry>();
  for (const part of parts) await mergeInto(theirs, part.record ?? new Map());
  const own = await home.read();
  await inSlices(
    work.store,
    home.claims((key) => own.has(key) || theirs.has(key)),
    (claim) => claim(),
  );
  const before = await home.read();
  const isBehind = (await newsIn(before, theirs)).size > 0;
  const settled = isBehind ? await home.settle(before, await merged(before, theirs)) : before;
  const changes = isBehind ? [...(await newsIn(before, settled))] : [];
  await inSlices<readonly [string, Entry]>(work.store, changes, ([key, entry]) => home.take(key, entry));
  if (changes.length > 0) home.changed();
  // What somebody changed here meanwhile is in it too.
  const mark = home.mark();
  const mine = isBehind ? await merged(settled, await home.read()) : await home.read();
  const isMissing = (await newsIn(theirs, mine)).size > 0;
  lookBack(work, parts, before, isMissing);
  if (isMissing) return writeMissing(work, secret, mine, parts);
  recall.inStep = { fields, token, mark };
  return { kind: 'done' };
}

/** Merging and comparing the records of a large shop takes longer than the event loop may be held. */
async function merged(a: ShopRecord, b: ShopRecord): Promise<ShopRecord> {
  const both = new Map(a);
  await mergeInto(both, b);
  return both;
}

function mergeInto(record: Map<string, Entry>, other: ShopRecord): Promise<void> {
  return unhurried(other, ([key, entry]) => mergeEntry(record, key, entry));
}

async function newsIn(known: ShopRecord, record: ShopRecord): Promise<ShopRecord> {
  const news = new Map<string, Entry>();
  await unhurried(record, ([key, entry]) => {
    if (isNews(known, key, entry)) news.set(key, entry);
  });
  return news;
}

function isInStep({ recall: { inStep }, token, home }: ShareWork, fields: readonly Metafield[]): boolean {
  return (
    inStep !== null &&
    inStep.token === token &&
    inStep.fields.length === fields.length &&
    inStep.fields.every(
      ({ id, value }, index) => fields[index]?.id === id && fields[index].value === value,
    ) &&
    inStep.mark === home.mark()
  );
}

/** One after the other, letting the event loop go in between; what was opened before is not opened again. */
async function openParts(
  { recall, shopId }: ShareWork,
  fields: readonly Metafield[],
  secret: ShopSecret,
): Promise<readonly Part[]> {
  const opened = new Map<string, Part>();
  for (const field of partFields(fields)) {
    const mark = `${secret.keyId} ${field.id} ${field.key} ${field.value}`;
    const known = recall.opened.get(mark);
    opened.set(mark, known ?? openPart(field, secret, shopId));
    if (known === undefined) await yieldToLoop();
  }
  recall.opened.clear();
  for (const [mark, part] of opened) recall.opened.set(mark, part);
  return [...opened.values()];
}

/** Tells of parts that do not open or went back, and remembers how far each has come. */
function lookBack(work: ShareWork, parts: readonly Part[], before: ShopRecord, isMissing: boolean): void {
  const { home } = work;
  const memory = home.memory();
  if (memory === null) return;
  for (const part of parts) {
    const seen = memory.versions[part.key] ?? 0;
    if (part.trouble === 'tampered') home.refuse('SHOP_DATA_TAMPERED', part.key, markOf(part.field));
    const isOld =
      part.record === null
        ? part.trouble === 'old' && seen > 0
        : part.version < seen && isMissing && newsFor(before, part.record).size === 0;
    if (isOld) home.refuse('SHOP_DATA_OLD', part.key, markOf(part.field));
  }
  const versions = { ...memory.versions };
  for (const { key, version } of parts) versions[key] = Math.max(versions[key] ?? 0, version);
  if (JSON.stringify(versions) !== JSON.stringify(memory.versions)) home.remember({ ...memory, versions });
}

async function writeMissing(
  work: ShareWork,
  secret: ShopSecret,
  mine: ShopRecord,
  parts: readonly Part[],
): Promise<Turn> {
  const drafts = await planParts(mine, parts);
  if (drafts === null) return stopped('SHOP_DATA_TOO_LARGE');
  const versions = work.home.memory()?.versions ?? {};
  let result: Turn = { kind: 'done' };
  for (const draft of drafts) {
    const existing = parts.find((part) => part.key === draft.key);
    const version = Math.max(versions[draft.key] ?? 0, existing?.version ?? 0) + 1;
    const value = sealPart(draft, version, secret, work.shopId);
    await yieldToLoop();
    if (value.length > mostCharacters) return stopped('SHOP_DATA_TOO_LARGE');
    result = await write(work, draft.key, value, existing?.field);
    if (result.kind === 'stopped') return result;
  }
  return result;
}
