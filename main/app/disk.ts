import { stat, statfs } from 'node:fs/promises';
import type { Disk, DiskFacts } from '../services/ports.ts';
import type { Profile } from './profile.ts';

/** The drive the profile lies on. Asked off the main thread: a drive that answers late holds up nothing. */
export function diskOf(profile: Pick<Profile, 'directory' | 'database'>): Disk {
  let last: DiskFacts | null = null;
  return {
    read: async () => {
      last = await look(profile);
      return last;
    },
    last: () => last,
  };
}

async function look({ directory, database }: Pick<Profile, 'directory' | 'database'>) {
  try {
    const [drive, databaseBytes, walBytes] = await Promise.all([
      statfs(directory),
      sizeOf(database),
      sizeOf(`${database}-wal`),
    ]);
    return {
      // What this account may use, which can be less than what is free.
      freeBytes: drive.bavail * drive.bsize,
      totalBytes: drive.blocks * drive.bsize,
      databaseBytes,
      walBytes,
    };
  } catch {
    return null;
  }
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch {
    // No such file now: the write-ahead log comes and goes.
    return 0;
  }
}
