import {
  notStarted,
  pullKinds,
  pullProgressOf,
  writePullProgress,
} from '../db/repositories/pull-progress.ts';
import { readSetting, writeSetting } from '../db/repositories/settings.ts';
import { forgetStock } from '../db/repositories/stock.ts';
import type { Reader, Writer } from '../db/store.ts';
import type { CloudTrouble } from './haravan/answer.ts';
import { ownMetafields } from './haravan/metafields.ts';
import { pullAllCustomers, pullChangedCustomers } from './pull/customers.ts';
import { pullChangedProducts, sweepProducts } from './pull/products.ts';
import { hourMs, longOverlapMs, type PullWork, sweepEveryMs, usualOverlapMs } from './pull/pull-work.ts';
import { pullAllStock, pullChangedStock } from './pull/stock.ts';
import { type VatRates, vatRatesIn } from './pull/vat-rates.ts';
import type { GivenReading } from './shop-data/share-work.ts';

export type PullOptions = PullWork & {
  readonly saveVatRates: (rates: VatRates) => void;
  /** What else the shop keeps in its metafields; read once for all. */
  readonly shareShopData: ((given: GivenReading) => Promise<void>) | undefined;
};

export type Pulled = { readonly products: number; readonly stock: number; readonly customers: number };

export type PullResult = { readonly kind: 'ok'; readonly value: Pulled } | CloudTrouble;

const branchKey = 'sync.pulled-branch';
const longLookKey = 'sync.long-look-at';
const sweepPagesARound = 20;

export function isFirstPullDone(reader: Reader): boolean {
  return pullKinds.every((kind) => pullProgressOf(reader, kind).firstPullDone);
}

/** Stock belongs to a branch: a machine that moved to another one begins anew with it. */
export function noticeBranch(store: Writer, locationId: number): void {
  if (readSetting(store, branchKey) === locationId) return;
  store.inTransaction(() => {
    forgetStock(store);
    writePullProgress(store, notStarted('stock'));
    writeSetting(store, branchKey, locationId);
  });
}

/** Rates, then goods, so that nothing is sold at a wrong rate; then stock, then customers. Goes on where it was broken off. */
export async function pullEverything(work: PullOptions): Promise<PullResult> {
  noticeBranch(work.store, work.locationId);
  const fields = await pullShopFields(work);
  if (fields !== null) return fields;
  const pulled = { products: 0, stock: 0, customers: 0 };
  if (!pullProgressOf(work.store, 'products').firstPullDone) {
    const products = await sweepProducts(work);
    if (products.kind !== 'ok') return products;
    pulled.products = products.changed;
  }
  if (!pullProgressOf(work.store, 'stock').firstPullDone) {
    const stock = await pullAllStock(work);
    if (stock.kind !== 'ok') return stock;
    pulled.stock = stock.rows;
  }
  if (!pullProgressOf(work.store, 'customers').firstPullDone) {
    const customers = await pullAllCustomers(work);
    if (customers.kind !== 'ok') return customers;
    pulled.customers = customers.changed;
  }
  notePulled(work);
  return { kind: 'ok', value: pulled };
}

/** What changed since the last look, and once a day everything. */
export async function pullChanges(work: PullOptions): Promise<PullResult> {
  noticeBranch(work.store, work.locationId);
  if (!isFirstPullDone(work.store)) return pullEverything(work);
  const isLongLook = Math.abs(work.clock() - lastLongLook(work.store)) >= hourMs;
  const overlapMs = isLongLook ? longOverlapMs : usualOverlapMs;
  const fields = await pullShopFields(work);
  if (fields !== null) return fields;
  const products = await pullChangedProducts(work, overlapMs);
  if (products.kind !== 'ok') return products;
  const swept = isSweepDue(work) ? await sweepProducts(work, sweepPagesARound) : null;
  if (swept !== null && swept.kind !== 'ok') return swept;
  const stock = await pullChangedStock(work, [...products.variants, ...(swept?.variants ?? [])]);
  if (stock.kind !== 'ok') return stock;
  const customers = await pullChangedCustomers(work, overlapMs);
  if (customers.kind !== 'ok') return customers;
  if (isLongLook) writeSetting(work.store, longLookKey, work.clock());
  notePulled(work);
  return {
    kind: 'ok',
    value: {
      products: products.changed + (swept?.changed ?? 0),
      stock: stock.rows,
      customers: customers.changed,
    },
  };
}

/** A sweep broken off goes on; a new one starts a day after the last whole one. */
function isSweepDue(work: PullWork): boolean {
  const { nextPage, finishedAt } = pullProgressOf(work.store, 'products');
  return nextPage > 1 || finishedAt === null || Math.abs(work.clock() - finishedAt) >= sweepEveryMs;
}

/** Metafields a token may not read are none: the shop sells without. */
async function pullShopFields({ client, ...work }: PullOptions): Promise<CloudTrouble | null> {
  const answer = await ownMetafields(client);
  const isForbidden = answer.kind === 'forbidden' || answer.kind === 'refused';
  if (answer.kind !== 'ok' && !isForbidden) return answer;
  const rates = answer.kind === 'ok' ? vatRatesIn(answer.value) : null;
  if (rates !== null) work.saveVatRates(rates);
  await work.shareShopData?.({ client, answer });
  return null;
}

/** When stock and prices were last known to be right. */
function notePulled(work: PullWork): void {
  writePullProgress(work.store, { ...pullProgressOf(work.store, 'stock'), finishedAt: work.clock() });
}

export function lastPullAt(reader: Reader): number | null {
  return pullProgressOf(reader, 'stock').finishedAt;
}

function lastLongLook(reader: Reader): number {
  const at = readSetting(reader, longLookKey);
  return typeof at === 'number' ? at : Number.NEGATIVE_INFINITY;
}
