import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { z } from 'zod';

const cipher = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

/** Encrypted and authenticated bytes as text; what they are bound to is not in here, who opens them has to say it. */
export const sealedShape = z.object({ nonce: z.base64(), box: z.base64() });

export type Sealed = z.output<typeof sealedShape>;

/** `boundTo` is authenticated with the content: the same box somewhere else does not open. */
export function seal(key: Buffer, boundTo: readonly (string | number)[], content: Buffer): Sealed {
  const nonce = randomBytes(nonceBytes);
  const sealing = createCipheriv(cipher, key, nonce).setAAD(aadOf(boundTo));
  const box = Buffer.concat([sealing.update(content), sealing.final(), sealing.getAuthTag()]);
  return { nonce: nonce.toString('base64'), box: box.toString('base64') };
}

/** Null when it was not sealed with this key, for this place, or was changed since. */
export function unseal(key: Buffer, boundTo: readonly (string | number)[], sealed: Sealed): Buffer | null {
  const [nonce, box] = [Buffer.from(sealed.nonce, 'base64'), Buffer.from(sealed.box, 'base64')];
  if (nonce.length !== nonceBytes || box.length < tagBytes) return null;
  const opening = createDecipheriv(cipher, key, nonce, { authTagLength: tagBytes })
    .setAAD(aadOf(boundTo))
    .setAuthTag(box.subarray(-tagBytes));
  try {
    return Buffer.concat([opening.update(box.subarray(0, -tagBytes)), opening.final()]);
  } catch {
    return null;
  }
}

/** A key from the shop's token, which has 256 random bits itself; no slow function is needed. */
export function keyFromToken(token: string, salt: Buffer, use: string): Buffer {
  return Buffer.from(hkdfSync('sha256', token, salt, use, 32));
}

function aadOf(boundTo: readonly (string | number)[]): Buffer {
  return Buffer.from(JSON.stringify(boundTo), 'utf8');
}
