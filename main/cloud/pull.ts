import { type Envelope, failure, success } from '../../contracts/errors/failure.ts';
import { fold } from '../../domain/text/fold.ts';
import { parsePhone } from '../../domain/text/phone.ts';
import {
  countTrackedVariants,
  productsMissedBy,
  removeProduct,
  replaceProduct,
  touchProduct,
  trackedVariantsAfter,
} from '../db/repositories/catalogue.ts';
import { upsertCloudCustomer } from '../db/repositories/customers.ts';
import { type PullProgress, readProgress, writeProgress } from '../db/repositories/pull-progress.ts';
import { saveStock, variantsAwaitingStock } from '../db/repositories/stock.ts';
import type { Call } from './haravan/client.ts';
import {
  type CloudCustomer,
  type CloudProduct,
  countAnswer,
  customersAnswer,
  metafieldsAnswer,
  productsAnswer,
  stockAnswer,
} from './haravan/shapes.ts';
import { explainFailed } from './haravan/shop-cloud.ts';
import { catalogueProduct } from './map-product.ts';
import type { Round } from './parts.ts';
import { readVatData } from './vat-data.ts';

/** The time filter may be read as shop-local (UTC+7), so increments reach back further than that. */
const overlapMs = 8 * 3_600_000;

/** Variants a stock call may ask for. */
const stockBatch = 50;

/** How much of the stock list an increment goes over besides what was sold: 200 variants a minute. */
const rollingBatches = 4;

type Report = () => void;

async function ask<T>(round: Round, call: Call<T>): Promise<Envelope<T>> {
  for (;;) {
    const outcome = await round.client.call(call);
    if (outcome.kind === 'ok') return success(outcome.value);
    if (outcome.kind !== 'throttled' || round.stopped())
      return explainFailed(outcome, call.path.split('?')[0] ?? '');
    await new Promise((resolve) => setTimeout(resolve, outcome.retryAfterMs));
  }
}

/** The shop's VAT data from its metafields; a shop without them keeps what the owner set here. */
export async function pullVatRates(round: Round): Promise<Envelope<null>> {
  const answer = await ask(round, {
    method: 'GET',
    path: '/metafields.json?namespace=quay',
    answer: metafieldsAnswer,
    priority: 'catalogue',
  });
  if (!answer.ok) return answer.error.code === 'CLOUD_SCOPE_MISSING' ? success(null) : answer;
  const rates = readVatData(answer.value.metafields);
  if (rates !== null) round.parts.saveVatRates(rates);
  return success(null);
}

/** A whole pass over all products, going on at the page where an earlier one stopped. Products it did not see are gone. */
export async function pullAllProducts(round: Round, report: Report): Promise<Envelope<number>> {
  const { store } = round.parts;
  const total = await ask(round, {
    method: 'GET',
    path: '/products/count.json',
    answer: countAnswer,
    priority: 'catalogue',
  });
  if (!total.ok) return total;
  let progress: PullProgress = { ...readProgress(store, 'products'), total: total.value.count };
  let pageSize = 0;
  for (let page = Math.max(progress.next, 1); ; page += 1) {
    const answer = await ask(round, {
      method: 'GET',
      path: `/products.json?limit=50&page=${page}`,
      answer: productsAnswer,
      priority: 'catalogue',
    });
    if (!answer.ok) return answer;
    const { products } = answer.value;
    const watermark = await saveProducts(round, products, progress);
    pageSize = Math.max(pageSize, products.length);
    progress = { ...progress, next: page + 1, pulled: progress.pulled + products.length, watermark };
    writeProgress(store, progress);
    report();
    // The true page size is what the first page gave, whatever was asked for.
    if (products.length === 0 || products.length < pageSize) break;
    if (round.stopped()) return failure('PULL_NOT_READY');
  }
  if (progress.pulled >= total.value.count) await removeMissed(round, progress.sweep);
  writeProgress(store, {
    ...progress,
    firstPullDone: true,
    next: 0,
    pulled: progress.pulled,
    finishedAt: round.parts.clock(),
  });
  report();
  return success(progress.pulled);
}

/** Begins another whole pass: everything it does not see was deleted in the cloud. */
export function beginSweep(round: Round): void {
  const progress = readProgress(round.parts.store, 'products');
  writeProgress(round.parts.store, {
    ...progress,
    next: 0,
    pulled: 0,
    sweep: progress.sweep + 1,
    finishedAt: null,
  });
}

export async function pullChangedProducts(round: Round): Promise<Envelope<number>> {
  const { store } = round.parts;
  const progress = readProgress(store, 'products');
  const since = progress.watermark === null ? 0 : Date.parse(progress.watermark) - overlapMs;
  let pulled = 0;
  for (let page = 1; !round.stopped(); page += 1) {
    const path = `/products.json?limit=50&page=${page}&updated_at_min=${new Date(since).toISOString()}`;
    const answer = await ask(round, { method: 'GET', path, answer: productsAnswer, priority: 'catalogue' });
    if (!answer.ok) return answer;
    const { products } = answer.value;
    const watermark = await saveProducts(round, products, progress);
    writeProgress(store, {
      ...readProgress(store, 'products'),
      watermark: later(readProgress(store, 'products').watermark, watermark),
    });
    pulled += products.length;
    if (products.length < 50) break;
  }
  return success(pulled);
}

/** One product a transaction, with a breath between: nothing holds the event loop. Gives back the latest change seen. */
async function saveProducts(
  round: Round,
  products: readonly CloudProduct[],
  progress: PullProgress,
): Promise<string | null> {
  const { store } = round.parts;
  let watermark = progress.watermark;
  for (const product of products) {
    watermark = later(watermark, product.updated_at);
    if (touchProduct(store, product.id, product.updated_at, progress.sweep)) continue;
    const mapped = catalogueProduct(product);
    if (mapped === null) removeProduct(store, product.id);
    else replaceProduct(store, mapped, progress.sweep);
    await breath();
  }
  return watermark;
}

