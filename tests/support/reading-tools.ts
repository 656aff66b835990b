import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempFolder } from './temp-folder.ts';

/** A program that knows nothing of the till and reads what is printed. */
export type ReadingTool = {
  readonly isMissing: boolean /** To be added to a test's name: why it is skipped. */;
  readonly note: string;
};

export const zbar = tool('zbarimg', 'zbar-tools');
export const tesseract = tool('tesseract', 'tesseract-ocr tesseract-ocr-vie');

function tool(command: string, packages: string): ReadingTool {
  const isMissing = spawnSync(command, ['--version']).error !== undefined;
  return { isMissing, note: isMissing ? ` [skipped, run: sudo apt-get install ${packages}]` : '' };
}

/** Everything zbar finds on a paper, in its order, with nothing but the data. */
export function readCodes(
  rows: readonly string[],
  kinds: readonly ('qrcode' | 'code128')[],
): readonly string[] {
  const found = spawnSync(
    'zbarimg',
    [
      '--quiet',
      '--raw',
      '--nodbus',
      '-Sdisable',
      ...kinds.map((kind) => `-S${kind}.enable`),
      writePicture(rows, 2),
    ],
    { encoding: 'utf8' },
  );
  // 4 means that it found nothing.
  if (found.status !== 0 && found.status !== 4) throw new Error(`zbarimg failed: ${found.stderr}`);
  return found.stdout.split('\n').filter((line) => line !== '');
}

/** The lines of Vietnamese text that tesseract sees on a paper, without its empty ones. */
export function readText(rows: readonly string[], scale: number): readonly string[] {
  const seen = spawnSync('tesseract', [writePicture(rows, scale), '-', '-l', 'vie', '--psm', '6'], {
    encoding: 'utf8',
    env: { ...process.env, OMP_THREAD_LIMIT: '1' },
  });
  if (seen.status !== 0) throw new Error(`tesseract failed: ${seen.stderr}`);
  return seen.stdout.split('\n').filter((line) => line.trim() !== '');
}

/** Rows of 0 and 1 as a PBM file (netpbm, raw), blown up by a whole number, with blank paper around. */
export function writePicture(rows: readonly string[], scale: number, margin = 40): string {
  const width = (rows[0]?.length ?? 0) * scale + 2 * margin;
  const stride = Math.ceil(width / 8);
  const height = rows.length * scale + 2 * margin;
  const data = Buffer.alloc(stride * height);
  rows.forEach((row, y) => {
    const line = Buffer.alloc(stride);
    [...row].forEach((dot, x) => {
      if (dot !== '1') return;
      for (let at = margin + x * scale; at < margin + (x + 1) * scale; at += 1)
        line[at >> 3] = (line[at >> 3] ?? 0) | (0x80 >> (at & 7));
    });
    for (let copy = 0; copy < scale; copy += 1) line.copy(data, (margin + y * scale + copy) * stride);
  });
  const path = join(tempFolder(), 'paper.pbm');
  writeFileSync(path, Buffer.concat([Buffer.from(`P4\n${width} ${height}\n`), data]));
  return path;
}
