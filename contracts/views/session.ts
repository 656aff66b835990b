import type { Dong } from '../../domain/money/dong.ts';
import type { RightsChanges } from '../../domain/permission/rights.ts';
import type { Picture } from '../../domain/receipt/picture.ts';
import type { ReturnPolicy } from '../../domain/return/return-policy.ts';
import type { CashRounding } from '../../domain/sale/settle.ts';
import type { TenderKind } from '../../domain/sale/tender.ts';
import type { Role, StaffAction } from '../../domain/staff.ts';
import type { Failure } from '../errors/failure.ts';

/** Which part of the program the window shows. */
export type Phase = 'failed' | 'setup' | 'locked' | 'open';

export type AppView = {
  /** As in `CartsView`. */
  readonly serial: number;
  readonly phase: Phase;
  readonly version: string;
  /** Why the till cannot start; only in phase `failed`. */
  readonly failure: Failure | null;
  readonly setup: SetupView | null;
  readonly till: TillView | null;
  readonly session: SessionView | null;
  readonly shift: ShiftSummary | null;
  readonly connection: ConnectionView;
  /** Differences between till and cloud that nobody has repaired or accepted. */
  readonly differences: number;
  readonly printer: PrinterSummary;
  /** Only in the demo shop. */
  readonly demoPins: readonly { readonly name: string; readonly role: Role; readonly pin: string }[];
  /** Standing remarks such as a clock that went back; shown, never blocking. */
  readonly warnings: readonly Failure[];
};

export type TillView = {
  readonly shopName: string;
  readonly branchName: string;
  readonly tillNumber: number;
  readonly demo: boolean;
  readonly settings: ShopSettings;
};

export type SessionView = {
  readonly staffId: string;
  readonly name: string;
  readonly role: Role;
  /** What is offered: rights of their own, and acts that somebody else may approve on the spot. */
  readonly may: readonly StaffAction[];
};

/** The shop's own rules, set by the owner. */
export type ShopSettings = {
  readonly receiptTitle: string;
  readonly receiptHeader: readonly string[];
  readonly receiptFooter: readonly string[];
  readonly receiptShowVat: boolean;
  readonly printOnPay: boolean;
  readonly needShift: boolean;
  readonly blindCount: boolean;
  readonly sellBelowZero: boolean;
  readonly hideSoldOut: boolean;
  /** Orders in the cloud are named by the receipt's number. */
  readonly nameOrders: boolean;
  readonly cashRounding: CashRounding;
  readonly autoLockMinutes: number;
  readonly defaultVatBp: number | null;
  readonly transferAccount: TransferAccount | null;
  readonly returns: ReturnPolicy;
  /** What the owner changed of the rights by role. */
  readonly rights: RightsChanges;
  /** Paper that waited longer is printed only when somebody says so. */
  readonly printMaxAgeHours: number;
  /** How many receipts more the shop keeps of a sale, by the tenders it was paid with. */
  readonly extraReceipts: ExtraReceipts;
  /** After how long an open drawer is mentioned; 0 never. */
  readonly drawerReminderSeconds: number;
  /** This machine's, so that the shop's shared data stays small. */
  readonly receiptLogo: Picture | null;
  readonly locale: 'vi' | 'en';
  readonly soundVolume: number;
};

export type TransferAccount = { readonly bin: string; readonly account: string; readonly holder: string };

export type ExtraReceipts = { readonly [K in TenderKind]: number };

export type SetupStep = 'connect' | 'branch' | 'owner' | 'pull' | 'staff' | 'ready';

export type SetupView = {
  readonly step: SetupStep;
  readonly baseUrl: string;
  readonly shopName: string | null;
  readonly branches: readonly BranchView[];
  readonly branchName: string | null;
  readonly pull: PullView | null;
  readonly staff: readonly StaffView[];
  /** False where the API does not give the list: the owner adds people by hand. */
  readonly staffListed: boolean;
  /** The shop's owner and PINs came from its other tills: nobody is asked for them again. */
  readonly joined: boolean;
  /** What stands in the way of the shop's shared data. */
  readonly shopData: Failure | null;
  readonly failure: Failure | null;
};

export type BranchView = { readonly id: number; readonly name: string; readonly address: string };

export type StaffView = {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly hasPin: boolean;
  /** The PIN was taken back: another till had given the same one to somebody else before. */
  readonly pinClashed: boolean;
  /** The account owner of the cloud shop: offered first as the shop's owner here. */
  readonly isAccountOwner: boolean;
};

export type PullView = {
  readonly running: boolean;
  /** Goods and prices are in, so the till can sell; stock and customers may still be on their way. */
  readonly sellable: boolean;
  readonly done: boolean;
  readonly kinds: readonly {
    readonly kind: 'products' | 'stock' | 'customers';
    readonly pulled: number;
    readonly total: number | null;
  }[];
  readonly rowsPerSecond: number;
  readonly secondsLeft: number | null;
  readonly failure: Failure | null;
};

export type ShiftSummary = {
  readonly id: string;
  readonly openedAt: number;
  readonly openedBy: string;
  readonly float: Dong;
};

/** The token is out of reach: why. Selling goes on with all of them. */
export type KeychainState =
  | 'keychain-missing'
  | 'keychain-locked'
  | 'keychain-denied'
  | 'keychain-lost'
  | 'keychain-damaged';

export type ConnectionView = {
  readonly state: 'online' | 'offline' | 'token-refused' | 'scope-missing' | KeychainState | 'not-connected';
  /** Since when this state holds; UTC ms. */
  readonly since: number;
  /** In state `scope-missing`: what the token lacks, as the owner finds it in the list of a private app. */
  readonly missingScopes: readonly string[];
  readonly waiting: number;
  readonly refused: number;
  /** As of when stock was right; UTC ms. */
  readonly lastPullAt: number | null;
  /** As of when prices were right; UTC ms. */
  readonly pricesAt: number | null;
};

export type PrinterSummary = {
  readonly waiting: number;
  readonly needsAnswer: number;
  /** Too old to print without asking. */
  readonly stale: number;
  /** Why the oldest waiting job has not been printed. */
  readonly blockedBy: string | null;
  /** Printers that refuse paper, and who prints it meanwhile. */
  readonly standIns: readonly {
    readonly printer: string;
    readonly standIn: string;
    readonly reason: string;
  }[];
  /** Since when the drawer is open; null when it is shut or its printer does not tell. */
  readonly drawerOpenSince: number | null;
};
