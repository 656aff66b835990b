import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startShopCloud } from '../support/shop-cloud.ts';
import { repository } from '../support/till-window.ts';
import { liveDay } from './day.ts';
import { findMismatches, readBooks } from './ledger.ts';

/** `npm run demo`: lives a day in the real window, then compares screen, till and cloud. Exit code 1 on any difference. */
const out = join(repository, 'out', 'demo');
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const startedAt = performance.now();
const cloud = await startShopCloud(['--products', '1200']);
const { day, orders } = await liveAndCount().finally(() => cloud.stop());
const books = readBooks(day.profile);
cpSync(join(day.profile, 'printouts'), join(out, 'receipts'), { recursive: true });
const mismatches = [
  ...findMismatches(day.sales, books, orders),
  ...(day.expectedCash === day.countedCash && day.variance === 0
    ? []
    : [`counted ${day.countedCash}, expected ${day.expectedCash}`]),
  ...day.kills.filter((kill) => !kill.recovered).map((kill) => `not recovered: killed ${kill.at}`),
];
const summary = {
  sales: books.sales.length,
  tillTotal: books.sales.reduce((sum, sale) => sum + sale.payable, 0),
  byTender: books.byTender,
  float: day.float,
  cashOut: day.cashOut,
  expectedCash: day.expectedCash,
  countedCash: day.countedCash,
  unsynced: books.unsynced,
  cloudOrders: orders.length,
  cloudTotal: orders.reduce((sum, order) => sum + order.total, 0),
  mismatches,
  kills: day.kills,
  printed: books.printed,
  electron: day.electron,
  durationMs: Math.round(performance.now() - startedAt),
};
writeFileSync(join(out, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`);
process.stdout.write(`${JSON.stringify(summary, null, 2)}\n`);
if (mismatches.length > 0) process.exitCode = 1;

async function liveAndCount() {
  const day = await liveDay(out, cloud);
  await ordersPaid();
  await day.close();
  return { day, orders: await cloud.orders() };
}

/** The till waits for each order to be shown as paid; the day ends when the cloud agrees. */
async function ordersPaid(): Promise<void> {
  const deadline = performance.now() + 30_000;
  while (performance.now() < deadline) {
    const seen = await cloud.orders();
    if (seen.length > 0 && seen.every((order) => order.paid)) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
