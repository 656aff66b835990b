import { createHash } from 'node:crypto';
import type { SandboxOptions } from '../options.ts';
import { readMeta, type Store, writeMeta } from '../store.ts';
import { codeFor, ean13 } from './codes.ts';
import { type DemoGoods, demoCode, demoGoods, demoPackCode } from './demo-goods.ts';
import { type Random, seededRandom } from './random.ts';
import {
  brandWords,
  colours,
  familyNames,
  garments,
  givenNames,
  groceries,
  type Kind,
  longTail,
  middleNames,
  mobilePrefixes,
} from './words.ts';

/** Everything made was made then, so that the same options give the same bytes. */
const madeAt = '2026-11-01T02:00:00.000Z';
const firstProductId = 1_000_000_001;
const firstVariantId = 1_100_000_001;
const firstUnitId = 1_150_000_001;
const firstStockId = 1_200_000_001;

export const branches = [
  {
    id: 410_001,
    name: 'CN Lê Lợi',
    type: 'default',
    primary: 1,
    unavailable: 0,
    address1: '12 Lê Lợi, Phường Sài Gòn, TP. Hồ Chí Minh',
    phone: '02838123456',
  },
  {
    id: 410_002,
    name: 'CN Hai Bà Trưng',
    type: 'default',
    primary: 0,
    unavailable: 0,
    address1: '88 Hai Bà Trưng, Phường Tân Định, TP. Hồ Chí Minh',
    phone: '02838765432',
  },
  {
    id: 410_003,
    name: 'Hàng đang chuyển',
    type: 'ontheroad',
    primary: 0,
    unavailable: 0,
    address1: '',
    phone: '',
  },
  {
    id: 410_004,
    name: 'Kho hàng lỗi',
    type: 'default',
    primary: 0,
    unavailable: 1,
    address1: 'Kho Bình Tân',
    phone: '',
  },
] as const;

const staff = [
  { id: 200_000_500_001, last: 'Nguyễn Thị Thu', first: 'Hà', owner: 1 },
  { id: 200_000_500_002, last: 'Lê Minh', first: 'Quân', owner: 0 },
  { id: 200_000_500_003, last: 'Trần Thị', first: 'Lan', owner: 0 },
  { id: 200_000_500_004, last: 'Phạm Gia', first: 'Khôi', owner: 0 },
  { id: 200_000_500_005, last: 'Đặng Ngọc', first: 'Ánh', owner: 0 },
] as const;

const vatByType = { 'Đồ uống có cồn': 1000, 'Điện máy': 1000, Sữa: 500, Gạo: 500 } as const;

/** 64 upper-case hex characters, as private tokens are; told by the seed. */
export function tokenFor(seed: number): string {
  return createHash('sha256').update(`sandbox token ${seed}`).digest('hex').toUpperCase();
}

/** Fills an empty store; a store that was filled with the same options is left as it is. */
export function generateShop(store: Store, options: SandboxOptions): void {
  const made = `${options.seed}/${options.products}/${options.customers}`;
  const before = readMeta(store, 'made');
  if (before === made) return;
  if (before !== undefined) throw new Error(`this file holds a shop made with other options (${before})`);
  const random = seededRandom(options.seed);
  store.transaction(() => {
    insertPlaces(store);
    const writer = productWriter(store);
    demoGoods.slice(0, options.products).forEach((goods, index) => insertDemoGoods(writer, goods, index + 1));
    fillCatalogue(writer, random, options.products);
    insertCustomers(store, random, options.customers);
    insertShopMetafields(store, writer.vatOverrides);
    writeMeta(store, 'made', made);
  })();
}

type NewVariant = {
  readonly title: string;
  readonly sku: string | null;
  readonly barcode: string | null;
  readonly price: number;
  readonly taxable: boolean;
  readonly options: readonly string[];
  readonly units: readonly {
    readonly unit: string;
    readonly ratio: number;
    readonly barcode: string | null;
    readonly sku: string | null;
    readonly price: number;
    readonly base: boolean;
  }[];
  readonly tracked: boolean;
  readonly stock: readonly [number, number];
};

type NewProduct = {
  readonly title: string;
  readonly type: string;
  readonly vendor: string;
  readonly tags: string;
  readonly optionNames: readonly string[];
  readonly vatBp?: number;
  readonly scope?: string;
};

type ProductWriter = {
  readonly add: (product: NewProduct, variants: readonly NewVariant[]) => void;
  readonly count: () => number;
  readonly vatOverrides: Map<number, number>;
};

