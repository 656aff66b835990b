import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blotText, blotted } from '../../../main/log/blot.ts';
import { openLog } from '../../../main/log/log.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const token = 'C0FFEE42'.repeat(8);

/** A line as it is written down, without the waiting for the disk. */
function written(details: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ ...blotted(details), msg: 'event' });
}

describe('the log', () => {
  it('has nothing that stands under the name of a secret or a customer, however deep', () => {
    const text = written({
      token: 'one',
      cloudToken: 'two',
      pin: 'three',
      first: { customer: { name: 'four' }, list: [{ phone: 'five' }, { ownerPin: 'six' }] },
      recoveryCode: 'seven',
    });
    for (const word of ['one', 'two', 'three', 'four', 'five', 'six', 'seven'])
      expect(text).not.toContain(`"${word}"`);
  });

  it('blots out what looks like one in any text', () => {
    const secrets = [
      token,
      token.toLowerCase(),
      Buffer.from(token).toString('base64'),
      '0912345678',
      '+84 912 345 678',
      '0912.345.678',
      '24682468',
      'buoi@example.com',
      '5KQMK-HR43H-HNGPG-GX68T-H5247',
      '5kqmk hr43h hngpg gx68t h5247',
    ];
    for (const secret of secrets) {
      const text = written({
        error: `Error: asked with ${secret}, refused`,
        list: [`x ${secret}`],
        at: { words: secret },
      });
      expect(text).not.toContain(secret);
      expect(text).toContain('refused');
    }
  });

  it('keeps what tells what went wrong', () => {
    const id = '019a1b2c-3d4e-7f60-8a9b-0c1d2e3f4a5b';
    const error = 'Error: no such table\n    at get (file:///opt/quay/main/db/repositories/carts.ts:41:17)';
    const line = JSON.parse(
      written({ id, error, code: 'STORE_FAILED', count: 1_795_618_557, kind: 'receipt' }),
    );
    expect(line).toMatchObject({
      id,
      error,
      code: 'STORE_FAILED',
      count: 1_795_618_557,
      kind: 'receipt',
      msg: 'event',
    });
  });

  it('writes its lines that way', async () => {
    const folder = tempFolder();
    const path = join(folder, 'logs', 'quay.log');
    openLog(folder).info({ phone: '0912345678', error: `Error: ${token}`, code: 'STORE_FULL' }, 'event');
    await expect.poll(() => existsSync(path) && readFileSync(path, 'utf8')).toContain('STORE_FULL');
    expect(readFileSync(path, 'utf8')).not.toMatch(/0912345678|C0FFEE/);
  });

  it('takes any details, also those that hold themselves', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        (details) => void written({ details: [details] }),
      ),
      {
        numRuns: 30,
      },
    );
    const loop: Record<string, unknown> = { a: 1 };
    loop['self'] = loop;
    expect(written({ loop })).toContain('"a":1');
  });

  it('finds long texts quickly', () => {
    const text = 'a1-'.repeat(50_000);
    const startedAt = performance.now();
    blotText(text);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});
