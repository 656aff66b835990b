import { createHash } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { net, protocol } from 'electron';
import { imageOf } from '../db/repositories/goods.ts';
import type { RunningTill } from './compose.ts';

const maxBytes = 2_000_000;

/** Serves `quay-img://variant/<id>`: fetched once from the shop's picture address, then from the profile, so also offline. */
export function servePictures(running: RunningTill): void {
  protocol.handle('quay-img', async (request) => {
    const { hostname, pathname } = new URL(request.url);
    const variantId = Number(pathname.slice(1));
    if (hostname !== 'variant' || !Number.isSafeInteger(variantId))
      return new Response(null, { status: 404 });
    const source = imageOf(running.till.store, variantId);
    if (source === null) return new Response(null, { status: 404 });
    const cached = join(running.profile.pictures, createHash('sha256').update(source).digest('hex'));
    const picture = (await readCached(cached)) ?? (await fetchOnce(source, cached));
    return picture === null ? new Response(null, { status: 404 }) : pictureResponse(picture);
  });
}

/** Variants share their product's picture, and a list asks for many at once. */
const underWay = new Map<string, Promise<Buffer | null>>();

function fetchOnce(source: string, path: string): Promise<Buffer | null> {
  const running = underWay.get(source) ?? fetchPicture(source, path).finally(() => underWay.delete(source));
  underWay.set(source, running);
  return running;
}

async function readCached(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch {
    return null;
  }
}

async function fetchPicture(source: string, path: string): Promise<Buffer | null> {
  try {
    const answer = await net.fetch(source, { signal: AbortSignal.timeout(5_000), credentials: 'omit' });
    const picture = Buffer.from(await answer.arrayBuffer());
    if (!answer.ok || picture.length > maxBytes || contentTypeOf(picture) === null) return null;
    await writeFile(`${path}.new`, picture);
    await rename(`${path}.new`, path);
    return picture;
  } catch {
    // Offline or refused: the window paints initials instead.
    return null;
  }
}

function pictureResponse(picture: Buffer): Response {
  return new Response(new Uint8Array(picture), {
    headers: {
      'content-type': contentTypeOf(picture) ?? 'application/octet-stream',
      'cache-control': 'max-age=3600',
    },
  });
}

/** Told by the first bytes, never by what the server says. Bitmap formats only. */
function contentTypeOf(picture: Buffer): string | null {
  if (picture.subarray(0, 8).toString('hex') === '89504e470d0a1a0a') return 'image/png';
  if (picture.subarray(0, 3).toString('hex') === 'ffd8ff') return 'image/jpeg';
  if (picture.subarray(0, 4).toString('latin1') === 'GIF8') return 'image/gif';
  return picture.subarray(8, 12).toString('latin1') === 'WEBP' ? 'image/webp' : null;
}
