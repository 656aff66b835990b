import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { gtinCheckDigit } from '../domain/barcode.ts';
import { dong } from '../domain/money/dong.ts';
import { migrate } from '../main/db/migrate.ts';
import { outboxTotals } from '../main/db/repositories/outbox.ts';
import { openStore } from '../main/db/store.ts';
import { appView } from '../main/services/app-view.ts';
import { activeCart, cartsView } from '../main/services/carts.ts';
import { completeSale } from '../main/services/complete-sale.ts';
import { openShift } from '../main/services/run-shift.ts';
import { scanCode } from '../main/services/scan-code.ts';
import { fillGoods } from '../tests/support/fill-goods.ts';
import { benchTill } from './bench-till.ts';
import { startCloudProcess } from './cloud-process.ts';
import { queueSales } from './long-queue.ts';
import { compare, measure, printRatio, summarise, type Timing } from './measure.ts';
import { syncOver } from './sync.ts';

const days = 30;
const long = 50_000;
const short = 50;
const goods = 250;

type Shop = {
  readonly path: string;
  readonly scan: Timing;
  readonly payment: Timing;
  readonly view: Timing;
  readonly start: Timing;
  readonly rssMb: number;
};

const started = z.object({ startMs: z.number(), rssMb: z.number() });

/** A till that was offline for 30 days beside one that was not: selling, starting, memory; then the queue drains. */
export async function benchOffline(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'quay-bench-'));
  try {
    const little = shop(join(folder, 'little.db'), short);
    const much = shop(join(folder, 'much.db'), long);
    const beside = `${long.toLocaleString('en')} sales queued over ${days} days beside ${short}`;
    printRatio(compare(`A scan into a durable cart: ${beside}`, little.scan, much.scan));
    printRatio(compare(`Payment of five lines: ${beside}`, little.payment, much.payment));
    printRatio(compare(`What the window is told after a sale: ${beside}`, little.view, much.view));
    printRatio(compare(`From opening the store to the first view: ${beside}`, little.start, much.start));
    process.stdout.write(
      `Memory of a started till\n  ${short}: ${little.rssMb.toFixed(1)} MB\n  ${long}: ${much.rssMb.toFixed(1)} MB\n  ratio ${(much.rssMb / little.rssMb).toFixed(2)}\n`,
    );
    await drain(much.path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function shop(path: string, queued: number): Shop {
  const store = openStore(path);
  migrate(store);
  const { till, actor } = benchTill(store.writer, uuidv7);
  store.writer.run(
    "INSERT INTO staff (id, name, role, is_account_owner, created_at, updated_at) VALUES ('staff-1', 'Bench', 'cashier', 0, 0, 0)",
  );
  fillGoods(
    store.writer,
    Array.from({ length: goods }, (_, index) => ({
      variantId: 1_100_000_001 + index,
      productId: 1_000_000_001 + index,
      name: `Hàng ${index}`,
      price: 10_000,
      code: code(index),
      stock: 100_000,
    })),
  );
  queueSales(store, { count: queued, days, goods: 200 });
  openShift(till, actor, 0);
  const pay = () => {
    const { cart, version } = activeCart(till, actor.staffId);
    const total = cartsView(till).active.total;
    completeSale(till, actor, {
      cartId: cart.id,
      version,
      tenders: [{ kind: 'cash', amount: dong(total), reference: '' }],
      print: true,
    });
  };
  const label = `${queued.toLocaleString('en')} queued`;
  const scan = measure(`scan, ${label}`, 200, (run) => {
    scanCode(till, actor, code((run * 331) % goods));
    if (run % 10 === 9) pay();
  });
  const payments: number[] = [];
  for (let run = 0; run < 120; run += 1) {
    for (let line = 0; line < 5; line += 1) scanCode(till, actor, code((run * 31 + line * 7) % goods));
    const startedAt = performance.now();
    pay();
    if (run >= 20) payments.push(performance.now() - startedAt);
  }
  const view = measure(`view, ${label}`, 200, () => {
    outboxTotals(store.writer);
    appView(till, actor, { version: '', demoPins: [] });
  });
  store.close();
  const starts = Array.from({ length: 7 }, () => startedTill(path));
  return {
    path,
    scan,
    payment: summarise(`payment, ${label}`, payments),
    view,
    start: summarise(
      `start, ${label}`,
      starts.map(({ startMs }) => startMs),
    ),
    rssMb: summarise(
      '',
      starts.map(({ rssMb }) => rssMb),
    ).medianMs,
  };
}

/** In a process of its own: start time and memory of one that did nothing else. */
function startedTill(path: string): z.output<typeof started> {
  const { stdout } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'offline-start.ts'), path],
    { encoding: 'utf8' },
  );
  return started.parse(JSON.parse(stdout));
}

async function drain(path: string): Promise<void> {
  const cloud = await startCloudProcess(['--products', '300', '--seed', '7']);
  const store = openStore(path);
  const sync = syncOver(store, cloud);
  try {
    const waiting = outboxTotals(store.writer).waiting;
    const startedAt = performance.now();
    const report = await sync.runOnce('push');
    const seconds = (performance.now() - startedAt) / 1000;
    const left = outboxTotals(store.writer);
    process.stdout.write(
      `Draining the ${waiting.toLocaleString('en')}: ${report.ok ? 'done' : report.error.code} in ${seconds.toFixed(0)} s without a call limit (${((seconds * 1000) / waiting).toFixed(2)} ms a sale, the cloud's work included), ${left.waiting} left, ${left.refused} refused\n`,
    );
  } finally {
    await sync.stop();
    store.close();
    await cloud.stop();
  }
}

function code(index: number): string {
  const body = `893${(index + 1).toString().padStart(9, '0')}`;
  return `${body}${gtinCheckDigit(body)}`;
}
