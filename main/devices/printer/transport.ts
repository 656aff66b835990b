/** One way to a printer. */
export type PrinterTransport = {
  readonly kind: string;
  /** Hands one job over and stays until its fate is known. */
  readonly send: (job: PrintBytes, hooks: SendHooks) => Promise<SendOutcome>;
};

/** `dots` is the width of the paper. */
export type PrintBytes = {
  readonly id: string;
  readonly bytes: Uint8Array;
  readonly dots: number;
  /** What is sent instead where the printer stands still for want of paper or with its cover open: it acts on this even so. */
  readonly whenStopped?: Uint8Array;
};

export type SendHooks = {
  /** Called, and has returned, before the first byte of the job leaves: what it writes down is what a restart goes by. */
  readonly onFirstByte: () => void;
  /** All bytes were handed over; what follows is waiting for a sign. */
  readonly onHandedOver?: () => void;
  /** The printer stopped in the middle of the job, or goes on again (null). It keeps the job; nothing is sent twice. */
  readonly onTrouble?: (reason: BlockReason | null) => void;
  /** Gives the job up: `blocked` when none of it was handed over, else `unknown`. */
  readonly signal?: AbortSignal;
};

export type SendOutcome =
  /** As far as this printer can tell, it is on paper. */
  | { readonly kind: 'printed' }
  /** No byte was handed over: safe to try again. */
  | { readonly kind: 'blocked'; readonly reason: BlockReason }
  /** Some bytes were handed over and nobody knows what came of them. */
  | { readonly kind: 'unknown'; readonly reason: UnknownReason };

export const blockReasons = [
  'unreachable',
  'busy',
  'offline',
  'cover-open',
  'paper-out',
  'error',
  'cutter-error',
  'jammed',
  'folder-not-writable',
  'not-on-this-system',
  'unplugged',
  'queue-missing',
  'no-permission',
  'no-print-system',
  'helper-refused',
  'interrupted',
] as const;

export type BlockReason = (typeof blockReasons)[number];

export type UnknownReason = 'connection-lost' | 'no-answer' | 'cover-opened' | 'interrupted';
