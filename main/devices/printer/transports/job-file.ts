import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Lends a job as a file that nobody else may read, for programs that print files. */
export async function withJobFile<R>(bytes: Uint8Array, use: (path: string) => Promise<R>): Promise<R> {
  const folder = await mkdtemp(join(tmpdir(), 'quay-print-'));
  try {
    const path = join(folder, 'job.bin');
    await writeFile(path, bytes, { mode: 0o600 });
    return await use(path);
  } finally {
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}
