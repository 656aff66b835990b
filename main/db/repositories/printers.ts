import type { Connection, Printer, PrinterProfile, PrinterRole } from '../../../domain/printing/printer.ts';
import type { Reader, Writer } from '../store.ts';

type PrinterRow = {
  readonly id: string;
  readonly position: number;
  readonly name: string;
  readonly connection_json: string;
  readonly profile_json: string;
  readonly roles_json: string;
  readonly fallback_id: string | null;
  readonly retired_at: number | null;
};

/** The printers of this machine in the owner's order; those that are not used any more are left out. */
export function listPrinters(reader: Reader): readonly Printer[] {
  return reader
    .all<PrinterRow>('SELECT * FROM printer WHERE retired_at IS NULL ORDER BY position')
    .map(printerOf);
}

export function printerById(reader: Reader, id: string): Printer | undefined {
  const row = reader.get<PrinterRow>('SELECT * FROM printer WHERE id = ? AND retired_at IS NULL', [id]);
  return row === undefined ? undefined : printerOf(row);
}

export function insertPrinter(writer: Writer, printer: Printer): void {
  writer.run(
    `INSERT INTO printer (id, position, name, connection_json, profile_json, roles_json, fallback_id, retired_at)
     VALUES ($id, (SELECT coalesce(max(position), 0) + 1 FROM printer), $name, $connection, $profile, $roles, $fallbackId, NULL)`,
    columnsOf(printer),
  );
}

export function updatePrinter(writer: Writer, printer: Printer): void {
  writer.run(
    `UPDATE printer SET name = $name, connection_json = $connection, profile_json = $profile, roles_json = $roles,
       fallback_id = $fallbackId WHERE id = $id`,
    columnsOf(printer),
  );
}

/** Out of use from now on; nobody's stand-in any more. The row stays for the jobs it printed. */
export function retirePrinter(writer: Writer, id: string, at: number): void {
  writer.run('UPDATE printer SET retired_at = ? WHERE id = ?', [at, id]);
  writer.run('UPDATE printer SET fallback_id = NULL WHERE fallback_id = ?', [id]);
}

/** Names of all printers there ever were, for what they printed. */
export function printerNames(reader: Reader): ReadonlyMap<string, string> {
  return new Map(
    reader
      .all<{ id: string; name: string }>('SELECT id, name FROM printer')
      .map(({ id, name }) => [id, name] as const),
  );
}

/** Written by this till from checked values. */
function printerOf(row: PrinterRow): Printer {
  return {
    id: row.id,
    name: row.name,
    connection: JSON.parse(row.connection_json) as Connection,
    profile: JSON.parse(row.profile_json) as PrinterProfile,
    roles: JSON.parse(row.roles_json) as readonly PrinterRole[],
    fallbackId: row.fallback_id,
  };
}

function columnsOf(printer: Printer): Readonly<Record<string, string | null>> {
  return {
    id: printer.id,
    name: printer.name,
    connection: JSON.stringify(printer.connection),
    profile: JSON.stringify(printer.profile),
    roles: JSON.stringify(printer.roles),
    fallbackId: printer.fallbackId,
  };
}
