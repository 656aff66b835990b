import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { gtinCheckDigit } from '../domain/barcode.ts';
import { attendScanners } from '../main/app/attend-scanners.ts';
import { migrate } from '../main/db/migrate.ts';
import { openStore } from '../main/db/store.ts';
import { joinReport } from '../main/devices/scanner/join-reports.ts';
import { parseReport } from '../main/devices/scanner/scan-report.ts';
import { watchScanners } from '../main/devices/scanner/watch-scanners.ts';
import type { CallContext } from '../main/ipc/call-context.ts';
import { openShift } from '../main/services/run-shift.ts';
import { scanCode } from '../main/services/scan-code.ts';
import { createSession } from '../main/services/session.ts';
import { fakeHid } from '../tests/support/fake-hid.ts';
import { fillGoods } from '../tests/support/fill-goods.ts';
import { noDesktop } from '../tests/support/no-desktop.ts';
import { usualReport } from '../tests/support/scanner-reports.ts';
import { benchTill } from './bench-till.ts';
import { compare, measure, printRatio, type Ratio, summarise, type Timing } from './measure.ts';

const goods = 10_000;
/** As many different ones as a full cart has lines. */
const scanned = 50;
const runs = 400;

/**
 * From a scanner's input report to the line in a durable cart and the word to the window, beside the same line asked for directly and
 * beside a raw fsync. The way from the kernel to the report is timed by `npm run test:hid`, with the real node-hid.
 */
export async function benchScanning(): Promise<readonly Ratio[]> {
  const folder = mkdtempSync(join(tmpdir(), 'quay-bench-'));
  try {
    const fsync = rawFsync(join(folder, 'raw'));
    const { direct, byReport } = await scans(join(folder, 'quay.db'));
    const ratios = [
      compare('A report read and joined, beside a raw fsync', fsync, reading()),
      compare('Report to cart line and window, beside the same line asked for directly', direct, byReport),
      compare('Report to cart line and window, beside a raw fsync', fsync, byReport),
    ];
    for (const ratio of ratios) printRatio(ratio);
    return ratios;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function scans(path: string): Promise<{ readonly direct: Timing; readonly byReport: Timing }> {
  const store = openStore(path);
  migrate(store);
  const { till: standing, actor } = benchTill(store.writer, uuidv7);
  fillGoods(
    store.writer,
    Array.from({ length: goods }, (_, index) => goodsNumber(index)),
  );
  openShift(standing, actor, 0);
  const direct = measure('scan asked for directly', runs, (run) => {
    scanCode(standing, actor, codeNumber(run % scanned));
  });

  const hid = fakeHid();
  const scanner = hid.plugIn();
  const till = {
    ...standing,
    scanners: watchScanners({
      load: async () => ({ ok: true, port: hid.port, version: 'none' }),
      clock: Date.now,
      isWanted: () => true,
      isMissing: () => false,
      changed: () => undefined,
      log: () => undefined,
    }),
  };
  const session = createSession(till);
  session.open(actor);
  let heard = (): void => undefined;
  const context: CallContext = {
    till,
    session,
    facts: { version: '', demoPins: [] },
    preview: () => '',
    desktop: noDesktop,
    log: () => undefined,
  };
  attendScanners(context, () => heard());
  await till.scanners.lookNow();
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const report = usualReport(Buffer.from(codeNumber(run % scanned)));
    const startedAt = performance.now();
    await new Promise<void>((resolve) => {
      heard = resolve;
      scanner.report(report);
    });
    times.push(performance.now() - startedAt);
  }
  await till.scanners.stop();
  store.close();
  return { direct, byReport: summarise('report to cart line and window', times) };
}

function reading(): Timing {
  const report = usualReport(Buffer.from(codeNumber(1)));
  return measure('a report read and joined', 2_000, () => {
    joinReport(null, parseReport(report));
  });
}

function codeNumber(index: number): string {
  const body = `893${(index + 1).toString().padStart(9, '0')}`;
  return `${body}${gtinCheckDigit(body)}`;
}

function goodsNumber(index: number) {
  return {
    variantId: index + 1,
    name: `Hàng số ${index}`,
    price: 1_000,
    code: codeNumber(index),
    stock: 1_000,
  };
}

/** What the disk itself asks for one durable write of a few kilobytes. */
function rawFsync(path: string): Timing {
  const file = openSync(path, 'w');
  const page = Buffer.alloc(4096, 1);
  try {
    return measure('raw 4 KiB write + fsync', 200, () => {
      writeSync(file, page);
      fsyncSync(file);
    });
  } finally {
    closeSync(file);
  }
}
