import { z } from 'zod';
import { type Entry, isNews, type Json, type ShopRecord } from '../../../domain/shop-data/record.ts';
import { unhurried } from '../../db/in-slices.ts';
import { type Metafield, metafieldJson } from '../haravan/metafields.ts';
import { seal, sealedShape, unseal } from './seal.ts';
import { ofNewerProgram, type ShopSecret } from './shop-secret.ts';

/** One of the metafields the shop's record is spread over. */
export type Part = {
  readonly key: string;
  readonly field: Metafield;
  /** What it holds; null when it cannot be read with the shop's key. */
  readonly record: ShopRecord | null;
  readonly version: number;
  /** Why it cannot be read: changed by somebody, of an older secret, or of a newer program. */
  readonly trouble: 'tampered' | 'old' | 'newer' | null;
};

export type PartDraft = { readonly key: string; readonly record: ShopRecord };

const partKey = /^shop_data_(\d{1,2})$/;
const mostParts = 20;
/** Sealed and written as base64 this stays under the 80,000 characters of a metafield. */
const mostBytes = 58_000;

const envelope = sealedShape.extend({
  v: z.literal(1),
  generation: z.int().min(1),
  keyId: z.string(),
  version: z.int().min(0),
});
const whole = z.int().min(0);
// Read from JSON text, so that a value of any shape is JSON.
const row = z.tuple([z.string().min(1), z.unknown(), whole, whole, z.string()]);

export function isPart({ key }: Metafield): boolean {
  return partKey.test(key);
}

/** The fields that belong to the record, in order. */
export function partFields(fields: readonly Metafield[]): readonly Metafield[] {
  return fields.filter(isPart).toSorted((a, b) => partNumber(a.key) - partNumber(b.key) || a.id - b.id);
}

export function openPart(field: Metafield, secret: ShopSecret, shopId: number): Part {
  const unread = { key: field.key, field, record: null, version: 0 };
  const content = metafieldJson(field);
  if (ofNewerProgram.safeParse(content).success) return { ...unread, trouble: 'newer' };
  const parsed = envelope.safeParse(content);
  if (!parsed.success) return { ...unread, trouble: 'tampered' };
  const { generation, keyId, version } = parsed.data;
  if (keyId !== secret.keyId)
    return { ...unread, trouble: generation < secret.generation ? 'old' : 'tampered' };
  const opened = unseal(secret.key, placeOf(shopId, secret, field.key, version), parsed.data);
  const record = opened === null ? null : readRows(opened);
  return record === null ? { ...unread, trouble: 'tampered' } : { ...unread, record, version, trouble: null };
}

export function sealPart(draft: PartDraft, version: number, secret: ShopSecret, shopId: number): string {
  const content = Buffer.from(`[${[...draft.record].map(rowText).join(',')}]`, 'utf8');
  return JSON.stringify({
    v: 1,
    generation: secret.generation,
    keyId: secret.keyId,
    version,
    ...seal(secret.key, placeOf(shopId, secret, draft.key, version), content),
  });
}

/**
 * The parts to write so that the cloud holds the whole record; null when that is more than it can hold. A changed entry stays in its
 * part where it fits, and fills the first that has room where it does not; parts without news are left alone.
 */
export async function planParts(
  record: ShopRecord,
  parts: readonly Part[],
): Promise<readonly PartDraft[] | null> {
  const drafts = new Map<string, Map<string, Entry>>();
  /** The part an entry was in; those that are in it as they should be. */
  const former = new Map<string, string>();
  const settled = new Set<string>();
  for (const part of parts) {
    const kept = drafts.get(part.key) ?? new Map<string, Entry>();
    drafts.set(part.key, kept);
    await unhurried(part.record ?? [], ([key, entry]) => {
      if (!former.has(key)) former.set(key, part.key);
      const own = record.get(key);
      if (settled.has(key) || own === undefined || isNews(new Map([[key, entry]]), key, own)) return;
      kept.set(key, entry);
      settled.add(key);
    });
  }
  const sizes = new Map<string, number>();
  const sizeOfPart = (key: string) => sizes.get(key) ?? sizeOf(drafts.get(key) ?? new Map());
  const changed = new Set<string>();
  let isTooMuch = false;
  await unhurried(record, ([key, entry]) => {
    if (settled.has(key) || isTooMuch) return;
    const size = Buffer.byteLength(rowText([key, entry])) + 1;
    const home = [former.get(key), ...partKeys].find((candidate) => {
      if (candidate === undefined) return false;
      sizes.set(candidate, sizeOfPart(candidate));
      return sizeOfPart(candidate) + size <= mostBytes;
    });
    if (home === undefined) {
      isTooMuch = true;
      return;
    }
    drafts.set(home, (drafts.get(home) ?? new Map<string, Entry>()).set(key, entry));
    sizes.set(home, sizeOfPart(home) + size);
    changed.add(home);
  });
  return isTooMuch ? null : [...changed].map((key) => ({ key, record: drafts.get(key) ?? new Map() }));
}

const partKeys = Array.from({ length: mostParts }, (_, index) => `shop_data_${index + 1}`);

function sizeOf(draft: ShopRecord): number {
  return [...draft].reduce((sum, row) => sum + Buffer.byteLength(rowText(row)) + 1, 2);
}

function rowText([key, { value, stamp }]: readonly [string, Entry]): string {
  return JSON.stringify([key, value, stamp.at, stamp.count, stamp.till]);
}

function readRows(content: Buffer): ShopRecord | null {
  try {
    const rows = z.array(row).safeParse(JSON.parse(content.toString('utf8')));
    if (!rows.success) return null;
    return new Map(
      rows.data.map(([key, value, at, count, till]) => [
        key,
        { value: value as Json, stamp: { at, count, till } },
      ]),
    );
  } catch {
    return null;
  }
}

function partNumber(key: string): number {
  return Number(partKey.exec(key)?.[1] ?? 0);
}

function placeOf(
  shopId: number,
  { generation, keyId }: Pick<ShopSecret, 'generation' | 'keyId'>,
  key: string,
  version: number,
): readonly (string | number)[] {
  return [key, shopId, generation, keyId, version];
}
