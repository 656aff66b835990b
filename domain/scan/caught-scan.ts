/** A code a scanner has handed over, whichever way it is plugged in. */
export type CaughtScan = {
  readonly code: string;
  readonly source: ScanSource;
  /** Which of several scanners; a keyboard does not say. */
  readonly scannerId: string | null;
  /** What kind of bars it read, where the scanner tells. */
  readonly symbology: string | null;
};

export type ScanSource = 'wedge' | 'hid';

/** Why a scan that was caught is not used. Nothing of it reaches the cart. */
export const scanRefusals = [
  /** A Vietnamese typing tool has rewritten it on its way. */
  'ime',
  /** Caps Lock is on, and nobody has taught the till what this scanner does about it. */
  'caps-lock',
  /** This computer's keyboard layout makes other characters of the scanner's keys. */
  'layout',
  /** Somebody held one of its keys down meanwhile. */
  'tangled',
  /** Too few characters for any code. */
  'short',
  /** Its end never came. */
  'cut-off',
  /** Two codes run together. */
  'burst',
  /** The same code again faster than a hand can: one pull of the trigger read twice. */
  'doubled',
] as const;

export type ScanRefusal = (typeof scanRefusals)[number];

/** A hand needs longer than this to pull the trigger again; a bouncing trigger and a scanner that reads on do not. */
export const bounceMs = 300;

/** Whether a scan repeats the one before it by accident. Times of the same scanner, in ms. */
export function isBounce(
  before: { readonly code: string; readonly at: number } | undefined,
  code: string,
  at: number,
): boolean {
  return before !== undefined && before.code === code && at - before.at < bounceMs;
}
