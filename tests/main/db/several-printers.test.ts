import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { plainProfileFor } from '../../../domain/printing/printer.ts';
import { migrate } from '../../../main/db/migrate.ts';
import { printJobEvents } from '../../../main/db/repositories/print-job-events.ts';
import { insertPrintJob, printJobById, takeableJobs } from '../../../main/db/repositories/print-jobs.ts';
import { listPrinters } from '../../../main/db/repositories/printers.ts';
import { openStore, type Store } from '../../../main/db/store.ts';
import { readShopSettings } from '../../../main/services/shop-settings.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const before = 70;

/** A database as the program before this step left it. */
function oldStore(settings: unknown): Store {
  const store = openStore(join(tempFolder(), 'quay.db'));
  onTestFinished(() => store.close());
  migrate(store, before);
  if (settings !== undefined)
    store.writer.run("INSERT INTO setting VALUES ('shop.settings', ?)", [JSON.stringify(settings)]);
  return store;
}

function oldJob(store: Store, id: string, kind: string, state: string, reason: string | null = null): void {
  store.writer.run(
    `INSERT INTO print_job (id, sequence, kind, subject_id, copy_number, title, document_json, state, reason, created_at, changed_at)
     VALUES ($id, (SELECT count(*) + 100 FROM print_job), $kind, 's', 0, $id, '{"blocks":[]}', $state, $reason, 1000, 2000)`,
    { id, kind, state, reason },
  );
}

const everything = ['receipts', 'slips', 'second-copy', 'drawer'];

describe('a till that had one printer', () => {
  it('keeps a network printer with its address and width, and its other settings', () => {
    const store = oldStore({
      soundVolume: 10,
      printer: { kind: 'network', host: '192.168.1.50', port: 9101, paper: '58' },
    });
    migrate(store);
    expect(listPrinters(store.writer)).toEqual([
      {
        id: 'first',
        name: 'Máy in 192.168.1.50',
        connection: { kind: 'network', host: '192.168.1.50', port: 9101 },
        profile: plainProfileFor('58'),
        roles: everything,
        fallbackId: null,
      },
    ]);
    expect(readShopSettings(store.writer).soundVolume).toBe(10);
    expect(store.writer.get('SELECT value_json FROM setting')).toEqual({ value_json: '{"soundVolume":10}' });
  });

  it.each<[string, unknown]>([
    ['a new one', undefined],
    ['one whose printer was never chosen', { soundVolume: 10 }],
    ['one of files', { printer: { kind: 'virtual', paper: '80' } }],
  ])('has a printer of files: %s', (_, settings) => {
    const store = oldStore(settings);
    migrate(store);
    expect(listPrinters(store.writer)).toMatchObject([
      { id: 'first', connection: { kind: 'virtual' }, profile: plainProfileFor('80'), roles: everything },
    ]);
  });

  it('keeps every job: where it goes, when a pulse is too late, and what is known of it', () => {
    const store = oldStore(undefined);
    oldJob(store, 'receipt', 'receipt', 'queued');
    oldJob(store, 'report', 'report', 'blocked', 'paper-out');
    oldJob(store, 'drawer', 'drawer', 'queued');
    oldJob(store, 'asked', 'copy', 'unknown', 'connection-lost');
    migrate(store);
    const found = ['receipt', 'report', 'drawer', 'asked'].map((id) => {
      const job = printJobById(store.writer, id);
      return [job?.role, job?.expires_at, job?.printer_id, job?.state];
    });
    expect(found).toEqual([
      ['receipts', null, null, 'queued'],
      ['slips', null, 'first', 'blocked'],
      ['drawer', 16_000, null, 'queued'],
      ['receipts', null, 'first', 'unknown'],
    ]);
    expect(printJobEvents(store.writer, 'report')).toMatchObject([{ state: 'blocked', reason: 'paper-out' }]);
    expect(takeableJobs(store.writer).map(({ id }) => id)).toEqual(['receipt', 'report', 'drawer']);
    insertPrintJob(store.writer, {
      id: 'new',
      kind: 'receipt',
      subjectId: 's',
      copyNumber: 0,
      title: 'new',
      document: { blocks: [] },
      at: 3_000,
    });
    expect(takeableJobs(store.writer).map(({ id }) => id)).toContain('new');
  });
});
