import type { CartsView, CompletedSale } from '../../contracts/views/selling.ts';
import type { ShopSettings } from '../../contracts/views/session.ts';
import { dong } from '../../domain/money/dong.ts';
import { milli, onePiece } from '../../domain/money/quantity.ts';
import type { Tender } from '../../domain/sale/settle.ts';
import type { TenderKind } from '../../domain/sale/tender.ts';
import type { Envelope } from '../../main/services/answer.ts';
import { cartsView } from '../../main/services/carts.ts';
import { completeSale, type PaymentRequest } from '../../main/services/complete-sale.ts';
import { openShift } from '../../main/services/run-shift.ts';
import { scanCode } from '../../main/services/scan-code.ts';
import { readShopSettings, writeShopSettings } from '../../main/services/shop-settings.ts';
import type { Till } from '../../main/services/till.ts';
import { fillGoods, type GoodsFixture } from './fill-goods.ts';
import { type TestTill, testTill } from './test-till.ts';

/** Codes of the small shop below; the check digits are right. */
export const codes = {
  water: '8934563138165',
  noodles: '8936017362007',
  apples: '2000100000007',
  upcA: '036000291452',
  shared: '8935001710011',
  unknown: '4006381333931',
} as const;

export const smallShop: readonly GoodsFixture[] = [
  {
    variantId: 1,
    name: 'Nước mắm Nam Ngư 500 ml',
    price: 42_000,
    code: codes.water,
    sku: 'NM500',
    stock: 10_000,
  },
  {
    variantId: 2,
    name: 'Mì Hảo Hảo tôm chua cay',
    price: 4_500,
    code: codes.noodles,
    unitName: 'gói',
    stock: 100_000,
  },
  {
    variantId: 2,
    unitId: 21,
    name: 'Mì Hảo Hảo tôm chua cay',
    price: 128_000,
    sku: 'MI-THUNG',
    unitName: 'thùng',
    stockPerUnit: 30_000,
  },
  {
    variantId: 3,
    name: 'Táo Fuji',
    price: 69_900,
    code: codes.apples,
    weighed: true,
    unitName: 'kg',
    stock: 5_000,
  },
  { variantId: 4, name: 'Kem đánh răng', price: 35_500, code: `0${codes.upcA}`, stock: 3_000 },
  { variantId: 5, name: 'Áo thun trắng', price: 199_000, code: codes.shared },
  { variantId: 6, name: 'Áo thun đen', price: 199_000, code: codes.shared },
  { variantId: 7, name: 'Túi ni lông', price: 0, code: '20001', tracksStock: false, taxable: false },
];

/** A bound till over the small shop with an open shift; settings by the test. */
export function sellingTill(
  options: {
    readonly settings?: Partial<ShopSettings>;
    readonly float?: number;
    readonly shift?: boolean;
  } = {},
): TestTill {
  const test = testTill();
  fillGoods(test.store.writer, smallShop);
  if (options.settings !== undefined) setUpShop(test.till, options.settings);
  if (options.shift !== false) must(openShift(test.till, test.cashier, options.float ?? 500_000));
  test.events.length = 0;
  return test;
}

export function setUpShop(till: Till, settings: Partial<ShopSettings>): void {
  writeShopSettings(till.store, { ...readShopSettings(till.store), ...settings });
}

/** The value of an answer that has to be one. */
export function must<T>(answer: Envelope<T>): T {
  if (!answer.ok) throw new Error(`refused with ${answer.error.code} ${JSON.stringify(answer.error.params)}`);
  return answer.value;
}

/** The code of a refusal, or `none`. */
export function refusal(answer: Envelope<unknown>): string {
  return answer.ok ? 'none' : answer.error.code;
}

export function tender(kind: TenderKind, amount: number, reference = ''): Tender {
  return { kind, amount: dong(amount), reference };
}

export const cash = (amount: number): Tender => tender('cash', amount);

/** The carts as they are painted, without the number that grows with every look at them. */
export function cartsOf(till: Till): Omit<CartsView, 'serial'> {
  const { serial: _, ...carts } = cartsView(till);
  return carts;
}

/** Scans one by one; a pair gives thousandths. */
export function scan(test: TestTill, ...scans: readonly (string | readonly [string, number])[]): void {
  for (const entry of scans) {
    const [code, quantity] = typeof entry === 'string' ? [entry, onePiece] : entry;
    must(scanCode(test.till, test.cashier, code, milli(quantity)));
  }
}

/** Pays the active cart as it is shown. */
export function pay(
  test: TestTill,
  tenders: readonly Tender[],
  over: Partial<PaymentRequest> = {},
): Envelope<CompletedSale> {
  const { active } = cartsView(test.till);
  return completeSale(test.till, test.cashier, {
    cartId: active.id,
    version: active.version,
    tenders,
    print: false,
    ...over,
  });
}

/** Rows of everything a sale writes; two equal counts mean that nothing was written between them. */
export function written(test: TestTill): Readonly<Record<string, number>> {
  const tables = [
    'sale',
    'sale_line',
    'payment',
    'stock_move',
    'journal',
    'outbox',
    'print_job',
    'shift',
    'cash_movement',
  ];
  return Object.fromEntries(
    tables.map((table) => [
      table,
      test.till.store.get<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)?.n ?? -1,
    ]),
  );
}

export function journalKindsOf(test: TestTill): readonly string[] {
  return test.till.store
    .all<{ kind: string }>('SELECT kind FROM journal ORDER BY sequence')
    .map(({ kind }) => kind);
}
