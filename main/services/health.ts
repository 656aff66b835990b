import type { DiskView, HealthView } from '../../contracts/views/health.ts';
import { printerFor } from '../../domain/printing/routes.ts';
import { ordersKnown } from '../db/repositories/orders-known.ts';
import { outboxTally } from '../db/repositories/outbox.ts';
import { oldestUnsent } from '../db/repositories/outbox-age.ts';
import { listPrinters } from '../db/repositories/printers.ts';
import { pullKinds, pullTimes } from '../db/repositories/pull-progress.ts';
import type { Reader } from '../db/store.ts';
import type { AppFacts } from './app-view.ts';
import { isDiskLow } from './disk-room.ts';
import type { DiskFacts } from './ports.ts';
import { printerSummary } from './printer-summary.ts';
import type { Till } from './till.ts';
import { clockDrift } from './watch-clock.ts';

const minuteMs = 60_000;

/** How the machine does. A few searches of indexes and numbers that are at hand; only the drive is asked, and not on this thread. */
export async function healthView(till: Till, facts: AppFacts): Promise<HealthView> {
  const disk = await till.disk.read();
  const { store } = till;
  const queue = outboxTally(store);
  const wrong = clockDrift(store);
  const { budgetUsed, callsLastMinute, throttledAt, clockDriftMs } = till.sync.health();
  const printer = printerFor(listPrinters(store), 'receipts');
  return {
    at: till.clock(),
    connection: till.sync.connection(),
    queue,
    oldestUnsent: oldestUnsent(store, queue),
    pulls: pullsOf(store),
    api: {
      usedPercent: Math.round(budgetUsed * 100),
      callsLastMinute,
      throttledAt,
    },
    clock: {
      aheadMinutes: clockDriftMs === null ? (wrong?.minutes ?? null) : Math.round(clockDriftMs / minuteMs),
      wrongSince: wrong?.at ?? null,
    },
    disk: disk === null ? null : diskView(disk),
    printer: {
      ...printerSummary(till),
      name: printer?.name ?? null,
      address:
        printer?.connection.kind === 'network' ? `${printer.connection.host}:${printer.connection.port}` : '',
    },
    version: facts.version,
  };
}

function pullsOf(reader: Reader): HealthView['pulls'] {
  const times = pullTimes(reader);
  return [
    ...pullKinds.map((kind) => ({ kind, at: times[kind] })),
    { kind: 'orders', at: ordersKnown(reader)?.wholeAt ?? null },
  ];
}

function diskView(facts: DiskFacts): DiskView {
  return { ...facts, isLow: isDiskLow(facts) };
}
