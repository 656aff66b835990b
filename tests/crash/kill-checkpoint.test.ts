import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openStore } from '../../main/db/store.ts';
import { tempFolder } from '../support/temp-folder.ts';

const kills = 12;
const givenSeed = process.env['QUAY_CRASH_SEED'];
const seed = givenSeed === undefined ? Date.now() % 2 ** 31 : Number(givenSeed);

const root = join(import.meta.dirname, '../..');
const node = join(root, 'node_modules/node/bin/node');

/** Rows durable after which it is killed, and how much later. */
const anyMoment = fc.record({
  rows: fc.integer({ min: 2, max: 25 }),
  moreMs: fc.double({ min: 0, max: 8, noNaN: true }),
});

/** The last row that was said to be durable. */
async function writeUntilKilled(path: string, moment: { rows: number; moreMs: number }): Promise<number> {
  const child = spawn(
    node,
    ['--disable-warning=ExperimentalWarning', join(root, 'tests/crash/writing-process.ts'), path],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = once(child, 'close');
  const said: number[] = [];
  const lines = createInterface({ input: child.stdout });
  await new Promise<void>((resolve) => {
    lines.on('line', (line) => {
      said.push(Number(line));
      if (said.length === moment.rows) resolve();
    });
    void ended.then(() => resolve());
  });
  await setTimeout(moment.moreMs);
  child.kill('SIGKILL');
  expect(await ended).toEqual([null, 'SIGKILL']);
  return said.at(-1) ?? 0;
}

describe('a program killed while its log is carried over into the file', () => {
  it(`loses nothing that was durable, ${kills} times over (QUAY_CRASH_SEED=${seed})`, {
    timeout: 120_000,
  }, async () => {
    const path = join(tempFolder(), 'quay.db');
    let foundLogs = 0;
    for (const moment of fc.sample(anyMoment, { seed, numRuns: kills })) {
      const hint = `seed ${seed}, ${JSON.stringify(moment)}`;
      const last = await writeUntilKilled(path, moment);
      const store = openStore(path);
      const [log] = store.connection.pragma('wal_checkpoint(NOOP)') as {
        log: number;
        checkpointed: number;
      }[];
      if (log !== undefined && log.log > log.checkpointed) foundLogs += 1;
      expect(store.connection.pragma('integrity_check', { simple: true }), hint).toBe('ok');
      const rows = store.writer.get<{ n: number; newest: number }>(
        'SELECT count(*) AS n, max(id) AS newest FROM note',
      );
      expect(rows?.newest, hint).toBeGreaterThanOrEqual(last);
      expect(rows?.n, hint).toBe(rows?.newest);
      const mixed = store.writer.all<{ id: number }>(
        "SELECT id FROM note WHERE text <> replace(hex(zeroblob(length(text) / length(id || ' '))), '00', id || ' ')",
      );
      expect(mixed, hint).toEqual([]);
      store.close();
    }
    expect(foundLogs).toBeGreaterThan(0);
  });
});
