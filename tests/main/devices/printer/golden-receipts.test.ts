import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Paper, paperDots } from '../../../../domain/receipt/layout.ts';
import { paperRows, readJob } from '../../../support/paper-commands.ts';
import { readPng } from '../../../support/read-png.ts';
import { sampleRenderer } from '../../../support/sample-job.ts';
import { sampleNames, sampleReceipt } from '../../../support/sample-receipts.ts';

const root = join(import.meta.dirname, '../../../..');
const margin = 24;

/**
 * Every paper at both widths, byte for byte. After a wanted change, `DRAW_RECEIPTS=1 npx vitest run golden-receipts` writes them anew:
 * look at each picture in docs/receipts before committing it.
 */
const isDrawing = process.env['DRAW_RECEIPTS'] === '1';

const cases = sampleNames.flatMap((name) =>
  (['80', '58'] as const).map((paper): [string, Paper] => [name, paper]),
);

describe.each(cases)('%s on %s mm paper', (name, paper) => {
  const sample = sampleNames.find((known) => known === name) ?? 'sale';
  const bytes = sampleRenderer.bytes(sampleReceipt(sample, paper), paper);
  const png = sampleRenderer.png(sampleReceipt(sample, paper), paper);
  const bytesPath = join(root, 'tests/fixtures/receipts', `${name}-${paper}.bin`);
  const pngPath = join(root, 'docs/receipts', `${name}-${paper}.png`);
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

  it('puts on paper what the picture in the documents shows', () => {
    const width = paperDots[paper];
    const picture = readPng(readFileSync(pngPath));
    expect(picture.width).toBe(width + 2 * margin);
    const shown = picture.rows.slice(margin, -margin).map((row) => row.slice(margin, margin + width));
    const printed = paperRows(readJob(readFileSync(bytesPath)), width);
    expect(printed.length).toBe(shown.length);
    // A dot more keeps a real-time command out of a picture; never one less.
    const different = printed.flatMap((row, y) => (row === shown[y] ? [] : [[row, shown[y] ?? '']]));
    expect(different.length).toBeLessThanOrEqual(3);
    for (const [row = '', wanted = ''] of different) {
      expect([...wanted].every((dot, x) => dot === '0' || row[x] === '1')).toBe(true);
    }
  });
});
