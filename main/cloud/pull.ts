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
import { pullChangedCustomers, sweepCustomers } from './pull/customers.ts';
import { pullDeletions } from './pull/deletions.ts';
import { pullOrders } from './pull/orders.ts';
import { pullChangedProducts, sweepProducts } from './pull/products.ts';
import { hourMs, type PullWork } from './pull/pull-work.ts';
import { pullAllStock, pullChangedStock } from './pull/stock.ts';
import { isSweepDue } from './pull/sweep.ts';
import { type VatRates, vatRatesIn } from './pull/vat-rates.ts';
import type { GivenReading } from './shop-data/share-work.ts';

export type PullOptions = PullWork & {
  readonly saveVatRates: (rates: VatRates) => void;
  /** What else the shop keeps in its metafields; read once for all. */
  readonly shareShopData: ((given: GivenReading) => Promise<void>) | undefined;
  /** Goods can be sold from here on, though stock and customers are still to come. */
  readonly pricesIn: () => void;
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

/**
 * Rates, then goods, so that nothing is sold at a wrong rate: from then on the till sells. Then stock, then customers. Goes on where it
 * was broken off.
 */
export async function pullEverything(work: PullOptions): Promise<PullResult> {
  noticeBranch(work.store, work.locationId);
  const fields = await pullShopFields(work);
  if (fields !== null) return fields;
  const pulled = { products: 0, stock: 0, customers: 0 };
  if (!pullProgressOf(work.store, 'products').firstPullDone) {
    // What is deleted while the catalogue is being read shows in events from here on.
    const deletions = await pullDeletions(work);
    if (deletions.kind !== 'ok') return deletions;
    const products = await sweepProducts(work);
    if (products.kind !== 'ok') return products;
    pulled.products = products.changed;
    work.pricesIn();
  }
  if (!pullProgressOf(work.store, 'stock').firstPullDone) {
    const stock = await pullAllStock(work);
    if (stock.kind !== 'ok') return stock;
    pulled.stock = stock.rows;
  }
  if (!pullProgressOf(work.store, 'customers').firstPullDone) {
    const customers = await sweepCustomers(work);
    if (customers.kind !== 'ok') return customers;
    pulled.customers = customers.changed;
  }
  return { kind: 'ok', value: pulled };
}

/** What changed and what was deleted since the last look, and once a day everything. */
export async function pullChanges(work: PullOptions): Promise<PullResult> {
  noticeBranch(work.store, work.locationId);
  if (!isFirstPullDone(work.store)) return pullEverything(work);
  const isLongLook = Math.abs(work.clock() - lastLongLook(work.store)) >= hourMs;
  const fields = await pullShopFields(work);
  if (fields !== null) return fields;
  const products = await pullProducts(work, isLongLook);
  if (products.kind !== 'ok') return products;
  const stock = await pullChangedStock(work, products.variants);
  if (stock.kind !== 'ok') return stock;
  const customers = await pullCustomers(work, isLongLook);
  if (customers.kind !== 'ok') return customers;
  const orders = await pullOrders(work);
  if (orders.kind !== 'ok') return orders;
  if (isLongLook) writeSetting(work.store, longLookKey, work.clock());
  return {
    kind: 'ok',
    value: { products: products.changed, stock: stock.rows, customers: customers.changed },
  };
}

async function pullProducts(work: PullWork, isLongLook: boolean) {
  const changed = await pullChangedProducts(work, isLongLook);
  if (changed.kind !== 'ok') return changed;
  const deletions = await pullDeletions(work);
  if (deletions.kind !== 'ok') return deletions;
  if (!isSweepDue(work, 'products')) return changed;
  const swept = await sweepProducts(work, sweepPagesARound);
  if (swept.kind !== 'ok') return swept;
  return {
    ...changed,
    changed: changed.changed + swept.changed,
    variants: [...changed.variants, ...swept.variants],
  };
}

async function pullCustomers(work: PullWork, isLongLook: boolean) {
  const changed = await pullChangedCustomers(work, isLongLook);
  if (changed.kind !== 'ok' || !isSweepDue(work, 'customers')) return changed;
  const swept = await sweepCustomers(work, sweepPagesARound);
  if (swept.kind !== 'ok') return swept;
  return { ...changed, changed: changed.changed + swept.changed };
}

/** Metafields a token may not read are none: the shop sells without. */
async function pullShopFields({ client, ...work }: PullOptions): Promise<CloudTrouble | null> {
  const askedAt = performance.now();
  const answer = await ownMetafields(client);
  const isForbidden = answer.kind === 'forbidden' || answer.kind === 'refused';
  if (answer.kind !== 'ok' && !isForbidden) return answer;
  const rates = answer.kind === 'ok' ? vatRatesIn(answer.value) : null;
  if (rates !== null) work.saveVatRates(rates);
  await work.shareShopData?.({ askedAt, client, answer });
  return null;
}

/** When stock and prices were last known to be right. */
export function lastPullAt(reader: Reader): number | null {
  return pullProgressOf(reader, 'stock').pulledAt;
}

function lastLongLook(reader: Reader): number {
  const at = readSetting(reader, longLookKey);
  return typeof at === 'number' ? at : Number.NEGATIVE_INFINITY;
}
