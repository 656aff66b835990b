import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { cleanLogLine } from './log-line.ts';

/** What is read of each file, from its end: some ten thousand lines. */
const mostBytes = 2_000_000;
const linesATurn = 200;

/** The till's log, newest file last, cleaned line by line; the till goes on meanwhile. */
export async function cleanLog(folder: string): Promise<string> {
  const clean: string[] = [];
  for (const name of ['quay.log.1', 'quay.log']) {
    const lines = await lastLines(join(folder, 'logs', name));
    for (const [index, line] of lines.entries()) {
      if (index % linesATurn === linesATurn - 1) await setImmediate();
      const kept = cleanLogLine(line);
      if (kept !== null) clean.push(JSON.stringify(kept));
    }
  }
  return clean.length === 0 ? '' : `${clean.join('\n')}\n`;
}

async function lastLines(path: string): Promise<readonly string[]> {
  try {
    const file = await open(path, 'r');
    try {
      const { size } = await file.stat();
      const from = Math.max(0, size - mostBytes);
      const { buffer, bytesRead } = await file.read(Buffer.alloc(size - from), 0, size - from, from);
      const lines = buffer.subarray(0, bytesRead).toString('utf8').split('\n');
      // The first one was cut in two.
      return from === 0 ? lines : lines.slice(1);
    } finally {
      await file.close();
    }
  } catch {
    return [];
  }
}
