import { cpSync } from 'node:fs';
import { join } from 'node:path';
import type { Printer, PrinterProfile } from '../../../domain/printing/printer.ts';
import { migrate } from '../../../main/db/migrate.ts';
import {
  insertPrintJob,
  type PrintJobRecord,
  recentPrintJobs,
  setPrintJobState,
} from '../../../main/db/repositories/print-jobs.ts';
import { listPrinters, updatePrinter } from '../../../main/db/repositories/printers.ts';
import { openStore, type Writer } from '../../../main/db/store.ts';
import { encodeDrawerPulse, encodePromptPulse } from '../../../main/devices/printer/encode-receipt.ts';
import { networkPrinter, printerMemory } from '../../../main/devices/printer/network-printer.ts';
import type { PrinterQueue } from '../../../main/services/ports.ts';
import { createPrintQueue } from '../../../main/services/print-queue.ts';
import { mortal } from '../mortal-writer.ts';
import { sampleRenderer } from '../sample-job.ts';
import { receiptNamed } from './documents.ts';

/** Short enough that thousands of runs end, in the order of the real ones. */
const fastPace = {
  connectTimeoutMs: 300,
  statusTimeoutMs: 100,
  pollMs: 6,
  fencePatienceMs: 30,
  silenceTimeoutMs: 120,
  stoppedTimeoutMs: 250,
};

/** A till that prints, reduced to its store and its queue; it can be killed at any moment and comes back over the same store. */
export type PrintingTill = {
  readonly name: string;
  readonly add: (name: string, kind: 'receipt' | 'drawer') => void;
  readonly jobs: () => readonly PrintJobRecord[];
  /** Somebody looked at the printer and answers the till's question. */
  readonly answer: (job: PrintJobRecord, isOnPaper: boolean) => void;
  readonly tryNow: () => void;
  readonly settled: () => Promise<void>;
  readonly kill: () => void;
  readonly close: () => Promise<void>;
};

const drawerPatienceMs = 15_000;

/** Migrating takes longer than a run: it is done once. */
function emptyStore(folder: string): string {
  const path = join(folder, 'empty.db');
  const store = openStore(path);
  migrate(store);
  store.connection.pragma('wal_checkpoint(TRUNCATE)');
  store.close();
  return path;
}
const empties = new Map<string, string>();

export function printingTill(
  name: string,
  folders: { readonly shared: string; readonly own: string },
  port: number,
  profile: PrinterProfile,
): PrintingTill {
  const empty = empties.get(folders.shared) ?? emptyStore(folders.shared);
  empties.set(folders.shared, empty);
  const path = join(folders.own, `${name}.db`);
  cpSync(empty, path);
  const store = openStore(path);
  // Kills are of the program, not of the machine.
  store.connection.pragma('synchronous = OFF');
  const [first] = listPrinters(store.writer);
  if (first === undefined) throw new Error('a new store has a printer');
  const connection = { kind: 'network', host: '127.0.0.1', port } as const;
  updatePrinter(store.writer, { ...first, connection, profile, roles: ['receipts', 'drawer'] });
  let now = 1_800_000_000_000;
  const clock = () => {
    now += 1;
    return now;
  };
  let life = born(store.writer, clock);
  const gone: Promise<unknown>[] = [];
  const kill = () => {
    gone.push(life.kill());
    life = born(store.writer, clock);
    life.queue.start();
  };
  life.queue.start();
  return {
    name,
    add: (job, kind) => {
      const at = clock();
      insertPrintJob(store.writer, {
        id: `${name}-${job}`,
        kind,
        subjectId: job,
        copyNumber: 0,
        title: job,
        document: kind === 'drawer' ? null : receiptNamed(job, 0),
        at,
        expiresAt: kind === 'drawer' ? at + drawerPatienceMs : null,
      });
      life.queue.wake();
    },
    jobs: () => recentPrintJobs(store.writer, 1_000),
    answer: (job, isOnPaper) => {
      const at = clock();
      store.writer.inTransaction(() => {
        setPrintJobState(store.writer, job.id, isOnPaper ? 'printed' : 'replaced', null, at);
        if (isOnPaper) return;
        const copyNumber = job.copy_number + 1;
        const document = receiptNamed(job.subject_id, copyNumber);
        insertPrintJob(store.writer, {
          id: `${name}-${job.subject_id}-${copyNumber}`,
          kind: 'copy',
          subjectId: job.subject_id,
          copyNumber,
          title: job.title,
          document,
          at,
          copyOf: job.id,
        });
      });
      life.queue.wake();
    },
    tryNow: () => life.queue.tryNow(),
    settled: () => life.queue.settled(),
    kill,
    close: async () => {
      gone.push(life.kill());
      await Promise.all(gone);
      store.close();
    },
  };
}

/** One life of the program: what it does after its death reaches neither store nor printer. */
function born(
  writer: Writer,
  clock: () => number,
): { readonly queue: PrinterQueue; readonly kill: () => Promise<unknown> } {
  const life = mortal({ writer });
  const memory = printerMemory();
  const queue = createPrintQueue({
    store: life.writer,
    clock,
    printers: () => listPrinters(life.writer),
    transportOf: (printer) => networkPrinter({ ...optionsFor(printer), ...fastPace, memory }),
    maxAgeHours: () => 1_000,
    encode: sampleRenderer.bytes,
    drawerPulse: (profile) => ({
      bytes: encodeDrawerPulse(profile),
      whenStopped: encodePromptPulse(profile),
    }),
    onDrawer: () => undefined,
    changed: () => undefined,
    log: () => undefined,
  });
  return {
    queue,
    kill: () => {
      life.kill();
      return queue.stop();
    },
  };
}

function optionsFor({ connection, profile }: Printer) {
  if (connection.kind !== 'network') throw new Error('this till prints over the network');
  const { host, port } = connection;
  return {
    host,
    port,
    statusMode: ({ all: 'always', some: 'always', none: 'none', unknown: 'auto' } as const)[profile.answers],
    answersProcessId: profile.confirms === 'process-id',
    answersFence: profile.confirms !== 'close',
  };
}
