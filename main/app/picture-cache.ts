import { createHash } from 'node:crypto';
import { readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fewAtOnce } from './few-at-once.ts';
import { createPictureShelf, type PictureShelf } from './picture-shelf.ts';
import { pictureTypeOf } from './picture-type.ts';

export type PictureCache = {
  /** The picture at an address: from disk, or fetched once; null when there is none to be had. */
  readonly get: (source: string) => Promise<Buffer | null>;
};

export type PictureCacheOptions = {
  readonly folder: string;
  readonly mostBytes: number;
  /** UTC ms. */
  readonly clock: () => number;
  readonly fetch: (source: string) => Promise<Response>;
};

const mostBytesAPicture = 2_000_000;
const fetchesAtOnce = 4;
/** An address that gave nothing is left alone for so long, or a screen of goods would ask the dead line over and over. */
const restAfterFailureMs = 60_000;
const mostFailures = 2_000;
/** Last uses are written down this seldom: they only decide what leaves first after a restart. */
const touchEveryMs = 24 * 3_600_000;

/** Pictures on disk, bounded in bytes: what was not looked at for longest leaves. The folder is read once, never per request. */
export function createPictureCache(options: PictureCacheOptions): PictureCache {
  const { folder, clock } = options;
  const inTurn = fewAtOnce(fetchesAtOnce);
  const underWay = new Map<string, Promise<Buffer | null>>();
  const failedAt = new Map<string, number>();
  const touchedAt = new Map<string, number>();
  const shelf = shelfOf(options);

  const read = async (name: string): Promise<Buffer | null> => {
    const known = await shelf;
    if (!known.has(name)) return null;
    try {
      const picture = await readFile(join(folder, name));
      known.used(name);
      touch(name);
      return picture;
    } catch {
      known.drop(name);
      return null;
    }
  };
  const touch = (name: string) => {
    const now = clock();
    if (now - (touchedAt.get(name) ?? Number.NEGATIVE_INFINITY) < touchEveryMs) return;
    touchedAt.set(name, now);
    utimes(join(folder, name), now / 1000, now / 1000).catch(() => undefined);
  };
  const download = async (source: string, name: string): Promise<Buffer | null> => {
    try {
      const answer = await options.fetch(source);
      const picture = Buffer.from(await answer.arrayBuffer());
      if (!answer.ok || picture.length > mostBytesAPicture || pictureTypeOf(picture) === null) return null;
      await keep(name, picture);
      return picture;
    } catch {
      // Offline or refused: the window paints initials instead.
      return null;
    }
  };
  /** A disk that takes nothing more costs only the cache. */
  const keep = async (name: string, picture: Buffer): Promise<void> => {
    try {
      await writeFile(join(folder, `${name}${unfinished}`), picture);
      await rename(join(folder, `${name}${unfinished}`), join(folder, name));
    } catch {
      return;
    }
    const known = await shelf;
    for (const leaving of known.put(name, picture.length)) {
      touchedAt.delete(leaving);
      await rm(join(folder, leaving), { force: true }).catch(() => undefined);
    }
  };
  const noteFailure = (source: string) => {
    const [oldest] = failedAt.keys();
    if (failedAt.size >= mostFailures && oldest !== undefined) failedAt.delete(oldest);
    failedAt.set(source, clock());
  };
  const fetchOnce = (source: string, name: string): Promise<Buffer | null> => {
    const running = underWay.get(source);
    // Variants share their product's picture, and a list asks for many at once.
    if (running !== undefined) return running;
    const since = failedAt.get(source);
    if (since !== undefined && Math.abs(clock() - since) < restAfterFailureMs) return Promise.resolve(null);
    const fetching = inTurn(() => download(source, name))
      .then((picture) => {
        if (picture === null) noteFailure(source);
        else failedAt.delete(source);
        return picture;
      })
      .finally(() => underWay.delete(source));
    underWay.set(source, fetching);
    return fetching;
  };

  return {
    get: async (source) => {
      const name = createHash('sha256').update(source).digest('hex');
      return (await read(name)) ?? (await fetchOnce(source, name));
    },
  };
}

const unfinished = '.new';

/** What an earlier run left: what is over the bound leaves at once, and so do pictures it did not finish writing. */
async function shelfOf({ folder, mostBytes }: PictureCacheOptions): Promise<PictureShelf> {
  const found: { readonly name: string; readonly bytes: number; readonly usedAt: number }[] = [];
  for (const name of await readdir(folder).catch((): string[] => [])) {
    if (name.endsWith(unfinished)) {
      await rm(join(folder, name), { force: true }).catch(() => undefined);
      continue;
    }
    const facts = await stat(join(folder, name)).catch(() => null);
    if (facts?.isFile() === true) found.push({ name, bytes: facts.size, usedAt: facts.mtimeMs });
  }
  found.sort((a, b) => a.usedAt - b.usedAt);
  let bytes = found.reduce((sum, picture) => sum + picture.bytes, 0);
  let first = 0;
  for (const picture of found) {
    if (bytes <= mostBytes) break;
    await rm(join(folder, picture.name), { force: true }).catch(() => undefined);
    bytes -= picture.bytes;
    first += 1;
  }
  return createPictureShelf(mostBytes, found.slice(first));
}
