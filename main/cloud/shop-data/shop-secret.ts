import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { keyFromToken, seal, sealedShape, unseal } from './seal.ts';

/**
 * What the tills of a shop share and nobody else has: the key of the shop's record, and the pepper of its PINs. A new generation is a
 * new beginning: no PIN of an older one counts.
 */
export type ShopSecret = {
  readonly generation: number;
  readonly keyId: string;
  readonly key: Buffer;
  readonly pepper: Buffer;
};

/** Less than this is no token of a shop, and would not protect what is wrapped with it. */
export const shortestToken = 32;

const keyId = z.string().regex(/^[0-9a-f]{16}$/);
const generation = z.int().min(1).max(1_000_000);
const bytes = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .transform((text) => Buffer.from(text, 'hex'));

/** The secret for one token: `token` names it, so that a till sees at once whether there is a wrap for its own. */
const wrap = sealedShape.extend({ generation, keyId, token: z.string(), salt: z.base64() });

export type Wrap = z.output<typeof wrap>;

export const keysShape = z.object({ v: z.literal(1), wraps: z.array(wrap) });

/** What a later program may write in another way. */
export const ofNewerProgram = z.object({ v: z.int().min(2) });

const secretText = z.object({ generation, keyId, key: bytes, pepper: bytes });

export function newSecret(nextGeneration: number, pepper: Buffer): ShopSecret {
  return {
    generation: nextGeneration,
    keyId: randomBytes(8).toString('hex'),
    key: randomBytes(32),
    pepper,
  };
}

export function wrapSecret(secret: ShopSecret, token: string, shopId: number): Wrap {
  const salt = randomBytes(16);
  const name = tokenName(token, shopId);
  const content = Buffer.concat([secret.key, secret.pepper]);
  return {
    generation: secret.generation,
    keyId: secret.keyId,
    token: name,
    salt: salt.toString('base64'),
    ...seal(wrapKey(token, salt), wrapPlace(shopId, secret, name), content),
  };
}

/** Null when it was not made with this token, for this shop, or was changed since. */
export function openWrap(found: Wrap, token: string, shopId: number): ShopSecret | null {
  const opened = unseal(
    wrapKey(token, Buffer.from(found.salt, 'base64')),
    wrapPlace(shopId, found, found.token),
    found,
  );
  if (opened?.length !== 64) return null;
  return {
    generation: found.generation,
    keyId: found.keyId,
    key: opened.subarray(0, 32),
    pepper: opened.subarray(32),
  };
}

/** Tells tokens apart without telling them. */
export function tokenName(token: string, shopId: number): string {
  return keyFromToken(token, Buffer.from(String(shopId)), 'quay token name')
    .toString('hex')
    .slice(0, 16);
}

/** The newer generation; of two made at the same time the one every till agrees on. */
export function preferredSecret(a: ShopSecret, b: ShopSecret): ShopSecret {
  if (a.generation !== b.generation) return a.generation > b.generation ? a : b;
  return a.keyId <= b.keyId ? a : b;
}

/** The secret as the keychain keeps it. */
export function secretToText({ key, pepper, ...rest }: ShopSecret): string {
  return JSON.stringify({ ...rest, key: key.toString('hex'), pepper: pepper.toString('hex') });
}

/** Null when it is none. */
export function secretFromText(text: string | null): ShopSecret | null {
  if (text === null) return null;
  try {
    const parsed = secretText.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

function wrapKey(token: string, salt: Buffer): Buffer {
  return keyFromToken(token, salt, 'quay shop secret');
}

function wrapPlace(
  shopId: number,
  { generation: number, keyId: id }: Pick<Wrap, 'generation' | 'keyId'>,
  token: string,
): readonly (string | number)[] {
  return ['shop_keys', shopId, number, id, token];
}
