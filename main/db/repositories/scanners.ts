import type { Reader, Writer } from '../store.ts';

export type ScannerRow = {
  readonly key: string;
  readonly vendor_id: number;
  readonly product_id: number;
  readonly serial: string;
  readonly product_name: string;
  readonly name: string;
  readonly prefix: string;
  readonly suffix: string;
  readonly is_enabled: 0 | 1;
  readonly first_seen_at: number;
  readonly last_seen_at: number;
  readonly scan_count: number;
};

const columns = `key, vendor_id, product_id, serial, product_name, name, prefix, suffix, is_enabled, first_seen_at, last_seen_at, scan_count`;

/** Used last first. */
export function listScanners(reader: Reader): readonly ScannerRow[] {
  return reader.all<ScannerRow>(`SELECT ${columns} FROM scanner ORDER BY last_seen_at DESC, key`);
}

export function scannerByKey(reader: Reader, key: string): ScannerRow | undefined {
  return reader.get<ScannerRow>(`SELECT ${columns} FROM scanner WHERE key = ?`, [key]);
}

/** A scanner the till has opened; what the shop has said about it stays. */
export function upsertScanner(
  writer: Writer,
  scanner: {
    readonly key: string;
    readonly vendorId: number;
    readonly productId: number;
    readonly serial: string;
    readonly productName: string;
    readonly at: number;
  },
): void {
  writer.run(
    `INSERT INTO scanner (key, vendor_id, product_id, serial, product_name, first_seen_at, last_seen_at)
     VALUES ($key, $vendorId, $productId, $serial, $productName, $at, $at)
     ON CONFLICT (key) DO UPDATE SET product_name = excluded.product_name, last_seen_at = excluded.last_seen_at`,
    scanner,
  );
}

export function addScans(
  writer: Writer,
  used: { readonly key: string; readonly scans: number; readonly at: number },
): void {
  writer.run(
    'UPDATE scanner SET scan_count = scan_count + $scans, last_seen_at = $at WHERE key = $key',
    used,
  );
}

export function renameScanner(writer: Writer, key: string, name: string): void {
  writer.run('UPDATE scanner SET name = ? WHERE key = ?', [name, key]);
}

export function setAroundCode(
  writer: Writer,
  key: string,
  { prefix, suffix }: { readonly prefix: string; readonly suffix: string },
): void {
  writer.run('UPDATE scanner SET prefix = ?, suffix = ? WHERE key = ?', [prefix, suffix, key]);
}

export function setScannerEnabled(writer: Writer, key: string, isEnabled: boolean): void {
  writer.run('UPDATE scanner SET is_enabled = ? WHERE key = ?', [isEnabled ? 1 : 0, key]);
}

export function deleteScanner(writer: Writer, key: string): void {
  writer.run('DELETE FROM scanner WHERE key = ?', [key]);
}
