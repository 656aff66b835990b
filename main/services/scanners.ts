import type { ScannerScan, ScannersView, ScannerView } from '../../contracts/views/scanners.ts';
import type { JournalFacts } from '../../domain/journal.ts';
import { type AroundCode, findAroundCode, takeOffAround } from '../../domain/scan/around-code.ts';
import { appendJournal } from '../db/repositories/journal.ts';
import {
  addScans,
  deleteScanner,
  listScanners,
  renameScanner,
  type ScannerRow,
  scannerByKey,
  setAroundCode,
  setScannerEnabled,
  upsertScanner,
} from '../db/repositories/scanners.ts';
import type { Reader } from '../db/store.ts';
import { type Envelope, failure, success } from './answer.ts';
import type { LiveScanner, SeenScanner } from './ports.ts';
import { testingUntil } from './scanner-trial.ts';
import type { Actor, Till } from './till.ts';

const nothingAround: AroundCode = { prefix: '', suffix: '' };

/** Scanners the till has read before and those plugged in now. */
export function scannersView(till: Till): ScannersView {
  const rows = listScanners(till.store);
  const connected = till.scanners.connected();
  const known = new Set(rows.map(({ key }) => key));
  const strangers = new Map(connected.filter(({ key }) => !known.has(key)).map((live) => [live.key, live]));
  return {
    trouble: till.scanners.trouble(),
    testingUntil: testingUntil(till),
    scanners: [
      ...rows.map((row) =>
        rowView(
          row,
          connected.filter(({ key }) => key === row.key),
        ),
      ),
      ...[...strangers.values()].map(strangerView),
    ],
  };
}

/** Who opens the page expects a scanner to appear on it. */
export function watchedScanners(till: Till): ScannersView {
  till.scanners.lookOften();
  return scannersView(till);
}

export function nameScanner(
  till: Till,
  input: { readonly key: string; readonly name: string },
): Envelope<ScannersView> {
  return change(till, input.key, () => renameScanner(till.store, input.key, input.name.trim()));
}

/** A scanner that is switched off is let go of, so that another program may have it. */
export async function enableScanner(
  till: Till,
  actor: Actor,
  input: { readonly key: string; readonly enabled: boolean },
): Promise<Envelope<ScannersView>> {
  const changed = change(till, input.key, () => {
    setScannerEnabled(till.store, input.key, input.enabled);
    noteSetting(till, actor, input.key, { enabled: input.enabled });
  });
  if (!changed.ok) return changed;
  await till.scanners.lookNow();
  return success(scannersView(till));
}

export function forgetScanner(till: Till, key: string): Envelope<ScannersView> {
  if (till.scanners.connected().some((live) => live.key === key)) return failure('SCANNER_PLUGGED_IN');
  return change(till, key, () => deleteScanner(till.store, key));
}

/** From now on this is taken off every code of the scanner. */
export function takeOffCodes(
  till: Till,
  actor: Actor,
  { key, prefix, suffix }: AroundCode & { readonly key: string },
): Envelope<ScannersView> {
  return change(till, key, () => {
    setAroundCode(till.store, key, { prefix, suffix });
    noteSetting(till, actor, key, { prefix, suffix });
  });
}

/** What a scanner has read, without what it puts around every code. */
export function codeOfScan(reader: Reader, key: string, scanned: string): string {
  const row = scannerByKey(reader, key);
  return row === undefined ? scanned : takeOffAround(scanned, row);
}

/** A scanner was opened. Nobody waits for the disk over this, nor over a count. */
export function noteScanner(
  till: Till,
  { key, vendorId, productId, serial, productName }: SeenScanner,
): void {
  till.store.inLazyTransaction(() =>
    upsertScanner(till.store, { key, vendorId, productId, serial, productName, at: till.clock() }),
  );
  till.notify('scanners');
}

export function noteScan(till: Till, key: string): void {
  till.store.inLazyTransaction(() => addScans(till.store, { key, scans: 1, at: till.clock() }));
}

export function isScannerWanted(reader: Reader, key: string): boolean {
  return scannerByKey(reader, key)?.is_enabled !== 0;
}

/** One that was used in the last month and is not plugged in may come back any moment; an older one has most likely gone for good. */
export function isScannerMissing(reader: Reader, connected: ReadonlySet<string>, now: number): boolean {
  const monthMs = 30 * 86_400_000;
  return listScanners(reader).some(
    ({ key, is_enabled, last_seen_at }) =>
      is_enabled === 1 && now - last_seen_at < monthMs && !connected.has(key),
  );
}

function change(till: Till, key: string, act: () => void): Envelope<ScannersView> {
  if (scannerByKey(till.store, key) === undefined) return failure('SCANNER_MISSING');
  till.store.inTransaction(act);
  till.notify('scanners');
  return success(scannersView(till));
}

function noteSetting(till: Till, actor: Actor, key: string, facts: JournalFacts): void {
  appendJournal(till.store, {
    kind: 'settings-changed',
    at: till.clock(),
    staffId: actor.staffId,
    subjectId: null,
    facts: { keys: 'scanner', scanner: key, ...facts },
  });
}

function rowView(row: ScannerRow, connected: readonly LiveScanner[]): ScannerView {
  const [first] = connected;
  const lastScan = newest(connected);
  const takenOff = { prefix: row.prefix, suffix: row.suffix };
  return {
    key: row.key,
    name: row.name === '' ? row.product_name : row.name,
    productName: row.product_name,
    serial: row.serial,
    enabled: row.is_enabled === 1,
    state: first?.state ?? (row.is_enabled === 1 ? 'away' : 'off'),
    detail: first?.detail ?? '',
    pluggedIn: connected.length,
    firstSeenAt: row.first_seen_at,
    lastSeenAt: row.last_seen_at,
    scans: row.scan_count,
    lastScan,
    takenOff,
    found: lastScan?.isWhole === true ? notTakenOff(lastScan.code, takenOff) : null,
  };
}

/** Plugged in, and never opened: the system or another program stands in the way. */
function strangerView(live: LiveScanner): ScannerView {
  return {
    key: live.key,
    name: live.productName,
    productName: live.productName,
    serial: live.serial,
    enabled: true,
    state: live.state,
    detail: live.detail,
    pluggedIn: 1,
    firstSeenAt: null,
    lastSeenAt: null,
    scans: 0,
    lastScan: live.lastScan,
    takenOff: nothingAround,
    found: null,
  };
}

function notTakenOff(code: string, takenOff: AroundCode): AroundCode | null {
  const found = findAroundCode(code);
  const isTakenOff = found?.prefix === takenOff.prefix && found.suffix === takenOff.suffix;
  return isTakenOff ? null : found;
}

function newest(connected: readonly LiveScanner[]): ScannerScan | null {
  return connected.reduce<ScannerScan | null>(
    (latest, { lastScan }) =>
      lastScan !== null && (latest === null || lastScan.at > latest.at) ? lastScan : latest,
    null,
  );
}
