import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PrintDots } from '../../../../domain/printing/printer.ts';
import { paperRows, readJob } from '../../../support/paper-commands.ts';
import { readPng } from '../../../support/read-png.ts';
import { headOf, sampleRenderer } from '../../../support/sample-job.ts';
import { type SampleName, sampleNames, sampleReceipt } from '../../../support/sample-receipts.ts';

const root = join(import.meta.dirname, '../../../..');
const margin = 24;

/** Every paper at both widths, byte for byte. After a wanted change, `npm run receipts` makes them anew. */
const isDrawing = process.env['DRAW_RECEIPTS'] === '1';

type Case = readonly [file: string, sample: SampleName, dots: PrintDots];
const cases: readonly Case[] = [
  ...sampleNames.flatMap((name): readonly Case[] => [
    [`${name}-80`, name, 576],
    [`${name}-58`, name, 384],
  ]),
  ['sale-512', 'sale', 512],
  ['test-512', 'test', 512],
];

describe.each(cases)('%s', (file, sample, dots) => {
  const document = sampleReceipt(sample, dots === 384 ? '58' : '80');
  const bytes = sampleRenderer.bytes(document, headOf(dots));
  const png = sampleRenderer.png(document, dots);
  const bytesPath = join(root, 'tests/fixtures/receipts', `${file}.bin`);
  const pngPath = join(root, 'docs/receipts', `${file}.png`);
  if (isDrawing) {
    writeFileSync(bytesPath, bytes);
    writeFileSync(pngPath, png);
  }

  it('is the same bytes as ever', () => {
    expect(Buffer.from(bytes).equals(readFileSync(bytesPath))).toBe(true);
  });

  it('is read by a printer that knows nothing of the till', () => {
    const steps = readJob(readFileSync(bytesPath));
    expect(steps.slice(0, 2).map(({ kind }) => kind)).toEqual(['initialise', 'cancel-kanji']);
    expect(steps.slice(2, -1).every(({ kind }) => kind === 'picture' || kind === 'feed')).toBe(true);
    expect(steps.at(-1)).toEqual({ kind: 'cut' });
  });

  it('puts on paper, dot for dot, what the picture on the screen and in the documents shows', () => {
    const printed = paperRows(readJob(readFileSync(bytesPath)), dots);
    for (const file of [readFileSync(pngPath), png]) {
      const picture = readPng(file);
      expect(picture.width).toBe(dots + 2 * margin);
      const shown = picture.rows.slice(margin, -margin).map((row) => row.slice(margin, margin + dots));
      expect(printed).toEqual(shown);
    }
  });
});
