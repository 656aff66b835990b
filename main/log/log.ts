import { mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import pino, { type Logger } from 'pino';
import { blotted } from './blot.ts';

const maxBytes = 5_000_000;

/** The till's log: one JSON line an event, in `logs/quay.log`, one older file kept. Carries codes, never secrets or customers. */
export function openLog(directory: string): Logger {
  const folder = join(directory, 'logs');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'quay.log');
  keepSmall(path);
  return pino(
    {
      level: 'info',
      base: null,
      formatters: { log: blotted },
    },
    pino.destination({ dest: path, sync: false, mkdir: true }),
  );
}

function keepSmall(path: string): void {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size > maxBytes) renameSync(path, `${path}.1`);
}

export type { Logger };
