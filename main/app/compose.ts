import { v7 as uuidv7 } from 'uuid';
import type { EventName, Events } from '../../contracts/events.ts';
import { printerFor } from '../../domain/printing/routes.ts';
import { createCountedBudget } from '../cloud/call-meter.ts';
import { openShopCloud } from '../cloud/haravan/shop-cloud.ts';
import { seededSpread } from '../cloud/seeded-spread.ts';
import { createShopData } from '../cloud/shop-data/link.ts';
import { createSync } from '../cloud/sync.ts';
import { keepLogShort } from '../db/checkpoints.ts';
import { type InstanceLock, lockInstance } from '../db/instance-lock.ts';
import { migrate } from '../db/migrate.ts';
import { listPrinters } from '../db/repositories/printers.ts';
import { readSetting, writeSetting } from '../db/repositories/settings.ts';
import { openStore, type Store, type Writer } from '../db/store.ts';
import { encodeDrawerPulse, encodePromptPulse } from '../devices/printer/encode-receipt.ts';
import { createReceiptRenderer, type ReceiptRenderer } from '../devices/printer/render.ts';
import { loadNodeHid } from '../devices/scanner/node-hid-port.ts';
import { watchScanners } from '../devices/scanner/watch-scanners.ts';
import type { Logger } from '../log/log.ts';
import { openLog } from '../log/log.ts';
import { isKeychainKind, type KeychainKind, openSecrets } from '../secrets/keychain.ts';
import { noRecovery } from '../secrets/memory-key-store.ts';
import { openPeppers } from '../secrets/pepper.ts';
import type { SafeStorage } from '../secrets/safe-storage.ts';
import type { WrappedSecrets } from '../secrets/wrapped-secrets.ts';
import { readPepperIds } from '../services/peppers.ts';
import type { KeyStore } from '../services/ports-keychain.ts';
import { createPrintQueue } from '../services/print-queue.ts';
import { createPrinterWatch } from '../services/printer-watch.ts';
import { resourcePath } from '../services/resource-path.ts';
import { isScannerMissing, isScannerWanted } from '../services/scanners.ts';
import { createSession, type Session } from '../services/session.ts';
import { shopDataHome } from '../services/shop-data-home.ts';
import { readBinding, readShopSettings, writeVatRates } from '../services/shop-settings.ts';
import type { Till } from '../services/till.ts';
import { noticeClock } from '../services/watch-clock.ts';
import { diskOf } from './disk.ts';
import { printUnstoredOn } from './print-unstored.ts';
import { printersOver } from './printers.ts';
import { type Profile, prepareProfile, profileIn } from './profile.ts';

export type RunningTill = {
  readonly till: Till;
  readonly session: Session;
  readonly profile: Profile;
  readonly log: Logger;
  readonly store: Store;
  readonly renderer: ReceiptRenderer;
  /** Listens to everything services announce; the payload is there only for events that carry their own. */
  readonly listen: (listener: <E extends EventName>(event: E, payload?: Events[E]) => void) => void;
  /** Ends background work, then lets go of database and profile. */
  readonly close: () => Promise<void>;
};

type ComposeOptions = {
  readonly directory: string;
  readonly keyStore?: KeyStore;
  /** Another way to the keychain from now on; the till remembers it. */
  readonly keychain?: KeychainKind;
  /** Electron's own, where there is an Electron. */
  readonly safeStorage?: SafeStorage;
  readonly clock?: () => number;
};

export class SecondInstance extends Error {
  override readonly name = 'SecondInstance';
}

/**
 * Puts a till together over a profile folder: the one place where services meet database, devices, cloud and keychain. The window
 * and the command line both start here.
 * @throws StoreFailure, SecondInstance
 */
export function composeTill(options: ComposeOptions): RunningTill {
  const profile = profileIn(options.directory);
  prepareProfile(profile);
  const lock = lockInstance(profile.directory);
  if (lock === null) throw new SecondInstance('another program works on this profile');
  try {
    return assemble(profile, lock, options);
  } catch (error) {
    lock.release();
    throw error;
  }
}

