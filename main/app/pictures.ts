import { net, protocol } from 'electron';
import { imageOf } from '../db/repositories/goods.ts';
import type { RunningTill } from './compose.ts';
import { createPictureCache } from './picture-cache.ts';
import { pictureTypeOf } from './picture-type.ts';

const mostBytes = 200_000_000;

/** Serves `quay-img://variant/<id>`: fetched once from the shop's picture address, then from the profile, so also offline. */
export function servePictures(running: RunningTill): void {
  const cache = createPictureCache({
    folder: running.profile.pictures,
    mostBytes,
    clock: Date.now,
    fetch: (source) => net.fetch(source, { signal: AbortSignal.timeout(5_000), credentials: 'omit' }),
  });
  protocol.handle('quay-img', async (request) => {
    const { hostname, pathname } = new URL(request.url);
    const variantId = Number(pathname.slice(1));
    if (hostname !== 'variant' || !Number.isSafeInteger(variantId))
      return new Response(null, { status: 404 });
    const source = imageOf(running.till.store, variantId);
    const picture = source === null ? null : await cache.get(source);
    return picture === null ? new Response(null, { status: 404 }) : pictureResponse(picture);
  });
}

function pictureResponse(picture: Buffer): Response {
  return new Response(new Uint8Array(picture), {
    headers: {
      'content-type': pictureTypeOf(picture) ?? 'application/octet-stream',
      'cache-control': 'max-age=3600',
    },
  });
}
