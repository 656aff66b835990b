import type { Printer, PrinterRole } from './printer.ts';

/** Where paper of a role goes when no printer has it: the nearest other role. A drawer is opened by its own printer or not at all. */
const next: { readonly [R in PrinterRole]: PrinterRole | null } = {
  receipts: null,
  slips: 'receipts',
  'second-copy': 'receipts',
  drawer: null,
};

/** The printer of a role; the first one in the owner's order where several have it. */
export function printerFor(printers: readonly Printer[], role: PrinterRole): Printer | null {
  const found = printers.find(({ roles }) => roles.includes(role));
  const other = next[role];
  return found ?? (other === null ? null : printerFor(printers, other));
}
