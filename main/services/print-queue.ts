import { isStale, type PrintJobState } from '../../domain/print-job.ts';
import type { Printer } from '../../domain/printing/printer.ts';
import { wayOf } from '../../domain/printing/routes.ts';
import {
  questionInterruptedJobs,
  setPrintJobState,
  type TakeableJob,
  takeableJobs,
} from '../db/repositories/print-jobs.ts';
import type { PrinterQueue } from './ports.ts';
import { createLane, type Lane } from './print-lane.ts';
import type { SendParts } from './send-print-job.ts';

export type PrintQueueParts = SendParts & {
  /** Asked for each job, since printers come, change and go while jobs wait. */
  readonly printers: () => readonly Printer[];
  readonly maxAgeHours: () => number;
  /** A drawer's pulse is out. */
  readonly onDrawer: (printer: Printer) => void;
};

/**
 * Works the durable queue off, one worker a printer, so that a jammed one holds nobody else up. Nothing here is ever in a seller's way.
 * After a restart a job that was being sent may be on paper, so it becomes a question instead of a second receipt.
 */
export function createPrintQueue(parts: PrintQueueParts): PrinterQueue {
  const { store, clock } = parts;
  const lanes = new Map<string, Lane>();
  const stopping = new AbortController();
  let started = false;

  const refuses = (printerId: string): boolean => lanes.get(printerId)?.isWaiting() === true;

  const nextFor = (printerId: string, kind: 'paper' | 'drawer') => {
    // Looked at again each time: a morning may have come since the last job.
    setAsideOverdue();
    const printers = parts.printers();
    for (const job of takeableJobs(store)) {
      if ((job.kind === 'drawer') !== (kind === 'drawer')) continue;
      const way = wayOf({ role: job.role, wanted: job.wanted_printer_id }, printers, refuses);
      if (way?.printer.id === printerId) return { job, way };
    }
    return undefined;
  };

  /** A drawer that must not open any more, paper that would surprise somebody, paper that no printer is for. */
  const setAsideOverdue = (): void => {
    const [now, maxAgeHours, printers] = [clock(), parts.maxAgeHours(), parts.printers()];
    let hasMoved = false;
    const move = (job: TakeableJob, state: PrintJobState, reason: string | null) => {
      setPrintJobState(store, job.id, state, reason, now);
      hasMoved = true;
    };
    for (const job of takeableJobs(store)) {
      const verdict = verdictOn(job, now, maxAgeHours);
      if (verdict !== null) move(job, verdict.state, verdict.reason);
      else if (job.state === 'queued' && job.kind !== 'drawer' && isHomeless(job, printers))
        move(job, 'blocked', 'no-printer');
    }
    if (hasMoved) parts.changed();
  };

  const laneOf = (printerId: string): Lane => {
    const known = lanes.get(printerId);
    if (known !== undefined) return known;
    const lane = createLane({
      ...parts,
      printerId,
      next: (kind) => nextFor(printerId, kind),
      onTurn: () => {
        for (const [id, other] of lanes) if (id !== printerId) other.wake();
      },
      signal: stopping.signal,
    });
    lanes.set(printerId, lane);
    return lane;
  };

  const isOn = (): boolean => started && !stopping.signal.aborted;

  const wake = (): void => {
    if (!isOn()) return;
    const printers = parts.printers();
    if (printers.length === 0) setAsideOverdue();
    // A new job is a reason to ask a printer that refused, unless another one stands in for it meanwhile.
    for (const { id, fallbackId } of printers)
      if (fallbackId === null) laneOf(id).tryNow();
      else laneOf(id).wake();
  };

  return {
    start: () => {
      if (started) return;
      started = true;
      questionInterruptedJobs(store, clock());
      wake();
    },
    stop: async () => {
      // A printer without paper would hold the program open for as long as nobody loads it.
      stopping.abort();
      await Promise.all([...lanes.values()].map((lane) => lane.settled()));
    },
    wake,
    tryNow: () => {
      if (isOn()) for (const { id } of parts.printers()) laneOf(id).tryNow();
    },
    settled: async () => {
      while ([...lanes.values()].some((lane) => lane.isBusy()))
        await Promise.all([...lanes.values()].map((lane) => lane.settled()));
    },
    lane: (printerId) => {
      const lane = lanes.get(printerId);
      return { refusal: lane?.refusal() ?? null, isSending: lane?.isSending() ?? false };
    },
  };
}

function verdictOn(
  job: TakeableJob,
  now: number,
  maxAgeHours: number,
): { readonly state: 'expired' | 'stale'; readonly reason: string | null } | null {
  if (job.expires_at !== null) return now > job.expires_at ? { state: 'expired', reason: 'too-late' } : null;
  return isStale(job.released_at ?? job.created_at, now, maxAgeHours)
    ? { state: 'stale', reason: null }
    : null;
}

function isHomeless(job: TakeableJob, printers: readonly Printer[]): boolean {
  return wayOf({ role: job.role, wanted: job.wanted_printer_id }, printers, () => false) === null;
}
