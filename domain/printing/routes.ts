import type { PrintJobKind } from '../print-job.ts';
import type { Printer, PrinterRole } from './printer.ts';

/** What each kind of job is printed for. */
export const roleOfKind: { readonly [K in PrintJobKind]: PrinterRole } = {
  receipt: 'receipts',
  copy: 'receipts',
  report: 'slips',
  slip: 'slips',
  drawer: 'drawer',
  test: 'receipts',
};

/** Where paper of a role goes when no printer has it: the nearest other role. A drawer is opened by its own printer or not at all. */
const next: { readonly [R in PrinterRole]: PrinterRole | null } = {
  receipts: null,
  slips: 'receipts',
  'second-copy': 'receipts',
  drawer: null,
};

/** The printer of a role; the first one in the owner's order where several have it. A drawer needs a pin it hangs on. */
export function printerFor(printers: readonly Printer[], role: PrinterRole): Printer | null {
  const found = printers.find(
    ({ roles, profile }) => roles.includes(role) && (role !== 'drawer' || profile.drawerPin !== null),
  );
  const other = next[role];
  return found ?? (other === null ? null : printerFor(printers, other));
}

/** A job as routing sees it. `wanted` is a printer a person chose for it. */
export type Routed = { readonly role: PrinterRole; readonly wanted: string | null };

export type Way = {
  readonly printer: Printer;
  /** The printer this one stands in for. */
  readonly instead: Printer | null;
};

/**
 * Where a job goes now. As long as its own printer refuses paper, the printer named as its stand-in takes over, if that one does not
 * refuse as well. A person's choice is kept to. Null when no printer is there for it.
 */
export function wayOf(
  job: Routed,
  printers: readonly Printer[],
  refuses: (printerId: string) => boolean,
): Way | null {
  const chosen = printers.find(({ id }) => id === job.wanted);
  if (chosen !== undefined) return { printer: chosen, instead: null };
  const own = printerFor(printers, job.role);
  if (own === null) return null;
  const standIn = printers.find(({ id }) => id === own.fallbackId);
  const givesWay =
    job.role !== 'drawer' &&
    standIn !== undefined &&
    standIn !== own &&
    refuses(own.id) &&
    !refuses(standIn.id);
  return givesWay ? { printer: standIn, instead: own } : { printer: own, instead: null };
}
