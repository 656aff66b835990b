import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { zipOf } from '../../../../main/services/support/zip.ts';
import { tempFolder } from '../../../support/temp-folder.ts';
import { unzip } from '../../../support/unzip.ts';

const at = new Date(Date.UTC(2026, 10, 25, 7, 3, 8));
const someFile = fc.record({
  name: fc.stringMatching(/^[\p{L}\d-]{1,30}$/u),
  content: fc.uint8Array().map((bytes) => Buffer.from(bytes)),
});

describe('a zip', () => {
  it('gives back names and bytes', async () => {
    const files = fc.uniqueArray(someFile, { selector: ({ name }) => name, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(files, async (given) => {
        const found = unzip(await zipOf(given, at));
        expect([...found.keys()]).toEqual(given.map(({ name }) => name));
        for (const { name, content } of given) expect(found.get(name)?.equals(content)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it.runIf(process.platform === 'linux')('is one to a program that was not written here', async () => {
    const path = join(tempFolder(), 'a.zip');
    const content = Buffer.from('Máy bán hàng '.repeat(10_000));
    const files = [
      { name: 'doc.txt', content },
      { name: 'empty', content: Buffer.alloc(0) },
    ];
    writeFileSync(path, await zipOf(files, at));
    expect(execFileSync('unzip', ['-t', path], { encoding: 'utf8' })).toContain('No errors detected');
    expect(execFileSync('unzip', ['-p', path, 'doc.txt']).equals(content)).toBe(true);
    expect(execFileSync('unzip', ['-l', path], { encoding: 'utf8' })).toContain('2026-11-25 07:03');
  });
});
