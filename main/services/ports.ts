import type { Envelope, Failure } from '../../contracts/errors/failure.ts';
import type { ErrorCode } from '../../contracts/errors/registry.ts';
import type { EventName, Events } from '../../contracts/events.ts';
import type { HidTroubleView, ScannerScan, ScannerState } from '../../contracts/views/scanners.ts';
import type { ConnectionView, PullView } from '../../contracts/views/session.ts';
import type { Connection, Printer, PrinterProfile, ProbeStep } from '../../domain/printing/printer.ts';
import type { ReceiptDocument } from '../../domain/receipt/document.ts';
import type { Entry, ShopRecord } from '../../domain/shop-data/record.ts';
import type { ClassSums } from '../../domain/sync/reconcile.ts';

/** What services need of the outside. Devices, cloud and keychain implement these; only `app` wires them together. */

export type CloudAddress = { readonly baseUrl: string; readonly token: string };

export type CloudShop = {
  readonly id: number;
  readonly name: string;
  readonly address: string;
  readonly phone: string;
};

export type CloudBranch = { readonly id: number; readonly name: string; readonly address: string };

export type CloudUser = { readonly id: number; readonly name: string; readonly isAccountOwner: boolean };

/** A machine that sells for the shop, as the shop's own data remembers it: keeps till numbers apart. */
export type TillClaim = { readonly tillId: string; readonly locationId: number; readonly tillNumber: number };

/** The shop's cloud while a till is being set up; every failure is an envelope with a registered code. */
export type ShopCloud = {
  readonly shop: () => Promise<Envelope<CloudShop>>;
  /** Places that may be a till's branch: no transit and no unavailable locations. */
  readonly branches: () => Promise<Envelope<readonly CloudBranch[]>>;
  /** Failure CLOUD_SCOPE_MISSING where the API does not give the list. */
  readonly users: () => Promise<Envelope<readonly CloudUser[]>>;
  /** Writes the claim into the shop's metafields; TILL_NUMBER_INVALID when another machine has that number. */
  readonly claimTill: (claim: TillClaim) => Promise<Envelope<null>>;
  /** Permissions a till cannot work without and the token lacks, as the shop's owner finds them in the list of a private app. */
  readonly missingScopes: () => Promise<Envelope<readonly string[]>>;
};

export type OpenShopCloud = (address: CloudAddress) => ShopCloud;

export type Sync = {
  /** Background work: push what waits, pull what changed. Idempotent. */
  readonly start: () => void;
  readonly stop: () => Promise<void>;
  /** Something new is waiting. */
  readonly wake: () => void;
  /** Downloads everything for the bound branch, going on where an earlier run stopped. */
  readonly firstPull: (report: (progress: PullView) => void) => Promise<Envelope<PullView>>;
  readonly pullProgress: () => PullView;
  /** One full round: push all that can be sent, then pull increments. */
  readonly runOnce: (what: 'push' | 'pull' | 'both') => Promise<Envelope<SyncReport>>;
  readonly connection: () => ConnectionView;
  readonly health: () => CloudHealth;
  /** The keychain holds another token that was found good: the queue goes on with it at once. */
  readonly tokenChanged: () => void;
  /** Holds a business day of this till against the cloud and keeps what came of it. */
  readonly reconcile: (businessDay: string) => Promise<Envelope<DayReconciled>>;
  /** Null while no day is being held against the cloud. */
  readonly reconcileProgress: () => ReconcileProgress | null;
};

/** What the work with the cloud knows of itself; all of it is at hand, nothing is asked. */
export type CloudHealth = {
  /** How full the shop's call limit is, 0 to 1: all of its tills together. */
  readonly budgetUsed: number;
  /** This till's own. */
  readonly callsLastMinute: number;
  /** When the cloud last said that there were too many calls, UTC ms. */
  readonly throttledAt: number | null;
  /** By how much this machine's clock is ahead of the cloud's; null before the cloud was heard. */
  readonly clockDriftMs: number | null;
};

