import type { Printer, PrinterProfile } from '../../domain/printing/printer.ts';
import type { Way } from '../../domain/printing/routes.ts';
import type { ReceiptDocument } from '../../domain/receipt/document.ts';
import { printJobById, setPrintJobReason, setPrintJobState } from '../db/repositories/print-jobs.ts';
import type { Writer } from '../db/store.ts';

/** How a job gets to a printer; see `devices/printer/transport.ts`. */
export type PrintTransport = {
  readonly send: (
    job: {
      readonly id: string;
      readonly bytes: Uint8Array;
      readonly dots: number;
      readonly whenStopped?: Uint8Array;
    },
    hooks: {
      readonly onFirstByte: () => void;
      readonly onHandedOver: () => void;
      readonly onTrouble: (reason: string | null) => void;
      readonly signal: AbortSignal;
    },
  ) => Promise<PrintOutcome>;
};

export type PrintOutcome =
  | { readonly kind: 'printed' }
  | { readonly kind: 'blocked'; readonly reason: string }
  | { readonly kind: 'unknown'; readonly reason: string };

export type DrawerPulse = { readonly bytes: Uint8Array; readonly whenStopped: Uint8Array };

export type SendParts = {
  readonly store: Writer;
  readonly clock: () => number;
  readonly transportOf: (printer: Printer) => PrintTransport;
  /** Laid out for the paper of the printer that really prints it. */
  readonly encode: (document: ReceiptDocument, profile: PrinterProfile) => Uint8Array;
  readonly drawerPulse: (profile: PrinterProfile) => DrawerPulse;
  readonly changed: () => void;
  readonly log: (event: string, details: Readonly<Record<string, unknown>>) => void;
};

/** One job at one printer, every step written down before it is taken. */
export async function sendPrintJob(
  parts: SendParts,
  jobId: string,
  { printer, instead }: Way,
  running: { readonly signal: AbortSignal; readonly onTrouble: (reason: string | null) => void },
): Promise<PrintOutcome> {
  const { store, clock } = parts;
  const job = printJobById(store, jobId);
  if (job === undefined) throw new Error('a job was taken that is not there');
  setPrintJobState(store, jobId, 'preflight', null, clock(), {
    at: { printerId: printer.id, insteadOf: instead?.id ?? null },
  });
  const isDrawer = job.kind === 'drawer';
  const content = isDrawer
    ? parts.drawerPulse(printer.profile)
    : { bytes: parts.encode(JSON.parse(job.document_json) as ReceiptDocument, printer.profile) };
  const outcome = await parts.transportOf(printer).send(
    { id: jobId, dots: printer.profile.dots, ...content },
    {
      onFirstByte: () => setPrintJobState(store, jobId, 'sending', null, clock()),
      onHandedOver: () => setPrintJobState(store, jobId, 'sent', null, clock()),
      onTrouble: (reason) => {
        setPrintJobReason(store, jobId, reason, clock());
        running.onTrouble(reason);
        parts.changed();
      },
      signal: running.signal,
    },
  );
  const reason = outcome.kind === 'printed' ? null : outcome.reason;
  // Nobody is asked about a pulse: the drawer is open or it is not.
  const isLostPulse = isDrawer && outcome.kind === 'unknown';
  setPrintJobState(store, jobId, isLostPulse ? 'expired' : outcome.kind, reason, clock());
  if (outcome.kind !== 'printed')
    parts.log('print-job', { id: jobId, kind: job.kind, printer: printer.id, outcome: outcome.kind, reason });
  return outcome;
}
