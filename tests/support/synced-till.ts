import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { onTestFinished } from 'vitest';
import type { Cart, Goods } from '../../domain/cart/cart.ts';
import { priceCart } from '../../domain/cart/price-cart.ts';
import type { Discount } from '../../domain/money/discount.ts';
import { dong } from '../../domain/money/dong.ts';
import { milli } from '../../domain/money/quantity.ts';
import { completeSale, type Sale, stockMovesOf } from '../../domain/sale/sale.ts';
import type { CashRounding, Tender } from '../../domain/sale/settle.ts';
import { outboxKey } from '../../domain/sync/outbox.ts';
import { businessDay } from '../../domain/time.ts';
import { createSync } from '../../main/cloud/sync.ts';
import type { SyncOptions, SyncPace } from '../../main/cloud/sync-options.ts';
import { migrate } from '../../main/db/migrate.ts';
import { queueDocument } from '../../main/db/repositories/outbox-queue.ts';
import { insertSale, insertStockMoves } from '../../main/db/repositories/sales.ts';
import { insertStaff } from '../../main/db/repositories/staff.ts';
import { openStore, type Store, type Writer } from '../../main/db/store.ts';
import type { Sync } from '../../main/services/ports.ts';
import type { SandboxInput } from '../../sandbox/options.ts';
import { type Sandbox, startSandbox } from '../../sandbox/start.ts';
import { someGoods } from './goods.ts';
import { tempFolder } from './temp-folder.ts';

/** Waits short enough for a test, in the same proportions as the real ones. */
export const quickPace: SyncPace = {
  firstLookMs: 30,
  secondLookMs: 60,
  settleLookMs: 40,
  pullEveryMs: 60_000,
  blipMs: 100,
  patienceMs: 15_000,
  stopMs: 300,
  timeoutMs: 2_000,
};

/** A shop cloud with a bucket that no test fills, closed when the test is over. */
export async function shopCloud(input: SandboxInput = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({
    products: 60,
    customers: 20,
    'settle-ms': 20,
    bucket: 10_000,
    leak: 10_000,
    ...input,
  });
  onTestFinished(() => sandbox.close());
  return sandbox;
}

export type SyncedTill = {
  readonly tillId: string;
  readonly store: Store;
  readonly sync: Sync;
  readonly events: string[];
  readonly logged: { readonly event: string; readonly details: Readonly<Record<string, unknown>> }[];
  /** Another sync over the same store, as after a restart. */
  readonly restart: (over?: Partial<SyncOptions>) => Sync;
  readonly sell: (order?: Partial<SaleOrder>) => Sale;
};

export type SaleOrder = {
  readonly lines: readonly {
    readonly goods: Goods;
    readonly quantity: number;
    readonly discount?: Discount | null;
  }[];
  readonly orderDiscount: Discount | null;
  /** For what the goods come to; in cash, with change, when left out. */
  readonly tenders: (total: number) => readonly Tender[];
  readonly rounding: CashRounding;
  readonly customer: Cart['customer'];
  readonly note: string;
};

/** A bound till over a real database file whose sales are written the way the payment writes them. */
export function syncedTill(
  sandbox: Sandbox,
  over: Partial<SyncOptions> & { readonly tillId?: string } = {},
): SyncedTill {
  const store = openStore(join(tempFolder(), 'quay.db'));
  migrate(store);
  const tillId = over.tillId ?? 'till-1';
  insertStaff(store.writer, { id: 'staff-1', name: 'Trần Thị Lan', role: 'cashier', at: Date.now() });
  const events: string[] = [];
  const logged: SyncedTill['logged'] = [];
  const syncs: Sync[] = [];
  const restart = (more: Partial<SyncOptions> = {}): Sync => {
    const sync = createSync({
      store: store.writer,
      clock: Date.now,
      newId: uuidv7,
      readToken: async () => sandbox.token,
      binding: () => ({ baseUrl: sandbox.url, shopId: 1, tillId, locationId: sandbox.locations[0]?.id ?? 0 }),
      saveVatRates: () => undefined,
      notify: (event) => events.push(event),
      log: (event, details) => logged.push({ event, details }),
      seed: 1,
      pace: quickPace,
      ...over,
      ...more,
    });
    syncs.push(sync);
    return sync;
  };
  const sync = restart();
  onTestFinished(async () => {
    await Promise.all(syncs.map((one) => one.stop()));
    store.close();
  });
  let sequence = 0;
  return {
    tillId,
    store,
    sync,
    events,
    logged,
    restart,
    sell: (order = {}) => {
      sequence += 1;
      return sell(store.writer, tillId, sequence, order);
    },
  };
}