function productWriter(store: Store): ProductWriter {
  const product = store.prepare('INSERT INTO product VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const variant = store.prepare('INSERT INTO variant VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const stock = store.prepare('INSERT INTO stock VALUES (?, ?, ?, ?, 0, ?)');
  const vatOverrides = new Map<number, number>();
  let [productId, variantId, unitId, stockId] = [firstProductId, firstVariantId, firstUnitId, firstStockId];
  return {
    vatOverrides,
    count: () => variantId - firstVariantId,
    add: (about, variants) => {
      const options = about.optionNames.map((name, index) => ({
        id: productId * 10 + index,
        name,
        position: index + 1,
        product_id: productId,
      }));
      product.run(
        productId,
        about.title,
        about.type,
        about.vendor,
        about.tags,
        about.scope ?? 'global',
        JSON.stringify(options),
        madeAt,
        madeAt,
      );
      if (about.vatBp !== undefined) vatOverrides.set(productId, about.vatBp);
      variants.forEach((item, index) => {
        const units = item.units.map((unit) => {
          unitId += 1;
          return { id: unitId, sellable: true, ...unit };
        });
        variant.run(
          variantId,
          productId,
          index + 1,
          item.title,
          item.sku,
          item.barcode,
          item.price,
          item.taxable ? 1 : 0,
          JSON.stringify(item.options),
          JSON.stringify(units),
          item.tracked ? 1 : 0,
          0,
          madeAt,
        );
        item.stock.forEach((onHand, branch) => {
          stock.run(stockId, branches[branch]?.id, variantId, onHand, madeAt);
          stockId += 1;
        });
        variantId += 1;
      });
      productId += 1;
    },
  };
}

function insertPlaces(store: Store): void {
  const location = store.prepare('INSERT INTO location VALUES (?, ?, ?, ?, ?, ?, ?)');
  for (const place of branches)
    location.run(
      place.id,
      place.name,
      place.type,
      place.primary,
      place.unavailable,
      place.address1,
      place.phone,
    );
  const user = store.prepare('INSERT INTO user VALUES (?, ?, ?, ?, ?)');
  staff.forEach((person, index) =>
    user.run(person.id, person.last, person.first, `nhanvien${index + 1}@shop.example`, person.owner),
  );
}

function insertDemoGoods(writer: ProductWriter, goods: DemoGoods, position: number): void {
  const barcode = demoCode(position);
  const sku = goods.weighed === true ? `${20_000 + position}` : `DM${position.toString().padStart(4, '0')}`;
  const packs = (goods.packs ?? []).map((pack, index) => ({
    unit: pack.name,
    ratio: pack.pieces,
    barcode: demoPackCode(position, index + 1),
    sku: `${sku}-${pack.pieces}`,
    price: pack.price,
    base: false,
  }));
  writer.add(
    {
      title: goods.name,
      type: goods.type,
      vendor: '',
      tags: goods.weighed === true ? 'cân' : '',
      optionNames: ['Title'],
      ...(goods.vatBp === undefined ? {} : { vatBp: goods.vatBp }),
    },
    [
      {
        title: 'Default Title',
        sku,
        barcode,
        price: goods.price,
        taxable: goods.taxable !== false,
        options: ['Default Title'],
        units: [{ unit: goods.unit, ratio: 1, barcode, sku, price: goods.price, base: true }, ...packs],
        tracked: true,
        stock: [240, 180],
      },
    ],
  );
}

function fillCatalogue(writer: ProductWriter, random: Random, wanted: number): void {
  while (writer.count() < wanted) {
    const left = wanted - writer.count();
    if (random.oneIn(6) && left >= 6) addGarment(writer, random, left);
    else addGrocery(writer, random);
  }
}

function addGrocery(writer: ProductWriter, random: Random): void {
  const kind = random.pick(groceries);
  const index = writer.count();
  const size = random.pick(kind.sizes);
  const tail = random.oneIn(60) ? ` ${longTail}` : '';
  const name = `${kind.name} ${random.pick(brandWords)} ${size}${tail}`.trim();
  // Some shops typed their names on a system that writes tones as separate characters.
  const title = random.oneIn(25) ? name.normalize('NFD') : name;
  const price = priceOf(kind, random);
  const barcode = barcodeOf(random, index, kind);
  const sku =
    kind.weighed === true
      ? `${21_000 + (index % 70_000)}`
      : random.oneIn(40)
        ? null
        : `SP${index.toString().padStart(6, '0')}`;
  const packs = (kind.packs ?? []).map(([unit, pieces], pack) => ({
    unit,
    ratio: pieces,
    barcode: ean13(`8938${pack + 1}${index.toString().padStart(7, '0')}`),
    sku: sku === null ? null : `${sku}-${pieces}`,
    price: Math.round((price * pieces * 0.96) / 500) * 500,
    base: false,
  }));
  writer.add(
    {
      title,
      type: kind.type,
      vendor: random.pick(brandWords),
      tags: kind.weighed === true ? 'cân' : '',
      optionNames: ['Title'],
      ...(random.oneIn(80) ? { scope: 'web' } : {}),
      ...(random.oneIn(45) ? { vatBp: random.pick([500, 800, 1000]) } : {}),
    },
    [
      {
        title: 'Default Title',
        sku,
        barcode,
        price,
        taxable: kind.taxable !== false,
        options: ['Default Title'],
        units: [{ unit: kind.unit, ratio: 1, barcode, sku, price, base: true }, ...packs],
        tracked: !random.oneIn(50),
        stock: [random.oneIn(15) ? 0 : random.between(1, 300), random.between(0, 300)],
      },
    ],
  );
}

function addGarment(writer: ProductWriter, random: Random, left: number): void {
  const kind = random.pick(garments);
  const price = priceOf(kind, random);
  const shades = [random.pick(colours), random.pick(colours)].filter(
    (shade, index, all) => all.indexOf(shade) === index,
  );
  const combinations = shades
    .flatMap((shade) => kind.sizes.map((size) => [shade, size] as const))
    .slice(0, left);
  writer.add(
    {
      title: `${kind.name} ${random.pick(brandWords)}`,
      type: kind.type,
      vendor: random.pick(brandWords),
      tags: '',
      optionNames: ['Màu sắc', 'Kích thước'],
    },
    combinations.map(([shade, size], index) => {
      const number = writer.count() + index;
      const barcode = barcodeOf(random, number, kind);
      return {
        title: `${shade} / ${size}`,
        sku: `TT${number.toString().padStart(6, '0')}`,
        barcode,
        price,
        taxable: true,
        options: [shade, size],
        units: [],
        tracked: true,
        stock: [random.between(0, 30), random.between(0, 30)] as const,
      };
    }),
  );
}

function priceOf(kind: Kind, random: Random): number {
  const [low, high] = kind.price;
  return low + random.between(0, Math.floor((high - low) / kind.step)) * kind.step;
}

/** Missing on some goods, and now and then the code of goods before: a cashier has to cope with both. */
function barcodeOf(random: Random, index: number, kind: Kind): string | null {
  if (kind.weighed === true || random.oneIn(30)) return null;
  return random.oneIn(90) && index > 100 ? codeFor(index - 37) : codeFor(index);
}

function insertCustomers(store: Store, random: Random, count: number): void {
  const customer = store.prepare('INSERT INTO customer VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
  customer.run(1_300_000_001, '', 'Khách lẻ', 'guest@haravan.com', null, '', '', madeAt, madeAt);
  for (let index = 0; index < count; index += 1) {
    const last = `${random.pick(familyNames)} ${random.pick(middleNames)}`;
    const phone = `${mobilePrefixes[index % mobilePrefixes.length]}${(1_000_000 + index * 7919).toString().slice(-7)}`;
    const email = random.oneIn(4) ? `khach${index}@mail.example` : null;
    customer.run(1_300_000_002 + index, last, random.pick(givenNames), email, phone, '', '', madeAt, madeAt);
  }
}

function insertShopMetafields(store: Store, vatOverrides: ReadonlyMap<number, number>): void {
  const metafield = store.prepare('INSERT INTO metafield VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
  let id = 1_800_000_001;
  const add = (owner: string, ownerId: number, key: string, value: string, type: string) => {
    metafield.run(id, owner, ownerId, 'quay', key, value, type, madeAt, madeAt);
    id += 1;
  };
  add('shop', 0, 'vat_rates', JSON.stringify({ default_bp: 800, by_type: vatByType }), 'json');
  add('shop', 0, 'vat_overrides', JSON.stringify(Object.fromEntries(vatOverrides)), 'json');
  for (const [productId, rate] of vatOverrides) add('product', productId, 'vat_bp', String(rate), 'integer');
}
