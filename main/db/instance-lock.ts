import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { classifyStoreError, StoreFailure } from './store-failure.ts';

export type InstanceLock = { readonly release: () => void };

/**
 * Makes sure that one program works on a profile: an exclusive lock on a tiny database beside the shop's. The system lets go of it
 * when the process ends, however it ends. Null when another program holds it.
 * @throws StoreFailure when the folder cannot be written.
 */
export function lockInstance(directory: string): InstanceLock | null {
  const path = join(directory, 'instance.lock');
  try {
    mkdirSync(directory, { recursive: true });
    const connection = new Database(path, { timeout: 0 });
    try {
      connection.exec('BEGIN EXCLUSIVE');
    } catch (error) {
      connection.close();
      throw error;
    }
    return { release: () => connection.close() };
  } catch (error) {
    const failure = classifyStoreError(error, directory);
    if (failure instanceof StoreFailure && failure.kind === 'busy') return null;
    throw failure;
  }
}