async function removeMissed(round: Round, sweep: number): Promise<void> {
  for (;;) {
    const missed = productsMissedBy(round.parts.store, sweep, 20);
    if (missed.length === 0) return;
    for (const id of missed) removeProduct(round.parts.store, id);
    await breath();
  }
}

/** Stock of every tracked variant at this branch, 50 a call. */
export async function pullAllStock(round: Round, report: Report): Promise<Envelope<number>> {
  const { store } = round.parts;
  let progress: PullProgress = { ...readProgress(store, 'stock'), total: countTrackedVariants(store) };
  for (;;) {
    const variants = trackedVariantsAfter(store, progress.next, stockBatch);
    if (variants.length === 0) break;
    const saved = await pullStockOf(round, variants);
    if (!saved.ok) return saved;
    progress = {
      ...progress,
      next: variants.at(-1) ?? progress.next,
      pulled: progress.pulled + variants.length,
    };
    writeProgress(store, progress);
    report();
    if (round.stopped()) return failure('PULL_NOT_READY');
  }
  writeProgress(store, { ...progress, firstPullDone: true, next: 0, finishedAt: round.parts.clock() });
  report();
  return success(progress.pulled);
}

/** What was sold here and confirmed first, then the next stretch of the list, round and round. */
export async function pullChangedStock(round: Round): Promise<Envelope<number>> {
  const { store } = round.parts;
  let pulled = 0;
  for (let batch = 0; batch < 40; batch += 1) {
    const sold = variantsAwaitingStock(store, stockBatch);
    if (sold.length === 0) break;
    const saved = await pullStockOf(round, sold);
    if (!saved.ok) return saved;
    pulled += saved.value;
    if (saved.value === 0) break;
  }
  for (let batch = 0; batch < rollingBatches && !round.stopped(); batch += 1) {
    const progress = readProgress(store, 'stock');
    const variants = trackedVariantsAfter(store, progress.next, stockBatch);
    const saved = variants.length === 0 ? success(0) : await pullStockOf(round, variants);
    if (!saved.ok) return saved;
    pulled += saved.value;
    writeProgress(store, { ...progress, next: variants.length < stockBatch ? 0 : (variants.at(-1) ?? 0) });
    if (variants.length < stockBatch) break;
  }
  return success(pulled);
}

async function pullStockOf(round: Round, variants: readonly number[]): Promise<Envelope<number>> {
  const askedAt = round.parts.clock();
  const path = `/inventory_locations.json?location_ids=${round.binding.locationId}&variant_ids=${variants.join(',')}`;
  const answer = await ask(round, { method: 'GET', path, answer: stockAnswer, priority: 'stock' });
  if (!answer.ok) return answer;
  const rows = answer.value.inventory_locations.filter((row) => row.loc_id === round.binding.locationId);
  for (const row of rows) {
    const available = Math.round(row.qty_available * 1000);
    if (!Number.isSafeInteger(available)) continue;
    saveStock(round.parts.store, { variantId: row.variant_id, available, askedAt, at: round.parts.clock() });
  }
  await breath();
  return success(rows.length);
}

export async function pullCustomers(round: Round, report: Report): Promise<Envelope<number>> {
  const { store } = round.parts;
  const before = readProgress(store, 'customers');
  const isFirst = !before.firstPullDone;
  const total = await ask(round, {
    method: 'GET',
    path: '/customers/count.json',
    answer: countAnswer,
    priority: 'catalogue',
  });
  if (!total.ok) return total;
  let progress: PullProgress = { ...before, total: total.value.count };
  const since =
    isFirst || before.watermark === null
      ? ''
      : `&updated_at_min=${new Date(Date.parse(before.watermark) - overlapMs).toISOString()}`;
  let pulled = 0;
  for (let page = isFirst ? Math.max(progress.next, 1) : 1; !round.stopped(); page += 1) {
    const answer = await ask(round, {
      method: 'GET',
      path: `/customers.json?limit=50&page=${page}${since}`,
      answer: customersAnswer,
      priority: 'catalogue',
    });
    if (!answer.ok) return answer;
    const { customers } = answer.value;
    progress = { ...progress, watermark: saveCustomers(round, customers, progress.watermark) };
    pulled += customers.length;
    if (isFirst) progress = { ...progress, next: page + 1, pulled: progress.pulled + customers.length };
    writeProgress(store, progress);
    report();
    await breath();
    if (customers.length < 50) {
      writeProgress(store, { ...progress, firstPullDone: true, next: 0, finishedAt: round.parts.clock() });
      report();
      return success(pulled);
    }
  }
  return failure('PULL_NOT_READY');
}

function saveCustomers(
  round: Round,
  customers: readonly CloudCustomer[],
  seen: string | null,
): string | null {
  const { store, newId, clock } = round.parts;
  let watermark = seen;
  store.inTransaction(() => {
    for (const customer of customers) {
      const name = `${customer.last_name} ${customer.first_name}`.normalize('NFC').trim();
      const phone = parsePhone(customer.phone).local ?? customer.phone;
      upsertCloudCustomer(store, {
        id: newId(),
        cloudId: customer.id,
        name,
        phone,
        searchText: `${fold(name)} ${phone}`,
        at: clock(),
      });
      watermark = later(watermark, customer.updated_at);
    }
  });
  return watermark;
}

/** The later of two cloud times; texts that are no times count for nothing. */
function later(a: string | null, b: string | null): string | null {
  if (b === null || Number.isNaN(Date.parse(b))) return a;
  return a === null || Date.parse(b) > Date.parse(a) ? b : a;
}

function breath(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
