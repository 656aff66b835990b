import { blockedDelayMs, drawerRetryMs } from '../../domain/print-job.ts';
import type { Printer } from '../../domain/printing/printer.ts';
import type { Way } from '../../domain/printing/routes.ts';
import { questionInterruptedJobs, type TakeableJob } from '../db/repositories/print-jobs.ts';
import { type SendParts, sendPrintJob } from './send-print-job.ts';

/** A drawer job waits this long behind paper that is being printed; then it goes beside it. */
const behindPaperMs = 3_000;

export type LaneParts = SendParts & {
  readonly printerId: string;
  /** The next job whose way leads to this printer now. */
  readonly next: (kind: 'paper' | 'drawer') => { readonly job: TakeableJob; readonly way: Way } | undefined;
  /** This printer refuses paper, or takes it again: other lanes may have something to do. */
  readonly onTurn: () => void;
  /** The drawer's pulse is out. */
  readonly onDrawer: (printer: Printer) => void;
  readonly signal: AbortSignal;
};

export type Lane = {
  /** Starts work if there is some and none is under way. */
  readonly wake: () => void;
  /** Asks the printer now instead of later. */
  readonly tryNow: () => void;
  /** Paper is not offered to it until a while has passed. */
  readonly isWaiting: () => boolean;
  /** Why it last refused paper; null once it took some. */
  readonly refusal: () => string | null;
  /** A job is at the printer, from the first question on. */
  readonly isSending: () => boolean;
  /** Sending, or looking for what to send. */
  readonly isBusy: () => boolean;
  readonly settled: () => Promise<void>;
};

/**
 * The worker of one printer: the drawer before paper, paper oldest first, one job at a time. A printer that stands still in the middle
 * of a receipt does not hold the drawer: its pulse goes beside it.
 */
export function createLane(parts: LaneParts): Lane {
  const state = {
    paper: null as Promise<void> | null,
    drawer: null as Promise<void> | null,
    sending: 0,
    /** Since when paper is being printed; null while none is. */
    paperSince: null as number | null,
    standsStill: false,
    refusal: null as string | null,
    isWaiting: false,
    drawerRests: false,
    tries: 0,
    restTimer: undefined as NodeJS.Timeout | undefined,
    hasFailed: false,
    wantsRun: false,
  };
  const timers = new Set<NodeJS.Timeout>();

  const after = (ms: number, act: () => void): NodeJS.Timeout | undefined => {
    if (parts.signal.aborted) return undefined;
    const timer = setTimeout(() => {
      timers.delete(timer);
      act();
      wake();
    }, ms);
    timer.unref();
    timers.add(timer);
    return timer;
  };

  const rest = (reason: string): void => {
    state.refusal = reason;
    state.isWaiting = true;
    clearTimeout(state.restTimer);
    state.restTimer = after(blockedDelayMs(state.tries), () => {
      state.isWaiting = false;
    });
    state.tries += 1;
  };

  const send = async (job: TakeableJob, way: Way, running: Parameters<typeof sendPrintJob>[3]) => {
    state.sending += 1;
    try {
      return await sendPrintJob(parts, job.id, way, running);
    } finally {
      state.sending -= 1;
    }
  };

  const openDrawer = async (job: TakeableJob, way: Way): Promise<void> => {
    const leftMs = Math.max((job.expires_at ?? 0) - parts.clock(), 0);
    const outcome = await send(job, way, {
      signal: AbortSignal.any([parts.signal, AbortSignal.timeout(leftMs)]),
      onTrouble: () => undefined,
    });
    if (outcome.kind === 'printed') parts.onDrawer(way.printer);
    if (outcome.kind !== 'blocked') return;
    state.drawerRests = true;
    after(drawerRetryMs, () => {
      state.drawerRests = false;
    });
  };

  const printPaper = async (job: TakeableJob, way: Way): Promise<void> => {
    state.paperSince = performance.now();
    const outcome = await send(job, way, {
      signal: parts.signal,
      onTrouble: (reason) => {
        state.standsStill = reason !== null;
        if (reason !== null) openDrawerBeside();
      },
    });
    state.standsStill = false;
    state.paperSince = null;
    if (outcome.kind === 'blocked') rest(outcome.reason);
    else {
      state.refusal = null;
      state.tries = 0;
    }
    parts.onTurn();
  };

  const work = async (): Promise<void> => {
    recover();
    while (!parts.signal.aborted) {
      if (state.drawer !== null) await state.drawer;
      const drawer = state.drawerRests ? undefined : parts.next('drawer');
      if (drawer !== undefined) {
        await openDrawer(drawer.job, drawer.way);
        parts.changed();
        continue;
      }
      const paper = state.isWaiting ? undefined : parts.next('paper');
      if (paper === undefined) return;
      await printPaper(paper.job, paper.way);
      parts.changed();
    }
  };

  /** What a failure of the till itself left half-way. */
  const recover = (): void => {
    if (!state.hasFailed) return;
    questionInterruptedJobs(parts.store, parts.clock(), parts.printerId);
    state.hasFailed = false;
  };

  const failed = (error: unknown): void => {
    parts.log('print-queue-failed', { printer: parts.printerId, error: String(error) });
    state.hasFailed = true;
    state.standsStill = false;
    state.paperSince = null;
    // A full disk or the like: trying again at once would fail at once.
    rest('error');
    try {
      recover();
    } catch {
      // The next try looks again.
    }
  };

  const openDrawerBeside = (): void => {
    if (state.paperSince === null || state.drawer !== null || state.drawerRests || parts.signal.aborted)
      return;
    const drawer = parts.next('drawer');
    if (drawer === undefined) return;
    const printsForMs = performance.now() - state.paperSince;
    if (!state.standsStill && printsForMs < behindPaperMs) {
      after(behindPaperMs - printsForMs, () => undefined);
      return;
    }
    state.drawer = Promise.resolve()
      .then(() => openDrawer(drawer.job, drawer.way))
      .catch(failed)
      .finally(() => {
        state.drawer = null;
        parts.changed();
      });
  };

  const wake = (): void => {
    if (parts.signal.aborted) return;
    if (state.paper !== null) {
      state.wantsRun = true;
      openDrawerBeside();
      return;
    }
    state.wantsRun = false;
    // Begun a moment later: what the work itself sets off must find it under way.
    state.paper = Promise.resolve()
      .then(work)
      .catch(failed)
      .finally(() => {
        state.paper = null;
        // A job may have come in, or been answered, between the last look and the end of the run.
        if (state.wantsRun) wake();
      });
  };

  parts.signal.addEventListener('abort', () => {
    for (const timer of timers) clearTimeout(timer);
  });

  return {
    wake,
    tryNow: () => {
      state.isWaiting = false;
      state.drawerRests = false;
      wake();
    },
    isWaiting: () => state.isWaiting,
    refusal: () => state.refusal,
    isSending: () => state.sending > 0,
    isBusy: () => state.paper !== null || state.drawer !== null,
    settled: async () => {
      while (state.paper !== null || state.drawer !== null) await (state.paper ?? state.drawer);
    },
  };
}
