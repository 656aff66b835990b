import type { Role } from '../../domain/staff.ts';
import type { Writer } from '../db/store.ts';
import type {
  Disk,
  Notify,
  OpenShopCloud,
  PrinterDevices,
  PrinterQueue,
  PrinterWatch,
  PrintUnstored,
  ScannerLink,
  ShopDataLink,
  Sync,
} from './ports.ts';
import type { KeyRecovery, KeyStore } from './ports-keychain.ts';

/** Everything a use case works with. Clock and ids are injected so that tests can hold them. */
export type Till = {
  readonly store: Writer;
  readonly clock: () => number;
  readonly newId: () => string;
  readonly keyStore: KeyStore;
  readonly keyRecovery: KeyRecovery;
  readonly openCloud: OpenShopCloud;
  readonly sync: Sync;
  readonly printer: PrinterQueue;
  readonly printUnstored: PrintUnstored;
  readonly printerDevices: PrinterDevices;
  readonly printerWatch: PrinterWatch;
  /** Secret beside the database, mixed into every PIN digest. */
  readonly pepper: () => Buffer;
  /** The one from before this till joined the shop's others; null when no PIN depends on it any more. */
  readonly formerPepper: () => Buffer | null;
  readonly shopData: ShopDataLink;
  readonly disk: Disk;
  readonly scanners: ScannerLink;
  readonly notify: Notify;
};

/** Who is doing it. Services trust this: `ipc` and the command line make it from a checked PIN. */
export type Actor = Person & {
  /** Somebody else whose PIN was entered for this one act; their rights count as well. */
  readonly approver?: Person;
};

export type Person = { readonly staffId: string; readonly name: string; readonly role: Role };
