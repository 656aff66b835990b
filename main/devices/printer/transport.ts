/** One way to a printer. */
export type PrinterTransport = {
  /**
   * Hands a job over. `onFirstByte` is called, and has returned, before the first byte of the job leaves: what it writes down is
   * what a restart goes by.
   */
  readonly send: (job: PrintBytes, onFirstByte: () => void) => Promise<SendOutcome>;
};

export type PrintBytes = { readonly id: string; readonly bytes: Uint8Array; readonly dots: number };

export type SendOutcome =
  /** As far as this printer can tell, it is on paper. */
  | { readonly kind: 'printed' }
  /** No byte was handed over: safe to try again. */
  | { readonly kind: 'blocked'; readonly reason: BlockReason }
  /** Some bytes were handed over and nobody knows what came of them. */
  | { readonly kind: 'unknown'; readonly reason: 'connection-lost' | 'no-answer' };

export const blockReasons = ['unreachable', 'offline', 'cover-open', 'paper-out', 'error', 'jammed', 'folder-not-writable'] as const;

export type BlockReason = (typeof blockReasons)[number];
