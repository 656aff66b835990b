import type { Paper } from '../receipt/layout.ts';

/** What the till knows of one make of printer: how bytes for it are made, and what its answers are worth. Learned when it is added. */
export type PrinterProfile = {
  readonly paper: Paper;
  /** Rows of one picture command; small clones lose more than 128 at a time, the oldest need 24. */
  readonly bandRows: number;
  readonly cut: CutKind;
  /** The pin of the drawer's solenoid; null where no drawer hangs on this printer. */
  readonly drawerPin: 2 | 5 | null;
};

export const cutKinds = ['feed-partial', 'partial', 'full', 'old-partial', 'none'] as const;

export type CutKind = (typeof cutKinds)[number];

/** Safe on any printer that knows ESC/POS: what is assumed until it was asked. */
export const plainProfile: PrinterProfile = {
  paper: '80',
  bandRows: 128,
  cut: 'feed-partial',
  drawerPin: 2,
};
