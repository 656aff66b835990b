import { blockedDelayMs, drawerPatienceMs } from '../../domain/print-job.ts';
import type { ReceiptDocument } from '../../domain/receipt/document.ts';
import type { Paper } from '../../domain/receipt/layout.ts';
import {
  firstJobIn,
  type PrintJobRecord,
  questionInterruptedJobs,
  setPrintJobReason,
  setPrintJobState,
} from '../db/repositories/print-jobs.ts';
import type { Writer } from '../db/store.ts';
import type { PrinterQueue } from './ports.ts';

/** How a job gets to a printer; see `devices/printer/transport.ts`. */
export type PrintTransport = {
  readonly send: (
    job: { readonly id: string; readonly bytes: Uint8Array; readonly dots: number },
    hooks: {
      readonly onFirstByte: () => void;
      readonly onTrouble: (reason: string | null) => void;
      readonly signal: AbortSignal;
    },
  ) => Promise<
    | { readonly kind: 'printed' }
    | { readonly kind: 'blocked'; readonly reason: string }
    | { readonly kind: 'unknown'; readonly reason: string }
  >;
};

export type PrintQueueParts = {
  readonly store: Writer;
  readonly clock: () => number;
  /** Asked for each job, since the owner may change the printer while jobs wait. */
  readonly printer: () => {
    readonly transport: PrintTransport;
    readonly paper: Paper;
    readonly dots: number;
  };
  readonly encode: (document: ReceiptDocument, paper: Paper) => Uint8Array;
  readonly drawerPulse: () => Uint8Array;
  readonly changed: () => void;
  readonly log: (event: string, details: Readonly<Record<string, unknown>>) => void;
};

/**
 * Works the durable queue off, oldest first, one job at a time. Nothing here is ever in a seller's way: a jammed printer makes jobs
 * wait. After a restart a job that was being sent may be on paper, so it becomes a question instead of a second receipt.
 */
export function createPrintQueue(parts: PrintQueueParts): PrinterQueue {
  const { store, clock } = parts;
  let started = false;
  let stopped = false;
  const stopping = new AbortController();
  let blockedTries = 0;
  let retryTimer: NodeJS.Timeout | undefined;
  let running: Promise<void> | null = null;
  let wantsRun = false;

  const run = async (): Promise<void> => {
    for (;;) {
      const job = firstJobIn(store, ['queued', 'blocked']);
      if (job === undefined || stopped) return;
      const goesOn = await printOne(parts, job, stopping.signal);
      parts.changed();
      if (!goesOn) return tryLater();
      blockedTries = 0;
    }
  };

  const tryLater = (): void => {
    retryTimer = setTimeout(wake, blockedDelayMs(blockedTries));
    retryTimer.unref();
    blockedTries += 1;
  };

  const wake = (): void => {
    wantsRun = true;
    if (!started || stopped || running !== null) return;
    clearTimeout(retryTimer);
    wantsRun = false;
    running = run()
      .catch((error: unknown) => {
        parts.log('print-queue-failed', { error: String(error) });
        // A full disk or the like: trying again at once would fail at once.
        tryLater();
        wantsRun = false;
      })
      .finally(() => {
        running = null;
        // A job may have come in, or been answered, between the last look and the end of the run.
        if (wantsRun) wake();
      });
  };

  return {
    start: () => {
      if (started) return;
      started = true;
      questionInterruptedJobs(store, clock());
      wake();
    },
    stop: async () => {
      stopped = true;
      // A printer without paper would hold the program open for as long as nobody loads it.
      stopping.abort();
      clearTimeout(retryTimer);
      await running;
      clearTimeout(retryTimer);
    },
    wake,
    settled: async () => {
      while (running !== null) await running;
    },
  };
}

/** False when the printer is not ready: everything behind waits too. */
async function printOne(parts: PrintQueueParts, job: PrintJobRecord, signal: AbortSignal): Promise<boolean> {
  const { store, clock } = parts;
  if (job.kind === 'drawer' && clock() - job.created_at > drawerPatienceMs) {
    setPrintJobState(store, job.id, 'expired', null, clock());
    return true;
  }
  const { transport, paper, dots } = parts.printer();
  const bytes =
    job.kind === 'drawer'
      ? parts.drawerPulse()
      : parts.encode(JSON.parse(job.document_json) as ReceiptDocument, paper);
  const outcome = await transport.send(
    { id: job.id, bytes, dots },
    {
      onFirstByte: () => setPrintJobState(store, job.id, 'sending', null, clock()),
      onTrouble: (reason) => {
        setPrintJobReason(store, job.id, reason);
        parts.changed();
      },
      signal,
    },
  );
  const reason = outcome.kind === 'printed' ? null : outcome.reason;
  const isLostPulse = job.kind === 'drawer' && outcome.kind === 'unknown';
  setPrintJobState(store, job.id, isLostPulse ? 'expired' : outcome.kind, reason, clock());
  if (outcome.kind !== 'printed')
    parts.log('print-job', { id: job.id, kind: job.kind, outcome: outcome.kind, reason });
  return outcome.kind !== 'blocked';
}
