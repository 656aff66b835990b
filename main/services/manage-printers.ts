import type { Connection, Printer, PrinterProfile, PrinterRole } from '../../domain/printing/printer.ts';
import { appendJournal } from '../db/repositories/journal.ts';
import { releasePrintJob, setPrintJobState, wantPrinter } from '../db/repositories/print-jobs.ts';
import {
  insertPrinter,
  listPrinters,
  printerById,
  retirePrinter as retire,
  updatePrinter,
} from '../db/repositories/printers.ts';
import type { Writer } from '../db/store.ts';
import { type Envelope, failure, success } from './answer.ts';
import { jobsBoundFor } from './printers-view.ts';
import type { Actor, Till } from './till.ts';

export type PrinterDraft = {
  readonly name: string;
  readonly connection: Connection;
  readonly profile: PrinterProfile;
  readonly roles: readonly PrinterRole[];
  readonly fallbackId: string | null;
};

/** A printer more for this machine. */
export function addPrinter(till: Till, actor: Actor, draft: PrinterDraft): Envelope<null> {
  const printer = { ...draft, id: till.newId() };
  return change(till, actor, 'printer-added', printer, () => insertPrinter(till.store, printer));
}

export function changePrinter(
  till: Till,
  actor: Actor,
  { printerId, ...draft }: PrinterDraft & { readonly printerId: string },
): Envelope<null> {
  if (printerById(till.store, printerId) === undefined) return failure('PRINTER_MISSING');
  const printer = { ...draft, id: printerId };
  return change(till, actor, 'printer-changed', printer, () => updatePrinter(till.store, printer));
}

/** `jobsTo` says what becomes of the paper that waits for it: another printer's, or dropped. Without an answer it stays in use. */
export function retirePrinter(
  till: Till,
  actor: Actor,
  printerId: string,
  jobsTo: { readonly printerId: string } | 'drop' | null,
): Envelope<null> {
  const retired = till.store.inTransaction((): Envelope<null> => {
    const printer = printerById(till.store, printerId);
    if (printer === undefined) return failure('PRINTER_MISSING');
    if (listPrinters(till.store).length === 1) return failure('PRINTER_LAST');
    const jobs = jobsBoundFor(till.store, printer);
    if (jobs.length > 0 && jobsTo === null) return failure('PRINTER_HAS_JOBS', { count: jobs.length });
    if (jobsTo !== null && jobsTo !== 'drop') {
      const heir = printerById(till.store, jobsTo.printerId);
      if (heir === undefined || heir.id === printerId) return failure('PRINTER_MISSING');
    }
    for (const job of jobs) handOn(till, actor, job, jobsTo);
    retire(till.store, printerId, till.clock());
    note(till, actor, 'printer-retired', printer);
    return success(null);
  });
  if (retired.ok) tell(till);
  return retired;
}

function handOn(
  till: Till,
  actor: Actor,
  job: ReturnType<typeof jobsBoundFor>[number],
  jobsTo: { readonly printerId: string } | 'drop' | null,
): void {
  const at = till.clock();
  const by = { staffId: actor.staffId };
  // A drawer is opened by its own printer or not at all.
  if (job.kind === 'drawer') setPrintJobState(till.store, job.id, 'expired', null, at, by);
  else if (jobsTo === 'drop' || jobsTo === null)
    setPrintJobState(till.store, job.id, 'cancelled', 'printer-retired', at, by);
  else {
    wantPrinter(till.store, job.id, jobsTo.printerId);
    if (job.state === 'stale') releasePrintJob(till.store, job.id, at);
    if (job.state !== 'queued') setPrintJobState(till.store, job.id, 'queued', null, at, by);
  }
}

function change(
  till: Till,
  actor: Actor,
  kind: 'printer-added' | 'printer-changed',
  draft: Printer,
  write: () => void,
): Envelope<null> {
  const printer = { ...draft, name: draft.name.normalize('NFC').trim() };
  const changed = till.store.inTransaction((): Envelope<null> => {
    const others = listPrinters(till.store).filter(({ id }) => id !== printer.id);
    if (printer.name === '') return failure('PRINTER_NAME_NEEDED');
    const twin = others.find(({ connection }) => isSamePrinter(connection, printer.connection));
    if (twin !== undefined) return failure('PRINTER_KNOWN', { name: twin.name });
    if (printer.fallbackId !== null && !others.some(({ id }) => id === printer.fallbackId))
      return failure('PRINTER_MISSING');
    write();
    updatePrinter(till.store, printer);
    takeRoles(till.store, others, printer.roles);
    note(till, actor, kind, printer);
    return success(null);
  });
  if (changed.ok) tell(till);
  return changed;
}

/** A role has one printer: who gets it takes it from the others. */
function takeRoles(writer: Writer, others: readonly Printer[], taken: readonly PrinterRole[]): void {
  for (const other of others) {
    const roles = other.roles.filter((role) => !taken.includes(role));
    if (roles.length !== other.roles.length) updatePrinter(writer, { ...other, roles });
  }
}

/** Two printers of files may stand side by side; two entries for one real printer would print into each other. */
function isSamePrinter(a: Connection, b: Connection): boolean {
  return a.kind !== 'virtual' && JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function sorted(connection: Connection): readonly (readonly [string, unknown])[] {
  return Object.entries(connection).toSorted(([one], [other]) => (one < other ? -1 : 1));
}

function note(
  till: Till,
  actor: Actor,
  kind: 'printer-added' | 'printer-changed' | 'printer-retired',
  printer: Printer,
) {
  appendJournal(till.store, {
    kind,
    at: till.clock(),
    staffId: actor.staffId,
    subjectId: printer.id,
    facts: { name: printer.name, connection: printer.connection.kind, roles: printer.roles.join(',') },
  });
}

function tell(till: Till): void {
  till.printer.tryNow();
  till.notify('app');
}
