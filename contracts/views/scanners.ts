import type { AroundCode } from '../../domain/scan/around-code.ts';

/** What a brand scanner in HID POS mode, plugged in or not, looks like on the page of scanners. */
export type ScannerView = {
  readonly key: string;
  /** The shop's own name for it, else what it calls itself. */
  readonly name: string;
  readonly productName: string;
  readonly serial: string;
  readonly enabled: boolean;
  readonly state: ScannerState;
  /** What the system said, for whoever helps. */
  readonly detail: string;
  /** Several of one model without serial numbers are one row. */
  readonly pluggedIn: number;
  readonly firstSeenAt: number | null;
  readonly lastSeenAt: number | null;
  readonly scans: number;
  readonly lastScan: ScannerScan | null;
  /** Taken off every code of it; both empty where nothing is. */
  readonly takenOff: AroundCode;
  /** What the last scan had around it and is not taken off yet. */
  readonly found: AroundCode | null;
};

/** `denied`: the system does not let the till read it; `busy`: another program has it; `away`: not plugged in. */
export const scannerStates = ['ready', 'off', 'denied', 'busy', 'failed', 'away'] as const;
export type ScannerState = (typeof scannerStates)[number];

export type ScannerScan = {
  readonly at: number;
  /** As it came, with everything the scanner puts around a code. */
  readonly raw: string;
  /** Without line ends and the like. */
  readonly code: string;
  readonly symbology: string | null;
  /** False where its end never came. */
  readonly isWhole: boolean;
};

export type ScannersView = {
  /** Why this machine can read no such scanner; null when it can. */
  readonly trouble: HidTroubleView | null;
  readonly scanners: readonly ScannerView[];
  /** Scans are shown here and reach no cart until then; null when they sell. */
  readonly testingUntil: number | null;
};

export type HidTroubleView = {
  /** `library-missing` is for whoever set the machine up; `addon-failed` for who made the program. */
  readonly kind: 'library-missing' | 'addon-failed';
  readonly detail: string;
};
