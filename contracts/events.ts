import type { Failure } from './errors/failure.ts';
import type { CartsView, ScanOutcome } from './views/selling.ts';
import type { AppView, PullView } from './views/session.ts';

/** What main tells the window without being asked. */
export type Events = {
  /** The whole state outside carts; sent on every change of it. */
  readonly app: AppView;
  readonly carts: CartsView;
  readonly pull: PullView;
  /** A scanner's burst was caught: whatever its first key did to a field is to be taken back. */
  readonly scanning: { readonly firstCharacter: string };
  /** Where a scan led, from any screen: for sound and for the choice among several goods. */
  readonly scanned:
    | { readonly code: string; readonly outcome: ScanOutcome }
    | { readonly code: string; readonly failure: Failure };
};

export type EventName = keyof Events;

export const eventNames = [
  'app',
  'carts',
  'pull',
  'scanning',
  'scanned',
] as const satisfies readonly EventName[];
