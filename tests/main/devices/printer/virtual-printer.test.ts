import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { virtualPrinter } from '../../../../main/devices/printer/virtual-printer.ts';
import { readPng } from '../../../support/read-png.ts';
import { drawerJob, sampleJob, sampleRenderer } from '../../../support/sample-job.ts';
import { sampleReceipt } from '../../../support/sample-receipts.ts';
import { tempFolder } from '../../../support/temp-folder.ts';

async function send(folder: string, bytes: Uint8Array, id = 'job-1') {
  let firstBytes = 0;
  const outcome = await virtualPrinter(folder).send(
    { id, bytes, dots: 576 },
    {
      onFirstByte: () => {
        firstBytes += 1;
      },
    },
  );
  return { outcome, firstBytes };
}

describe('the printer made of files', () => {
  it('keeps bytes, picture and transcript of each job', async () => {
    const folder = join(tempFolder(), 'printouts');
    expect(await send(folder, sampleJob)).toEqual({ outcome: { kind: 'printed' }, firstBytes: 1 });
    expect(readdirSync(folder).sort()).toEqual(['job-1.bin', 'job-1.png', 'job-1.txt']);
    expect(readFileSync(join(folder, 'job-1.bin')).equals(sampleJob)).toBe(true);
    const preview = readPng(sampleRenderer.png(sampleReceipt('sale', '80'), 576));
    const picture = readPng(readFileSync(join(folder, 'job-1.png')));
    expect([picture.width, picture.height]).toEqual([preview.width, preview.height]);
    const transcript = readFileSync(join(folder, 'job-1.txt'), 'utf8').trim().split('\n');
    expect(transcript.slice(0, 2)).toEqual(['initialise', 'leave-chinese-mode']);
    expect(transcript.at(-1)).toBe('cut');
  });

  it('tells a drawer pulse in words', async () => {
    const folder = tempFolder();
    await send(folder, drawerJob);
    expect(readFileSync(join(folder, 'job-1.txt'), 'utf8')).toBe('initialise\ndrawer pulse, pin 2\n');
  });

  it('refuses without taking a byte while it is jammed, and prints when it is not', async () => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'jammed'), '');
    expect(await send(folder, sampleJob)).toEqual({
      outcome: { kind: 'blocked', reason: 'jammed' },
      firstBytes: 0,
    });
    expect(readdirSync(folder)).toEqual(['jammed']);
  });

  it('takes no byte where it can keep nothing', async () => {
    const path = join(tempFolder(), 'printouts');
    writeFileSync(path, 'a file where the folder should be');
    expect(await send(path, sampleJob)).toEqual({
      outcome: { kind: 'blocked', reason: 'folder-not-writable' },
      firstBytes: 0,
    });
  });

  it('leaves a job in doubt that broke off on the way', async () => {
    const folder = tempFolder();
    mkdirSync(join(folder, 'job-1.bin'));
    expect(await send(folder, sampleJob)).toEqual({
      outcome: { kind: 'unknown', reason: 'no-answer' },
      firstBytes: 1,
    });
  });

  it('leaves bytes in doubt that no printer would understand', async () => {
    const folder = tempFolder();
    expect((await send(folder, Uint8Array.of(0x41))).outcome.kind).toBe('unknown');
    expect(readdirSync(folder)).toEqual([]);
  });
});
