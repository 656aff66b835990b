import type { Paper } from '../receipt/layout.ts';

/** How the till reaches a printer. */
export type Connection =
  | { readonly kind: 'network'; readonly host: string; readonly port: number }
  /** A queue of the Windows spooler, by its name. */
  | { readonly kind: 'spooler'; readonly queue: string }
  /** A device file of Linux. The serial number finds the printer again when it was plugged in elsewhere. */
  | { readonly kind: 'usb'; readonly path: string; readonly serial: string | null }
  | { readonly kind: 'cups'; readonly queue: string }
  /** Made of files. */
  | { readonly kind: 'virtual' };

/** What a printer is used for. The drawer hangs on a printer, so opening it is a role as well. */
export const printerRoles = ['receipts', 'slips', 'second-copy', 'drawer'] as const;
export type PrinterRole = (typeof printerRoles)[number];

export type Printer = {
  readonly id: string;
  readonly name: string;
  readonly connection: Connection;
  readonly profile: PrinterProfile;
  readonly roles: readonly PrinterRole[];
  /** Takes over paper that this one refuses. */
  readonly fallbackId: string | null;
};

/** What the till knows of one make of printer: how bytes for it are made, and what its answers are worth. Learned when it is added. */
export type PrinterProfile = {
  /** As the printer itself says; null where it does not. */
  readonly make: string | null;
  readonly model: string | null;
  readonly paper: Paper;
  /** Printable dots: heads of some 80 mm printers have 512. */
  readonly dots: PrintDots;
  /** Rows of one picture command; small clones lose more than 128 at a time, the oldest need 24. */
  readonly bandRows: number;
  readonly cut: CutKind;
  /** The pin of the drawer's solenoid; null where no drawer hangs on this printer. */
  readonly drawerPin: 2 | 5 | null;
  /** The level of the drawer's switch while it is open; null where nobody has learned it, so that nothing is said. */
  readonly drawerOpenIs: 'high' | 'low' | null;
  readonly answers: StatusAnswers;
  readonly confirms: PrintSign;
  /** Absent, letters are drawn, which every printer can print and all Vietnamese can be read of. */
  readonly letters?: LetterMode;
};

/** Letters of the printer's own are faster on slow lines. WPC1258 is not among them: its tones are printed as letters of their own. */
export type LetterMode =
  /** Two pages of TCVN-3, by the numbers this make gives them: Epson and Citizen 30 and 31, newer Bixolon 49 and 50. */
  | { readonly kind: 'tcvn-3'; readonly smallPage: number; readonly capitalPage: number }
  /** Without accents: the last resort. */
  | { readonly kind: 'ascii' };

export const printDots = [384, 512, 576] as const;
export type PrintDots = (typeof printDots)[number];

export const cutKinds = ['feed-partial', 'partial', 'full', 'old-partial', 'none'] as const;
export type CutKind = (typeof cutKinds)[number];

/** Which of the four status requests a printer answers. `unknown`: never asked, so each job asks anew. */
export type StatusAnswers = 'all' | 'some' | 'none' | 'unknown';

/** What shows that a job was worked through: the printer names it, answers a fence behind it, or only hangs up in order. */
export type PrintSign = 'process-id' | 'fence' | 'close';

/** Steps of finding out what a printer can do. */
export const probeSteps = ['connect', 'status', 'model', 'fence', 'process-id'] as const;
export type ProbeStep = (typeof probeSteps)[number];

/** Safe on any printer that knows ESC/POS: what is assumed until it was asked. */
export const plainProfile: PrinterProfile = {
  make: null,
  model: null,
  paper: '80',
  dots: 576,
  bandRows: 128,
  cut: 'feed-partial',
  drawerPin: 2,
  drawerOpenIs: null,
  answers: 'unknown',
  confirms: 'fence',
};

/** The same for a width of paper, with the head most printers of that width have. */
export function plainProfileFor(paper: Paper): PrinterProfile {
  return { ...plainProfile, paper, dots: paper === '58' ? 384 : 576 };
}
