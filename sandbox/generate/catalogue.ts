import { codeFor, ean13 } from './codes.ts';
import { type DemoGoods, demoCode, demoGarment, demoGoods, demoPackCode } from './demo-goods.ts';
import { garments, groceries, type Kind } from './kinds.ts';
import type { ProductWriter } from './product-writer.ts';
import type { Random } from './random.ts';
import { brandWords, colours, longTail } from './words.ts';

/** The demo goods first, then made-up goods until there are as many variants as wanted. */
export function fillCatalogue(writer: ProductWriter, random: Random, wanted: number): void {
  for (const [index, goods] of demoGoods.slice(0, wanted).entries()) addDemoGoods(writer, goods, index + 1);
  if (wanted >= demoGoods.length + demoGarment.variants.length) addDemoGarment(writer);
  while (writer.count() < wanted) {
    const left = wanted - writer.count();
    if (random.oneIn(20) && left >= 6) addGarment(writer, random, left);
    else addGrocery(writer, random);
  }
}

function addDemoGoods(writer: ProductWriter, goods: DemoGoods, position: number): void {
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

function addDemoGarment(writer: ProductWriter): void {
  writer.add(
    {
      title: demoGarment.name,
      type: demoGarment.type,
      vendor: '',
      tags: '',
      optionNames: ['Màu sắc', 'Kích thước'],
    },
    demoGarment.variants.map(({ colour, size, position }) => ({
      title: `${colour} / ${size}`,
      sku: `DM${position.toString().padStart(4, '0')}`,
      barcode: demoCode(position),
      price: demoGarment.price,
      taxable: true,
      options: [colour, size],
      units: [],
      tracked: true,
      stock: [40, 25],
    })),
  );
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
      ...(random.oneIn(40) ? { scope: random.pick(['web', 'pos', null]) } : {}),
      ...(random.oneIn(30) ? { allowsPromotion: false } : {}),
      ...(random.oneIn(25) ? { vatBp: random.pick([500, 800, 1000]) } : {}),
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
        policy: random.oneIn(3) ? 'continue' : 'deny',
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