/** Room on the drive that holds the till's folder, and what its database takes of it. */
export type DiskFacts = {
  readonly freeBytes: number;
  readonly totalBytes: number;
  readonly databaseBytes: number;
  /** Written, and not yet moved into the database file. */
  readonly walBytes: number;
};

export type Disk = {
  /** Looks now. Null where the system does not tell. */
  readonly read: () => Promise<DiskFacts | null>;
  /** What the last look found. */
  readonly last: () => DiskFacts | null;
};

/** A business day held against the cloud. `foundBy` tells how orders were looked for that no document of the till names. */
export type DayReconciled = {
  readonly businessDay: string;
  readonly ranAt: number;
  readonly foundBy: 'walk' | 'memory';
  readonly classes: ClassSums;
};

/** Orders read so far and to be read, as far as anybody knows. */
export type ReconcileProgress = {
  readonly businessDay: string;
  readonly done: number;
  readonly total: number;
};

export type SyncReport = {
  readonly sent: number;
  readonly confirmed: number;
  readonly refused: number;
  readonly waiting: number;
  readonly pulled: { readonly products: number; readonly stock: number; readonly customers: number };
};

export type PrinterQueue = {
  readonly start: () => void;
  readonly stop: () => Promise<void>;
  /** A job was added or answered. */
  readonly wake: () => void;
  /** Every printer is asked again now, also those that wait after a refusal. */
  readonly tryNow: () => void;
  /** Resolves when nothing can be printed right now. */
  readonly settled: () => Promise<void>;
  /** How the worker of a printer stands; a refusal holds until the printer took paper again. */
  readonly lane: (printerId: string) => { readonly refusal: string | null; readonly isSending: boolean };
};

/** A brand scanner in HID POS mode, as it introduces itself. */
export type SeenScanner = {
  /** Vendor, product and, where it has one, serial number: what it is remembered by. */
  readonly key: string;
  readonly vendorId: number;
  readonly productId: number;
  readonly serial: string;
  readonly productName: string;
};

/** One that is plugged in. */
export type LiveScanner = SeenScanner & {
  /** Tells two alike apart for as long as they stay plugged in. */
  readonly id: string;
  readonly state: Exclude<ScannerState, 'away'>;
  readonly detail: string;
  readonly lastScan: ScannerScan | null;
};

export type HeardScan = {
  readonly key: string;
  readonly scannerId: string;
  readonly code: string;
  readonly symbology: string | null;
};

/** Who is told of scans. None of it may take long: reports queue up behind. */
export type ScannerEars = {
  readonly onSeen: (scanner: SeenScanner) => void;
  readonly onScan: (scan: HeardScan) => void;
  /** The code's end never came; `code` is what there was of it. */
  readonly onCutOff: (scan: HeardScan) => void;
};

export type ScannerLink = {
  /** Looks for scanners from now on, first after `delayMs`. */
  readonly start: (ears: ScannerEars, delayMs?: number) => void;
  readonly stop: () => Promise<void>;
  readonly trouble: () => HidTroubleView | null;
  readonly connected: () => readonly LiveScanner[];
  /** Looks at once, after a look that is under way. */
  readonly lookNow: () => Promise<void>;
  /** Somebody is waiting for a scanner to appear. */
  readonly lookOften: () => void;
};
/**
 * Prints what must not be kept: past the queue, now or not at all. `no-printer` where there is none but the one made of files, which
 * keeps everything.
 */
export type PrintUnstored = (document: ReceiptDocument) => Promise<'printed' | 'failed' | 'no-printer'>;
/** How a printer is right now, as far as it tells. */
export type PrinterAnswer = {
  /** Why it would refuse paper; null when nothing speaks against printing. */
  readonly trouble: string | null;
  /** False where this way to a printer, or this printer, tells nothing. */
  readonly tells: boolean;
  /** The level of the drawer's switch; what it means was learned when the printer was set up. */
  readonly drawerLevel: 'high' | 'low' | null;
};

export type ProbedPrinter = { readonly profile: PrinterProfile; readonly trouble: string | null };