function assemble(profile: Profile, lock: InstanceLock, options: ComposeOptions): RunningTill {
  const clock = options.clock ?? Date.now;
  const log = openLog(profile.directory);
  const store = openStore(profile.database);
  migrate(store);
  const listeners: ((event: EventName, payload?: Events[EventName]) => void)[] = [];
  const notify = (event: EventName, payload?: Events[EventName]) => {
    for (const listener of listeners) listener(event, payload);
  };
  const { keyStore, recovery: keyRecovery } = secretsOf(options, store.writer, profile);
  const report = (event: string, details: Readonly<Record<string, unknown>>) => log.info(details, event);
  const checkpoints = keepLogShort(store, { log: report });
  const peppers = openPeppers(profile.directory);
  const counted = createCountedBudget(seededSpread(clock()));
  const shopData = createShopData({
    store: store.writer,
    keyStore,
    home: shopDataHome({ store: store.writer, clock, newId: uuidv7, notify, peppers }),
    binding: () => readBinding(store.writer),
    budget: counted.budget,
    log: report,
  });
  const sync = createSync({
    store: store.writer,
    clock,
    newId: uuidv7,
    readToken: () => keyStore.get('cloud-token'),
    binding: () => readBinding(store.writer),
    nameOrders: () => readShopSettings(store.writer).nameOrders,
    saveVatRates: (rates) => writeVatRates(store.writer, rates),
    shareShopData: shopData.over,
    budget: counted,
    notify,
    log: report,
  });
  const renderer = createReceiptRenderer(
    resourcePath('fonts/receipt-glyphs.json'),
    () => readShopSettings(store.writer).receiptLogo,
  );
  const printers = printersOver(profile.printouts);
  const printer = createPrintQueue({
    store: store.writer,
    clock,
    printers: () => listPrinters(store.writer),
    transportOf: printers.transportOf,
    maxAgeHours: () => readShopSettings(store.writer).printMaxAgeHours,
    encode: renderer.bytes,
    drawerPulse: (made) => ({ bytes: encodeDrawerPulse(made), whenStopped: encodePromptPulse(made) }),
    onDrawer: (opened) => printerWatch.drawerKicked(opened),
    changed: () => notify('app'),
    log: report,
  });
  const printerWatch = createPrinterWatch({
    clock,
    ask: printers.ask,
    isBusy: (printerId) => printer.lane(printerId).isSending,
    recovered: (printerId) => {
      if (printer.lane(printerId).refusal !== null) printer.tryNow();
    },
    changed: () => notify('app'),
  });
  const scanners = watchScanners({
    load: loadNodeHid,
    clock,
    isWanted: (key) => isScannerWanted(store.writer, key),
    isMissing: (connected) => isScannerMissing(store.writer, connected, clock()),
    changed: () => notify('scanners'),
    log: report,
  });
  const till: Till = {
    store: store.writer,
    clock,
    newId: uuidv7,
    keyStore,
    keyRecovery,
    openCloud: openShopCloud,
    sync,
    printer,
    printUnstored: printUnstoredOn(() => {
      const paper = printerFor(listPrinters(store.writer), 'receipts');
      // The printer made of files keeps what it prints.
      return paper === null || paper.connection.kind === 'virtual'
        ? null
        : { transport: printers.transportOf(paper), profile: paper.profile };
    }, renderer),
    printerDevices: printers,
    printerWatch,
    pepper: () => peppers.read(readPepperIds(store.writer).current),
    formerPepper: () => {
      const { former } = readPepperIds(store.writer);
      return former === null ? null : peppers.read(former);
    },
    shopData,
    disk: diskOf(profile),
    scanners,
    notify,
  };
  noticeClock(till);
  return {
    till,
    session: createSession(till),
    profile,
    log,
    store,
    renderer,
    listen: (listener) => listeners.push(listener as (event: EventName, payload?: Events[EventName]) => void),
    close: async () => {
      // Nobody is told anything any more: what they would read is about to be closed.
      listeners.length = 0;
      printerWatch.stop();
      await Promise.all([sync.stop(), printer.stop(), shopData.stop(), scanners.stop()]);
      printers.close();
      await checkpoints.stop();
      store.close();
      lock.release();
    },
  };
}

const keychainKey = 'keychain.kind';

function secretsOf(options: ComposeOptions, writer: Writer, profile: Profile): WrappedSecrets {
  if (options.keyStore !== undefined) return { keyStore: options.keyStore, recovery: noRecovery };
  if (options.keychain !== undefined) writeSetting(writer, keychainKey, options.keychain);
  const kind = readSetting(writer, keychainKey);
  return openSecrets(isKeychainKind(kind) ? kind : 'keytar', {
    directory: profile.directory,
    safeStorage: options.safeStorage ?? null,
  });
}
