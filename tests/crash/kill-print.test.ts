import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { plainProfile } from '../../domain/printing/printer.ts';
import { listPrinters, updatePrinter } from '../../main/db/repositories/printers.ts';
import { openStore } from '../../main/db/store.ts';
import { verifyStore } from '../../main/services/verify/verify.ts';
import type { PlanPoint } from '../../virtual-counter/plans.ts';
import type { VirtualPrinter } from '../../virtual-counter/start.ts';
import { printerFor } from '../support/printer-for.ts';
import { codes } from '../support/selling-till.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { fillProfile, pins, readProfile, runCommand, startCommand } from '../support/till-profile.ts';

/** A profile whose receipts go to that printer; no drawer hangs on it. */
async function profileAt(printer: VirtualPrinter, confirms: 'process-id' | 'fence'): Promise<string> {
  const profile = join(tempFolder(), 'profile');
  await fillProfile(profile);
  const store = openStore(join(profile, 'quay.db'));
  const [first] = listPrinters(store.writer);
  if (first === undefined) throw new Error('a new store has a printer');
  updatePrinter(store.writer, {
    ...first,
    connection: { kind: 'network', host: '127.0.0.1', port: printer.port },
    profile: { ...plainProfile, answers: 'all', confirms, drawerPin: null },
    roles: ['receipts', 'slips'],
  });
  store.close();
  return profile;
}

function receiptStates(profile: string): readonly string[] {
  return readProfile(profile, ({ writer }) => {
    expect(verifyStore(writer)).toEqual([]);
    return writer
      .all<{ state: string }>("SELECT state FROM print_job WHERE kind IN ('receipt', 'copy')")
      .map(({ state }) => state);
  });
}

const preflightBytes = 9 + 9;

/* biome-ignore format: one moment a line, to be read as a table */
const moments: readonly (readonly [string, PlanPoint, number, string])[] = [
  // The till is killed at …                        the so-many-th …     and its receipt is, after the next start …
  ['as the line opens',                    'connect',    1,                       'printed'],
  ['as it asks how the printer is',        'status',     2,                       'printed'],
  ['as it asks whether the way is clear',  'fence',      1,                       'printed'],
  ['with the first byte of the job',       'byte',       preflightBytes + 1,      'unknown'],
  ['in the middle of a picture',           'byte',       preflightBytes + 9_000,  'unknown'],
  ['as the receipt falls off',             'cut',        1,                       'unknown'],
  ['before the printer vouches for it',    'fence',      4,                       'unknown'],
];

describe('a till that is killed while it prints', () => {
  it.each(moments)(
    'prints once, or asks: %s',
    async (_name, point, count, state) => {
      const printer = await printerFor({ takesText: false });
      const profile = await profileAt(printer, 'fence');
      const sale = [
        '--profile',
        profile,
        '--json',
        'sell',
        '--pin',
        pins.cashier,
        '--scan',
        codes.water,
        '--tender',
      ];
      const command = startCommand(...sale, 'cash:200000');
      printer.at(point, count, command.kill);
      expect((await command.done).code).toBeNull();
      const before = printer.state();
      expect(before.cuts).toBeLessThanOrEqual(1);
      const status = ['--profile', profile, '--json', 'status', '--pin', pins.cashier];
      expect((await runCommand(...status)).answer).toMatchObject({ ok: true });
      expect(receiptStates(profile)).toEqual([state]);
      // Nothing of it is sent a second time, by no further start.
      await runCommand(...status);
      const { cuts, failures, connections } = printer.state();
      expect(failures).toEqual([]);
      expect(connections).toBe(state === 'unknown' ? before.connections : before.connections + 1);
      expect(cuts).toBeLessThanOrEqual(1);
      if (state === 'printed') expect(cuts).toBe(1);
      expect(receiptStates(profile)).toEqual([state]);
    },
    60_000,
  );

  it('believes what the printer said before, though nothing came back in order any more', async () => {
    const printer = await printerFor({ takesText: false });
    const profile = await profileAt(printer, 'process-id');
    const sale = ['--profile', profile, '--json', 'sell', '--pin', pins.cashier, '--scan', codes.water];
    printer.at('end', 1, () => printer.cutLine());
    expect((await runCommand(...sale, '--tender', 'cash:200000')).answer).toMatchObject({ ok: true });
    expect(receiptStates(profile)).toEqual(['printed']);
    expect(printer.state()).toMatchObject({ cuts: 1, uncutRows: 0, failures: [] });
  }, 60_000);
});
