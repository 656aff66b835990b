import type { ProbeStep } from '../domain/printing/printer.ts';
import type { CaughtScan, ScanRefusal, ScanSource } from '../domain/scan/caught-scan.ts';
import type { Failure } from './errors/failure.ts';
import type { ScannersView } from './views/scanners.ts';
import type { CartsView, ScanOutcome } from './views/selling.ts';
import type { AppView, PullView } from './views/session.ts';

/** What main tells the window without being asked. */
export type Events = {
  /** The whole state outside carts; sent on every change of it. */
  readonly app: AppView;
  readonly carts: CartsView;
  readonly pull: PullView;
  readonly scanners: ScannersView;
  /** How far the look at a new printer has come. */
  readonly 'printer-probe': { readonly step: ProbeStep };
  /**
   * A scanner's burst was caught: what its first keys did is to be taken back, oldest first. Where an input method was in between,
   * the keys are not known, only since when. `pressedAt`: UTC ms at which the first of them went down.
   */
  readonly scanning: { readonly keys: readonly string[]; readonly pressedAt: number; readonly ime: boolean };
  /** The burst has ended; keys are a person's again. */
  readonly 'scan-over': null;
  /** Where a scan led, from any screen: for sound and for the choice among several goods. */
  readonly scanned:
    | { readonly code: string; readonly source: ScanSource; readonly outcome: ScanOutcome }
    | { readonly code: string; readonly source: ScanSource; readonly failure: Failure };
  /** A scan that was caught but cannot be used; `code` is what there was of it. */
  readonly 'scan-refused': Pick<CaughtScan, 'code' | 'source' | 'scannerId'> & {
    readonly reason: ScanRefusal;
  };
};

export type EventName = keyof Events;

export const eventNames = [
  'app',
  'carts',
  'pull',
  'scanners',
  'printer-probe',
  'scanning',
  'scan-over',
  'scanned',
  'scan-refused',
] as const satisfies readonly EventName[];
