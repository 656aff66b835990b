import { existsSync } from 'node:fs';
import { mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeJob, type PrinterStep, paperOf } from './decode.ts';
import { encodePng } from './png.ts';
import type { PrinterTransport } from './transport.ts';

/**
 * A printer made of files: keeps each job's bytes, a picture of the paper, and what the commands were. A file named `jammed` in its
 * folder makes it refuse, the way paper-out does.
 */
export function virtualPrinter(folder: string): PrinterTransport {
  return {
    kind: 'virtual',
    send: async ({ id, bytes, dots }, { onFirstByte }) => {
      if (existsSync(join(folder, 'jammed'))) return { kind: 'blocked', reason: 'jammed' };
      try {
        await mkdir(folder, { recursive: true });
      } catch {
        return { kind: 'blocked', reason: 'folder-not-writable' };
      }
      onFirstByte();
      try {
        const steps = decodeJob(bytes);
        await keep(join(folder, `${id}.bin`), bytes);
        await keep(join(folder, `${id}.png`), encodePng(paperOf(steps, dots)));
        await keep(join(folder, `${id}.txt`), Buffer.from(`${steps.map(describe).join('\n')}\n`));
        return { kind: 'printed' };
      } catch {
        return { kind: 'unknown', reason: 'no-answer' };
      }
    },
  };
}

/** Appears whole or not at all, and stays after a power cut. */
async function keep(path: string, content: Uint8Array): Promise<void> {
  const file = await open(`${path}.new`, 'w');
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.new`, path);
}

function describe(step: PrinterStep): string {
  switch (step.kind) {
    case 'raster':
      return `picture ${step.picture.width}x${step.picture.height}`;
    case 'feed':
      return `feed ${step.dots} dots`;
    case 'drawer':
      return `drawer pulse, pin ${step.pin}`;
    case 'status-request':
      return `status request ${step.number}`;
    default:
      return step.kind;
  }
}
