import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { gtinCheckDigit } from '../domain/barcode.ts';
import { dong } from '../domain/money/dong.ts';
import { migrate } from '../main/db/migrate.ts';
import { inBulk, mergeSearchIndex, searchIndexes } from '../main/db/repositories/search-index.ts';
import { openStore } from '../main/db/store.ts';
import { activeCart, cartsView } from '../main/services/carts.ts';
import { completeSale } from '../main/services/complete-sale.ts';
import { openShift } from '../main/services/run-shift.ts';
import { scanCode } from '../main/services/scan-code.ts';
import { searchGoods } from '../main/services/search-goods.ts';
import { fillGoods } from '../tests/support/fill-goods.ts';
import { benchTill } from './bench-till.ts';
import { compare, measure, printRatio, type Ratio, summarise, type Timing } from './measure.ts';

const smallShop = 1_000;
const largeShop = 100_000;

const words = [
  'Nước mắm',
  'Áo thun',
  'Gạo thơm',
  'Sữa tươi',
  'Bánh quy',
  'Trà xanh',
  'Dầu gội',
  'Kem đánh răng',
  'Mì gói',
  'Đường cát',
];

/** Scan, search and payment in a shop of 1,000 and of 100,000 goods, beside a raw fsync and beside each other. */
export function benchSelling(): readonly Ratio[] {
  const folder = mkdtempSync(join(tmpdir(), 'quay-bench-'));
  try {
    const fsync = rawFsync(folder);
    const small = shop(join(folder, 'small.db'), smallShop);
    const large = shop(join(folder, 'large.db'), largeShop);
    const ratios = [
      compare('A scan into a durable cart, 100,000 goods, beside a raw fsync', fsync, large.scan),
      compare('A scan: 100,000 goods beside 1,000', small.scan, large.scan),
      compare('A search of two words: 100,000 goods beside 1,000', small.search, large.search),
      compare('A search of one short word: 100,000 goods beside 1,000', small.shortSearch, large.shortSearch),
      compare('Payment of five lines, 100,000 goods, beside a raw fsync', fsync, large.payment),
      compare('Payment: 100,000 goods beside 1,000', small.payment, large.payment),
    ];
    for (const ratio of ratios) printRatio(ratio);
    return ratios;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type ShopTimings = {
  readonly scan: Timing;
  readonly search: Timing;
  readonly shortSearch: Timing;
  readonly payment: Timing;
};

function shop(path: string, size: number): ShopTimings {
  const store = openStore(path);
  migrate(store);
  const { till, actor } = benchTill(store.writer, uuidv7);
  for (let start = 0; start < size; start += 5_000) {
    inBulk(store.writer, () =>
      fillGoods(
        store.writer,
        Array.from({ length: Math.min(5_000, size - start) }, (_, index) => goodsNumber(start + index)),
      ),
    );
  }
  for (const index of searchIndexes) while (mergeSearchIndex(store.writer, index));
  openShift(till, actor, 0);
  const pay = (lines: number) => {
    for (let line = 0; line < lines; line += 1) scanCode(till, actor, codeNumber((line * 7919) % size));
    const { cart, version } = activeCart(till, actor.staffId);
    const total = cartsView(till).active.total;
    completeSale(till, actor, {
      cartId: cart.id,
      version,
      tenders: [{ kind: 'cash', amount: dong(total), reference: '' }],
      print: true,
    });
  };
  const label = `${size.toLocaleString('en')} goods`;
  const scan = measure(`scan, ${label}`, 200, (run) => {
    scanCode(till, actor, codeNumber((run * 104_729) % size));
    if (run % 10 === 9) pay(0);
  });
  pay(0);
  const search = measure(`search, ${label}`, 200, (run) => {
    searchGoods(store.writer, {
      text: `${words[run % words.length]?.toLowerCase()} ${run % 90}`,
      limit: 50,
      offset: 0,
    });
  });
  const shortSearch = measure(`short search, ${label}`, 100, (run) => {
    searchGoods(store.writer, { text: ['ao', 'tr', 'n', 'ga'][run % 4] ?? '', limit: 50, offset: 0 });
  });
  const payments: number[] = [];
  for (let run = 0; run < 120; run += 1) {
    for (let line = 0; line < 5; line += 1)
      scanCode(till, actor, codeNumber((run * 31 + line * 7919) % size));
    const { cart, version } = activeCart(till, actor.staffId);
    const total = cartsView(till).active.total;
    const start = performance.now();
    completeSale(till, actor, {
      cartId: cart.id,
      version,
      tenders: [{ kind: 'cash', amount: dong(total), reference: '' }],
      print: true,
    });
    payments.push(performance.now() - start);
  }
  const payment = summarise(`payment, ${label}`, payments);
  store.close();
  return { scan, search, shortSearch, payment };
}

function codeNumber(index: number): string {
  const body = `893${(index + 1).toString().padStart(9, '0')}`;
  return `${body}${gtinCheckDigit(body)}`;
}

function goodsNumber(index: number) {
  return {
    variantId: index + 1,
    name: `${words[index % words.length]} số ${index}`,
    price: 1_000 + (index % 500) * 500,
    code: codeNumber(index),
    stock: 100_000,
  };
}

/** What the disk itself asks for one durable write of a few kilobytes. */
function rawFsync(folder: string): Timing {
  const file = openSync(join(folder, 'raw'), 'w');
  const page = Buffer.alloc(4096, 1);
  try {
    return measure('raw 4 KiB write + fsync', 200, () => {
      writeSync(file, page);
      fsyncSync(file);
    });
  } finally {
    closeSync(file);
  }
}
