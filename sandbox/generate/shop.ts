import type { SandboxOptions } from '../options.ts';
import { firstId, readMeta, run, type Store, takenUpTo, writeMeta } from '../store.ts';
import { fillCatalogue } from './catalogue.ts';
import { insertCustomers, insertPlaces, shopId } from './people.ts';
import { productWriter } from './product-writer.ts';
import { seededRandom } from './random.ts';

/** Rates in basis points; what is not named has the default, and untaxed goods say so themselves. */
const vatByType = { 'Đồ uống có cồn': 1000, 'Điện máy': 1000, Sữa: 500, Gạo: 500 } as const;

/**
 * Fills an empty store; a store that was filled with the same options is left as it is.
 * @throws when the store was filled with other options.
 */
export function generateShop(store: Store, options: SandboxOptions): void {
  const made = `seed ${options.seed}, ${options.products} products, ${options.customers} customers, ${options.orders} orders, ${options.epoch}`;
  const before = readMeta(store, 'made');
  if (before === made) return;
  if (before !== undefined) throw new Error(`this file holds another shop (${before}), not (${made})`);
  const random = seededRandom(options.seed);
  store.transaction(() => {
    insertPlaces(store);
    const writer = productWriter(store, options.epoch);
    fillCatalogue(writer, random, options.products);
    writer.finish();
    insertCollections(store);
    insertCustomers(store, random, options.customers, options.epoch);
    insertMetafields(store, writer.vatOverrides, options.epoch);
    writeMeta(store, 'made', made);
  })();
}

/** One collection for each kind of goods. */
function insertCollections(store: Store): void {
  const sql =
    'INSERT INTO collection SELECT ? + row_number() OVER (ORDER BY t), t FROM (SELECT DISTINCT product_type AS t FROM product)';
  run(store, sql, firstCollectionId);
}

const firstCollectionId = 1_004_145_000;

/** The API knows only `taxable`: rates are the shop's own data, by kind of goods, with a rate of its own for some. */
function insertMetafields(store: Store, vatOverrides: ReadonlyMap<number, number>, madeAt: string): void {
  let id: number = firstId.metafield;
  const add = (resource: string, ownerId: number, key: string, value: string, type: string) => {
    const sql = 'INSERT INTO metafield VALUES (?, ?, ?, ?, ?, ?, ?, NULL, ?, ?)';
    run(store, sql, id, resource, ownerId, 'quay', key, value, type, madeAt, madeAt);
    id += 1;
  };
  add('shop', shopId, 'vat_rates', JSON.stringify({ default_bp: 800, by_type: vatByType }), 'json');
  add('shop', shopId, 'vat_overrides', JSON.stringify(Object.fromEntries(vatOverrides)), 'json');
  for (const [productId, rate] of vatOverrides) add('product', productId, 'vat_bp', String(rate), 'integer');
  takenUpTo(store, 'metafield', id);
}
