import type { z } from 'zod';
import { type Metafield, metafieldJson } from '../haravan/metafields.ts';
import { isPart } from './parts.ts';
import { markOf, type ShareWork, stopped, type Turn, write } from './share-work.ts';
import {
  keysShape,
  newSecret,
  ofNewerProgram,
  openWrap,
  preferredSecret,
  type ShopSecret,
  secretFromText,
  secretToText,
  shortestToken,
  tokenName,
  type Wrap,
  wrapSecret,
} from './shop-secret.ts';

const key = 'shop_keys';
/** Tokens a shop has at a time, and some it had. */
const mostWraps = 40;

export function isKeys(field: Metafield): boolean {
  return field.key === key;
}

export type Found = Turn | { readonly kind: 'secret'; readonly secret: ShopSecret };

type Keys = {
  readonly field: Metafield | undefined;
  readonly wraps: readonly Wrap[];
  /** Wraps of this token that open. */
  readonly opened: readonly ShopSecret[];
};

/** The shop's secret for this till; the first till of a shop makes it, a till with a new token wraps it anew. */
export async function findSecret(work: ShareWork, fields: readonly Metafield[]): Promise<Found> {
  if (work.token.length < shortestToken) return stopped('SHOP_DATA_TOKEN_SHORT');
  const keys = readKeys(work, fields);
  if (keys === null) return stopped('SHOP_DATA_NEWER');
  const { home, keyStore } = work;
  const memory = home.memory();
  const kept = secretFromText(await keyStore.get('shop-secret'));
  const best = keys.opened.reduce<ShopSecret | null>(
    (found, next) => (found === null ? next : preferredSecret(found, next)),
    kept,
  );
  const isStepBack = best !== null && memory !== null && best.generation < memory.generation;
  if (keys.field !== undefined && keys.opened.some((one) => one.generation < (memory?.generation ?? 0)))
    home.refuse('SHOP_DATA_OLD', key, markOf(keys.field));
  if (best === null || isStepBack) return beginOrWait(work, keys, fields);
  // Others began anew with a token this till does not have.
  if (keys.wraps.some((wrap) => wrap.generation > best.generation)) return beginOrWait(work, keys, fields);
  await join(work, best, kept);
  const isWrapped = keys.opened.some((one) => one.keyId === best.keyId);
  if (!isWrapped) return writeWrap(work, keys, best, memory?.token ?? null);
  return { kind: 'secret', secret: best };
}

/** Null when a newer program wrote them. */
function readKeys(work: ShareWork, fields: readonly Metafield[]): Keys | null {
  const own = fields.filter(isKeys);
  const wraps: Wrap[] = [];
  const opened: ShopSecret[] = [];
  for (const field of own) {
    const content = metafieldJson(field);
    if (ofNewerProgram.safeParse(content).success) return null;
    const parsed: z.ZodSafeParseResult<z.output<typeof keysShape>> = keysShape.safeParse(content);
    const found = parsed.success ? parsed.data.wraps : [];
    const name = tokenName(work.token, work.shopId);
    const mine = found.filter((wrap) => wrap.token === name);
    const readable = mine.flatMap((wrap) => openWrap(wrap, work.token, work.shopId) ?? []);
    if (!parsed.success || readable.length < mine.length)
      work.home.refuse('SHOP_DATA_TAMPERED', key, markOf(field));
    // What claims to be for this token and does not open is nobody's.
    wraps.push(...found.filter((wrap) => wrap.token !== name || readable.some(isOf(wrap))));
    opened.push(...readable);
  }
  return { field: own[0], wraps, opened };
}

async function beginOrWait(work: ShareWork, keys: Keys, fields: readonly Metafield[]): Promise<Turn> {
  const { home, shopId, token } = work;
  const hasTraces = keys.field !== undefined || fields.some(isPart) || home.memory() !== null;
  if (hasTraces && !home.beginsAnew()) return stopped('SHOP_DATA_LOCKED');
  // Nothing to share yet: the first till's owner has no PIN so far.
  if (!home.hasOwner()) return { kind: 'done' };
  const former = Math.max(0, home.memory()?.generation ?? 0, ...keys.wraps.map((wrap) => wrap.generation));
  const secret = newSecret(former + 1, home.pepper());
  return writeKeys(work, keys.field, [wrapSecret(secret, token, shopId)]);
}

async function join(
  { home, keyStore, token, shopId }: ShareWork,
  secret: ShopSecret,
  kept: ShopSecret | null,
) {
  const memory = home.memory();
  const name = tokenName(token, shopId);
  const isSame = memory?.keyId === secret.keyId;
  if (isSame && memory.token === name && kept?.keyId === secret.keyId) return;
  if (!isSame) {
    const isNewBeginning = memory !== null && secret.generation > memory.generation;
    home.join({ keyId: secret.keyId, pepper: secret.pepper, isNewBeginning });
  }
  if (kept?.keyId !== secret.keyId) await keyStore.set('shop-secret', secretToText(secret));
  // The name of the former token stays until the wrap that replaces it is there.
  const { generation, keyId } = secret;
  if (!isSame) home.remember({ generation, keyId, token: name, versions: {} });
}

/** Lets this till's token in. The one it had before is let go: it was replaced, most likely because somebody else knows it. */
async function writeWrap(
  work: ShareWork,
  keys: Keys,
  secret: ShopSecret,
  formerToken: string | null,
): Promise<Turn> {
  const { home, token, shopId } = work;
  const name = tokenName(token, shopId);
  const others = keys.wraps.filter(
    (wrap) =>
      wrap.generation === secret.generation &&
      wrap.token !== name &&
      (wrap.token !== formerToken || wrap.keyId !== secret.keyId),
  );
  const turn = await writeKeys(work, keys.field, [
    ...others.slice(1 - mostWraps),
    wrapSecret(secret, token, shopId),
  ]);
  const memory = home.memory();
  if (turn.kind === 'written' && memory !== null) home.remember({ ...memory, token: name });
  return turn;
}

function writeKeys(work: ShareWork, field: Metafield | undefined, wraps: readonly Wrap[]): Promise<Turn> {
  return write(work, key, JSON.stringify({ v: 1, wraps }), field);
}

function isOf(wrap: Wrap): (secret: ShopSecret) => boolean {
  return (secret) => secret.keyId === wrap.keyId && secret.generation === wrap.generation;
}
