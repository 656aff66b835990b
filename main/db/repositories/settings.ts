import type { Reader, Writer } from '../store.ts';

/** Values are JSON under a name; who reads one knows its shape and checks it. */
export function readSetting(reader: Reader, key: string): unknown {
  const row = reader.get<{ value_json: string }>('SELECT value_json FROM setting WHERE key = ?', [key]);
  return row === undefined ? undefined : JSON.parse(row.value_json);
}

export function writeSetting(writer: Writer, key: string, value: unknown): void {
  writer.run(
    'INSERT INTO setting (key, value_json) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value_json = excluded.value_json',
    [key, JSON.stringify(value)],
  );
}

/** Next number of a gapless sequence; call it inside the transaction that uses the number. */
export function nextNumber(writer: Writer, name: string): number {
  const row = writer.get<{ value: number }>(
    'INSERT INTO counter (name, value) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value',
    [name],
  );
  if (row === undefined) throw new Error('a counter always answers');
  return row.value;
}

/** The sequence goes on behind `used`. False when it was there already. */
export function raiseNumber(writer: Writer, name: string, used: number): boolean {
  const { changes } = writer.run(
    `INSERT INTO counter (name, value) VALUES ($name, $used)
     ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE value < excluded.value`,
    { name, used },
  );
  return changes === 1;
}

/**
 * Puts confirmations and questions for stock in a row that no clock can disturb. Waits for no disk: a power cut that takes a tick takes
 * everything that came after it too.
 */
export function nextSyncTick(writer: Writer): number {
  return writer.inLazyTransaction(() => nextNumber(writer, 'sync-tick'));
}
