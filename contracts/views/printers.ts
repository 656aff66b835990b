import type { Connection, Printer, PrinterProfile } from '../../domain/printing/printer.ts';

/** The printers of this machine, for whoever manages them. */
export type PrintersView = { readonly printers: readonly PrinterView[] };

export type PrinterView = Printer & {
  /** Jobs that wait for this printer. */
  readonly waiting: number;
  readonly status: PrinterStatus;
  readonly lastPrintedAt: number | null;
  readonly lastTrouble: { readonly reason: string; readonly at: number } | null;
  /** Null where its printer does not tell. */
  readonly drawerOpen: boolean | null;
};

export type PrinterStatus = {
  /** `silent`: nothing speaks against printing, and nothing for it either. `unseen`: nobody looked since the start. */
  readonly state: 'ready' | 'working' | 'trouble' | 'silent' | 'unseen';
  readonly reason: string | null;
  readonly since: number | null;
};

/** What a printer answered when it was asked now. */
export type PrinterCheck = {
  readonly view: PrintersView;
  /** The level of the drawer's switch; null where nothing tells, or while a job is being sent. */
  readonly drawerLevel: 'high' | 'low' | null;
};

export type PrinterProbe = { readonly profile: PrinterProfile; readonly trouble: string | null };

export type FoundPrinters = readonly { readonly name: string; readonly connection: Connection }[];
