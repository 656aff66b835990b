import { readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createPictureCache } from '../../../main/app/picture-cache.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const picture = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(1_000, 7)]);

async function pictureServer() {
  const seen = { requests: 0, atOnce: 0, most: 0 };
  const held: (() => void)[] = [];
  let holds = false;
  const server = createServer((request, response) => {
    seen.requests += 1;
    seen.atOnce += 1;
    seen.most = Math.max(seen.most, seen.atOnce);
    const answer = () => {
      seen.atOnce -= 1;
      response.end(request.url?.startsWith('/text') === true ? 'no picture' : picture);
    };
    if (holds) held.push(answer);
    else answer();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: (name: string) => `http://127.0.0.1:${port}/${name}`,
    seen,
    hold: () => (holds = true),
    letGo: () => {
      holds = false;
      for (const answer of held.splice(0)) answer();
    },
    cut: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function newCache(folder = tempFolder(), mostBytes = 1_000_000) {
  const clock = { now: 0 };
  const cache = createPictureCache({
    folder,
    mostBytes,
    clock: () => clock.now,
    fetch: (source) => fetch(source),
  });
  const bytes = () => readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
  return { cache, folder, clock, bytes };
}

describe('the picture cache', () => {
  it('fetches a picture once, whoever asks for it how often, and shows it offline and after a restart', async () => {
    const server = await pictureServer();
    const { cache, folder } = newCache();
    const source = server.url('a');
    const answers = await Promise.all([cache.get(source), cache.get(source), cache.get(source)]);
    expect(answers.map((answer) => answer?.equals(picture))).toEqual([true, true, true]);
    expect(server.seen.requests).toBe(1);
    server.cut();
    expect((await cache.get(source))?.equals(picture)).toBe(true);
    expect((await newCache(folder).cache.get(source))?.equals(picture)).toBe(true);
  });

  it('never asks for more than four at once', async () => {
    const server = await pictureServer();
    const { cache } = newCache();
    server.hold();
    const all = Promise.all(Array.from({ length: 20 }, (_, index) => cache.get(server.url(`p${index}`))));
    await expect.poll(() => server.seen.atOnce).toBe(4);
    server.letGo();
    expect((await all).every((answer) => answer?.equals(picture) === true)).toBe(true);
    expect(server.seen.most).toBe(4);
  });

  it('stays within its bound, and lets go of what was not looked at for longest', async () => {
    const server = await pictureServer();
    const { cache, bytes } = newCache(tempFolder(), picture.length * 3);
    for (const name of ['a', 'b', 'c']) await cache.get(server.url(name));
    await cache.get(server.url('a'));
    await cache.get(server.url('d'));
    expect(bytes()).toBe(picture.length * 3);
    const { requests } = server.seen;
    await cache.get(server.url('a'));
    expect(server.seen.requests).toBe(requests);
    await cache.get(server.url('b'));
    expect(server.seen.requests).toBe(requests + 1);
  });

  it('brings a folder that is over the bound within it, and clears away what was never finished', async () => {
    const folder = tempFolder();
    for (let index = 0; index < 10; index += 1) {
      writeFileSync(join(folder, `file${index}`), picture);
      utimesSync(join(folder, `file${index}`), index, index);
    }
    writeFileSync(join(folder, 'half.new'), 'x');
    const server = await pictureServer();
    const { cache, bytes } = newCache(folder, picture.length * 4);
    await cache.get(server.url('a'));
    expect(bytes()).toBe(picture.length * 4);
    expect(readdirSync(folder).filter((name) => name.startsWith('file'))).toEqual([
      'file7',
      'file8',
      'file9',
    ]);
  });

  it('keeps nothing that is no picture, and leaves an address that failed alone for a while', async () => {
    const server = await pictureServer();
    const { cache, folder, clock } = newCache();
    expect(await cache.get(server.url('text'))).toBeNull();
    expect(await cache.get(server.url('text'))).toBeNull();
    expect(server.seen.requests).toBe(1);
    expect(readdirSync(folder)).toEqual([]);
    clock.now += 61_000;
    expect(await cache.get(server.url('text'))).toBeNull();
    expect(server.seen.requests).toBe(2);
  });

  it('shows a picture that it cannot keep', async () => {
    const server = await pictureServer();
    const { cache } = newCache(join(tempFolder(), 'not-there'));
    expect((await cache.get(server.url('a')))?.equals(picture)).toBe(true);
  });
});
