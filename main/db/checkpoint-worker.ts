import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';

/**
 * A thread that carries the log over into the file and waits for the disk in place of the thread that answers the cashier. It never
 * keeps a writer waiting: what is written meanwhile is for the next time.
 */
const connection = new Database(String(workerData), { fileMustExist: true });
connection.pragma('synchronous = FULL');
connection.pragma('cache_size = -512');
// Without a look at the file first it would not know yet that there is a log.
connection.pragma('schema_version');

parentPort?.on('message', (message: 'checkpoint' | 'close') => {
  const answer = checkpoint();
  if (message === 'checkpoint') return parentPort?.postMessage(answer);
  connection.close();
  parentPort?.close();
});

/** `done`, whoever was in the way; else what stopped it. */
function checkpoint(): string {
  try {
    connection.pragma('wal_checkpoint(PASSIVE)');
    return 'done';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
