import { readdir, stat } from 'node:fs/promises';
import { arch, cpus, freemem, release, type as systemType, totalmem, uptime } from 'node:os';
import { join } from 'node:path';
import { listPrinters } from '../../db/repositories/printers.ts';
import { listScanners } from '../../db/repositories/scanners.ts';
import { schemaFacts } from '../../db/repositories/schema-facts.ts';
import { journalTally, printJobTally, refusedTally } from '../../db/repositories/support-tallies.ts';
import type { AppFacts } from '../app-view.ts';
import { healthView } from '../health.ts';
import { keychainView } from '../keychain.ts';
import { isSetUp } from '../set-up.ts';
import { readBinding, readShopSettings } from '../shop-settings.ts';
import type { Till } from '../till.ts';

export type BundleSource = { readonly till: Till; readonly facts: AppFacts; readonly folder: string };

/**
 * What goes into a support bundle, a file each. A part names what it takes: no row and no object is handed on whole, so that what is
 * added to it later does not leave the shop by itself. No secrets, no people, nothing of what was sold.
 */
export const bundleParts: readonly {
  readonly file: string;
  readonly read: (source: BundleSource) => Promise<unknown> | unknown;
}[] = [
  { file: 'about.json', read: about },
  { file: 'till.json', read: tillFacts },
  { file: 'health.json', read: health },
  { file: 'queue.json', read: ({ till }) => ({ lastAnswers: refusedTally(till.store) }) },
  { file: 'settings.json', read: settings },
  { file: 'printers.json', read: printers },
  { file: 'scanners.json', read: scanners },
  { file: 'keychain.json', read: ({ till }) => keychainView(till) },
  { file: 'journal.json', read: ({ till }) => journalTally(till.store) },
  { file: 'database.json', read: ({ till }) => schemaFacts(till.store) },
  { file: 'files.json', read: ({ folder }) => filesIn(folder) },
];

function about({ till, facts }: BundleSource): unknown {
  const { node, electron, chrome, v8 } = process.versions;
  return {
    at: new Date(till.clock()).toISOString(),
    version: facts.version,
    programs: { node, electron, chrome, v8 },
    system: { platform: process.platform, name: systemType(), release: release(), arch: arch() },
    memory: { total: totalmem(), free: freemem(), ownHeap: process.memoryUsage().heapUsed },
    processors: cpus().length,
    computerUpSeconds: Math.round(uptime()),
    programUpSeconds: Math.round(process.uptime()),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
}

function tillFacts({ till, facts }: BundleSource): unknown {
  const bound = readBinding(till.store);
  return {
    setUp: isSetUp(till.store),
    demo: facts.demoPins.length > 0,
    bound:
      bound === null
        ? null
        : {
            shopId: bound.shopId,
            tillId: bound.tillId,
            branchId: bound.locationId,
            tillNumber: bound.tillNumber,
          },
  };
}

async function health({ till, facts }: BundleSource): Promise<unknown> {
  const { at, connection, queue, oldestUnsent, pulls, api, clock, disk, printer } = await healthView(
    till,
    facts,
  );
  const { waiting, needsAnswer, blockedBy } = printer;
  return {
    at,
    connection,
    queue,
    oldestUnsent,
    pulls,
    api,
    clock,
    disk,
    printing: { waiting, needsAnswer, blockedBy },
  };
}

/** Switches and numbers; texts are the shop's own and stay. */
function settings({ till }: BundleSource): unknown {
  const all = readShopSettings(till.store);
  return {
    receiptShowVat: all.receiptShowVat,
    printOnPay: all.printOnPay,
    needShift: all.needShift,
    blindCount: all.blindCount,
    sellBelowZero: all.sellBelowZero,
    hideSoldOut: all.hideSoldOut,
    nameOrders: all.nameOrders,
    cashRounding: all.cashRounding,
    autoLockMinutes: all.autoLockMinutes,
    defaultVatBp: all.defaultVatBp,
    hasTransferAccount: all.transferAccount !== null,
    returns: all.returns,
    printMaxAgeHours: all.printMaxAgeHours,
    extraReceipts: all.extraReceipts,
    drawerReminderSeconds: all.drawerReminderSeconds,
    locale: all.locale,
    soundVolume: all.soundVolume,
  };
}

/** A name somebody gave may name somebody: devices are known by their number here. */
function printers({ till }: BundleSource): unknown {
  return {
    printers: listPrinters(till.store).map((printer, index) => ({
      number: index + 1,
      connection: printer.connection.kind,
      profile: printer.profile,
      roles: printer.roles,
      hasFallback: printer.fallbackId !== null,
    })),
    jobs: printJobTally(till.store),
  };
}

function scanners({ till }: BundleSource): unknown {
  return {
    scanners: listScanners(till.store).map((scanner, index) => ({
      number: index + 1,
      vendorId: scanner.vendor_id,
      productId: scanner.product_id,
      enabled: scanner.is_enabled === 1,
      lastSeenAt: scanner.last_seen_at,
      scans: scanner.scan_count,
    })),
    connected: till.scanners
      .connected()
      .map(({ vendorId, productId, state }) => ({ vendorId, productId, state })),
    trouble: till.scanners.trouble() === null ? null : 'unavailable',
  };
}

/** Names the till itself gives, with sizes; anything else in the folder is only counted. */
async function filesIn(folder: string): Promise<unknown> {
  const own =
    /^(?:quay\.db(?:-wal|-shm|\.before-\d+)?|pin(?:-[0-9a-f]+)?\.pepper|secrets\.json(?:\.kept-\d+)?|recovery\.json(?:\.kept-\d+)?|safe-storage\.json|logs|pictures|printouts|window)$/;
  const names = await readdir(folder);
  const files = [];
  for (const name of names.filter((found) => own.test(found)).sort()) {
    const { size, mtimeMs } = await stat(join(folder, name));
    files.push({ name, size, changedAt: Math.round(mtimeMs) });
  }
  return { files, others: names.length - files.length };
}
