import type { Failure } from '../../contracts/errors/failure.ts';
import type { PrinterSummary } from '../../contracts/views/session.ts';
import { waitingStates } from '../../domain/print-job.ts';
import { countJobsIn, firstJobIn, lastDrawerJob } from '../db/repositories/print-jobs.ts';
import { listPrinters } from '../db/repositories/printers.ts';
import type { Till } from './till.ts';

/** How printing stands, in a few numbers and words, for the header. */
export function printerSummary(till: Pick<Till, 'store' | 'printer' | 'printerWatch'>): PrinterSummary {
  const { store } = till;
  const standingStill = firstJobIn(store, ['sending', 'sent']);
  return {
    waiting: countJobsIn(store, waitingStates),
    needsAnswer: countJobsIn(store, ['unknown']),
    stale: countJobsIn(store, ['stale']),
    blockedBy: standingStill?.reason ?? firstJobIn(store, ['blocked'])?.reason ?? null,
    standIns: standIns(till),
    drawerOpenSince: till.printerWatch.drawerOpenSince(),
  };
}

/** Told for a while after a pulse that came to nothing: somebody stands before a drawer that is shut. */
const toldForMs = 2 * 60_000;

export function drawerWarnings({ store, clock }: Pick<Till, 'store' | 'clock'>): readonly Failure[] {
  const job = lastDrawerJob(store);
  const isMissed =
    job?.state === 'expired' && job.reason !== 'interrupted' && clock() - job.changed_at < toldForMs;
  return isMissed ? [{ code: 'DRAWER_STAYED_SHUT', params: {} }] : [];
}

function standIns({ store, printer }: Pick<Till, 'store' | 'printer'>): PrinterSummary['standIns'] {
  const printers = listPrinters(store);
  return printers.flatMap((own) => {
    const standIn = printers.find(({ id }) => id === own.fallbackId);
    const reason = printer.lane(own.id).refusal;
    if (standIn === undefined || reason === null || printer.lane(standIn.id).refusal !== null) return [];
    return [{ printer: own.name, standIn: standIn.name, reason }];
  });
}