function sell(writer: Writer, tillId: string, sequence: number, order: Partial<SaleOrder>): Sale {
  const id = uuidv7();
  const lines = order.lines ?? [{ goods: demoGoods(1, 42_000), quantity: 1000 }];
  const cart: Cart = {
    id: `cart-${id}`,
    lines: lines.map((line, index) => ({
      kind: 'goods',
      id: `${id}-${index}`,
      goods: line.goods,
      quantity: milli(line.quantity),
      discount: line.discount ?? null,
      note: '',
    })),
    orderDiscount: order.orderDiscount ?? null,
    customer: order.customer ?? null,
    note: order.note ?? '',
  };
  const completedAt = Date.now();
  const sale = completeSale(
    cart,
    order.tenders?.(priceCart(cart).total) ?? [
      { kind: 'cash', amount: dong(priceCart(cart).total + 10_000), reference: '' },
    ],
    order.rounding ?? { step: 1, direction: 'nearest' },
    {
      id,
      number: `LL${tillId}-${sequence}`,
      sequence,
      completedAt,
      businessDay: businessDay(completedAt),
      shiftId: null,
      staffId: 'staff-1',
    },
  );
  if (!sale.ok) throw new Error(`the test's sale is refused: ${sale.refusal.code}`);
  writer.inTransaction(() => {
    insertSale(writer, sale.value);
    insertStockMoves(writer, id, stockMovesOf(sale.value), completedAt);
    queueDocument(writer, { id, kind: 'sale', documentId: id, key: outboxKey(tillId, id), at: completedAt });
  });
  return sale.value;
}

/** The sandbox's first goods: product and variant number `position`. */
export function demoGoods(position: number, price: number, over: Partial<Goods> = {}): Goods {
  return someGoods({
    productId: 1_000_000_000 + position,
    variantId: 1_100_000_000 + position,
    name: `Hàng ${position}`,
    unitPrice: dong(price),
    ...over,
  });
}

export type CloudOrder = {
  readonly id: number;
  readonly total_price: number;
  readonly financial_status: string;
  readonly tags: string;
  readonly note_attributes: readonly { readonly name: string; readonly value: string }[];
  readonly transactions: readonly {
    readonly kind: string;
    readonly amount: number;
    readonly gateway: string;
  }[];
  readonly line_items: readonly {
    readonly variant_id: number | null;
    readonly title: string;
    readonly quantity: number;
    readonly price: number;
    readonly total_discount: number;
    readonly properties: readonly { readonly name: string; readonly value: string }[] | null;
  }[];
  readonly customer: { readonly id: number; readonly email: string | null };
  readonly fulfillment_status: string;
  readonly location_id: number;
  readonly user_id: number | null;
  readonly source_name: string;
};

/** What the cloud itself says, asked over HTTP and past every fault. */
export async function cloudGet<T>(sandbox: Sandbox, path: string): Promise<T> {
  const response = await fetch(`${sandbox.url}${path}`, {
    headers: { Authorization: `Bearer ${sandbox.token}` },
  });
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return (await response.json()) as T;
}

export async function cloudOrders(sandbox: Sandbox): Promise<readonly CloudOrder[]> {
  const orders: CloudOrder[] = [];
  for (let page = 1; ; page += 1) {
    const answer = await cloudGet<{ orders: CloudOrder[] }>(
      sandbox,
      `/com/orders.json?status=any&page=${page}`,
    );
    orders.push(...answer.orders);
    if (answer.orders.length < 50) return orders;
  }
}

export function outboxStates(store: Store): readonly string[] {
  return store.writer
    .all<{ state: string }>('SELECT state FROM outbox ORDER BY sequence')
    .map((row) => row.state);
}
