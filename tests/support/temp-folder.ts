import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { memoryPlace } from './memory-place.ts';

/** A folder that is gone when the test is over. */
export function tempFolder(): string {
  return goneAtTheEnd(mkdtempSync(join(tmpdir(), 'quay-test-')));
}

/** The same in memory, where the system has such a place: for thousands of commits of which none has to outlive a power cut. */
export function memoryFolder(): string {
  return goneAtTheEnd(mkdtempSync(join(memoryPlace, 'quay-test-')));
}

function goneAtTheEnd(folder: string): string {
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