/** A printer this machine or its network has, before it is one of the till's. */
export type FoundPrinter = { readonly name: string; readonly connection: Connection };

/** The printers themselves, outside of jobs. */
export type PrinterDevices = {
  readonly ask: (printer: Printer) => Promise<PrinterAnswer>;
  /** Finds out what a printer can do. Null when nobody answers there. */
  readonly probe: (
    connection: Connection,
    report: (step: ProbeStep) => void,
  ) => Promise<ProbedPrinter | null>;
  readonly find: () => Promise<readonly FoundPrinter[]>;
};

/** Keeps an eye on printers and drawers between jobs. */
export type PrinterWatch = {
  /** Asks now, unless a job is being sent. */
  readonly check: (printer: Printer) => Promise<PrinterAnswer | null>;
  /** What the last look found, and since when it is so; null when nobody looked yet. */
  readonly status: (printerId: string) => PrinterSighting | null;
  /** A pulse went out: looks until the drawer is shut again, where its printer tells. */
  readonly drawerKicked: (printer: Printer) => void;
  readonly drawerOpenSince: () => number | null;
  readonly stop: () => void;
};

export type PrinterSighting = PrinterAnswer & { readonly since: number; readonly lookedAt: number };

/** Names the pepper this till made for itself. */
export const ownPepperId = 'own';

export type PepperFiles = {
  readonly read: (id: string) => Buffer;
  /** On disk when it returns. */
  readonly keep: (id: string, pepper: Buffer) => void;
};

/** Keeps the shop's own data of this till and of the cloud in step, beside the sync. */
export type ShopDataLink = {
  /** One round now. Fails where the cloud was not reached or the record could not be read or written; the till goes on either way. */
  readonly share: () => Promise<Envelope<null>>;
  /** The same in the background, after a change made here; not being reached now is no failure, the next pull does it. */
  readonly soon: () => void;
};

/** What this till remembers of the shop's record in the cloud. */
export type ShopDataMemory = {
  readonly generation: number;
  readonly keyId: string;
  /** Names the token the secret was last wrapped for. */
  readonly token: string;
  /** The highest version seen, by part. */
  readonly versions: Readonly<Record<string, number>>;
};

/** The till's side of the shop's record: what it knows, and what an entry changes here. */
export type ShopDataHome = {
  readonly read: () => Promise<ShopRecord>;
  readonly memory: () => ShopDataMemory | null;
  readonly remember: (memory: ShopDataMemory) => void;
  /** Whether this till has anything to begin a record with. */
  readonly hasOwner: () => boolean;
  /** Whether the owner said here that all PINs begin anew. */
  readonly beginsAnew: () => boolean;
  readonly pepper: () => Buffer;
  /** Takes the shop's pepper; PINs under another one are kept apart, or at a new beginning forgotten. */
  readonly join: (shop: {
    readonly keyId: string;
    readonly pepper: Buffer;
    readonly isNewBeginning: boolean;
  }) => void;
  /** Changes whenever `read` does. */
  readonly mark: () => string;
  /** Own people and settings of which no entry is known, as steps that make some; each inside the caller's transaction. */
  readonly claims: (isKnown: (key: string) => boolean) => readonly (() => void)[];
  /** What a merge asks for beside itself: no PIN twice, and an owner. */
  readonly settle: (before: ShopRecord, merged: ShopRecord) => Promise<ShopRecord>;
  /** Puts an entry into effect unless something later is known; inside the caller's transaction. */
  readonly take: (key: string, entry: Entry) => void;
  /** How the last round went, for the owner to see. */
  readonly report: (failure: Failure | null) => void;
  /** Something in the cloud that was not used: journalled and shown, once for each `mark`. */
  readonly refuse: (code: ErrorCode, field: string, mark: string) => void;
  readonly changed: () => void;
};

/** Tells the window (if any) that something changed; payloads are made by whoever listens. */
export type Notify = <E extends EventName>(event: E, payload?: Events[E]) => void;
