import { onTestFinished } from 'vitest';
import { drawerPatienceMs, type PrintJobState } from '../../domain/print-job.ts';
import {
  type Connection,
  type Printer,
  type PrinterRole,
  plainProfile,
} from '../../domain/printing/printer.ts';
import {
  insertPrintJob,
  type NewPrintJob,
  printJobById,
  recentPrintJobs,
} from '../../main/db/repositories/print-jobs.ts';
import { insertPrinter, listPrinters, updatePrinter } from '../../main/db/repositories/printers.ts';
import type { Writer } from '../../main/db/store.ts';
import { encodeDrawerPulse, encodePromptPulse } from '../../main/devices/printer/encode-receipt.ts';
import type { PrinterTransport } from '../../main/devices/printer/transport.ts';
import { createPrintQueue } from '../../main/services/print-queue.ts';
import { sampleRenderer } from './sample-job.ts';
import { sampleReceipt } from './sample-receipts.ts';
import { testNow } from './test-till.ts';

/** The only printers of that till, in this order. */
export function setPrinters(
  store: Writer,
  ...printers: readonly (Partial<Printer> & { readonly id: string; readonly roles: readonly PrinterRole[] })[]
): void {
  store.run("DELETE FROM printer WHERE id = 'first'");
  const whole = printers.map((printer) => ({ ...plain, name: `Máy ${printer.id}`, ...printer }));
  // A stand-in may come later in the list than the one it stands in for.
  for (const printer of whole) insertPrinter(store, { ...printer, fallbackId: null });
  for (const printer of whole) updatePrinter(store, printer);
}

const plain = {
  connection: { kind: 'virtual' } satisfies Connection,
  profile: plainProfile,
  fallbackId: null,
};

export function addJob(
  store: Writer,
  id: string,
  kind: NewPrintJob['kind'] = 'receipt',
  over: Partial<NewPrintJob> = {},
): string {
  insertPrintJob(store, {
    id,
    kind,
    subjectId: `sale-of-${id}`,
    copyNumber: 0,
    title: id,
    document: kind === 'drawer' ? null : sampleReceipt('sale', '80'),
    at: testNow,
    expiresAt: kind === 'drawer' ? testNow + drawerPatienceMs : null,
    ...over,
  });
  return id;
}

/** A print queue over a store, with a clock of its own and transports the test gives. */
export function queueOver(
  store: Writer,
  transportOf: (printer: Printer) => PrinterTransport,
  maxAgeHours = 4,
) {
  let now = testNow;
  const watchers = new Set<() => void>();
  const logged: string[] = [];
  const kicked: string[] = [];
  const changed = () => {
    for (const watch of [...watchers]) watch();
  };
  const queue = createPrintQueue({
    store,
    clock: () => now,
    printers: () => listPrinters(store),
    transportOf,
    maxAgeHours: () => maxAgeHours,
    encode: sampleRenderer.bytes,
    drawerPulse: (profile) => ({
      bytes: encodeDrawerPulse(profile),
      whenStopped: encodePromptPulse(profile),
    }),
    onDrawer: ({ id }) => kicked.push(id),
    changed,
    log: (event) => logged.push(event),
  });
  onTestFinished(() => queue.stop());
  /** Resolves when a job is in that state, looked at whenever the queue says that something changed. */
  const until = (id: string, state: PrintJobState, reason?: string) =>
    new Promise<void>((resolve) => {
      const watch = () => {
        const job = printJobById(store, id);
        if (job?.state !== state || (reason !== undefined && job.reason !== reason)) return;
        watchers.delete(watch);
        resolve();
      };
      watchers.add(watch);
      watch();
    });
  return {
    queue,
    until,
    logged,
    kicked,
    advance: (ms: number) => {
      now += ms;
    },
  };
}

/** What became of each job: its state, with the reason if there is one. */
export function statesOf(store: Writer): Readonly<Record<string, string>> {
  return Object.fromEntries(
    recentPrintJobs(store, 100).map(({ id, state, reason }) => [
      id,
      reason === null ? state : `${state}: ${reason}`,
    ]),
  );
}

/** Where each job was printed or last tried. */
export function placesOf(store: Writer): Readonly<Record<string, string | null>> {
  return Object.fromEntries(
    recentPrintJobs(store, 100).map(({ id, printer_id: place, instead_of_id: instead }) => [
      id,
      instead === null ? place : `${place} for ${instead}`,
    ]),
  );
}

export function connectionTo(port: number): Connection {
  return { kind: 'network', host: '127.0.0.1', port };
}
