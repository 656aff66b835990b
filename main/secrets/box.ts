import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

/** Encrypted and authenticated; what a box is bound to is not in it, who opens it has to say it. */

const cipher = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

export const keyBytes = 32;

export type Box = { readonly nonce: string; readonly box: string };

export function closeBox(key: Buffer, boundTo: readonly (string | number)[], content: Buffer): Box {
  const nonce = randomBytes(nonceBytes);
  const closing = createCipheriv(cipher, key, nonce).setAAD(aadOf(boundTo));
  const box = Buffer.concat([closing.update(content), closing.final(), closing.getAuthTag()]);
  return { nonce: nonce.toString('base64'), box: box.toString('base64') };
}

/** Null when it was made with another key, for another place, or was changed since. */
export function openBox(key: Buffer, boundTo: readonly (string | number)[], closed: Box): Buffer | null {
  const [nonce, box] = [Buffer.from(closed.nonce, 'base64'), Buffer.from(closed.box, 'base64')];
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

/** Tells keys apart without telling them. */
export function keyIdOf(key: Buffer): string {
  return createHmac('sha256', key).update('quay wrapping key').digest('hex').slice(0, 16);
}

export function keyToText(key: Buffer): string {
  return key.toString('base64');
}

/** Null when it is no key: 32 bytes, written exactly as they are written here. */
export function keyFromText(text: string | null): Buffer | null {
  if (text === null) return null;
  const key = Buffer.from(text, 'base64');
  return key.length === keyBytes && key.toString('base64') === text ? key : null;
}

function aadOf(boundTo: readonly (string | number)[]): Buffer {
  return Buffer.from(JSON.stringify(boundTo), 'utf8');
}
