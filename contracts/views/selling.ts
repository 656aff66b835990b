import type { Discount } from '../../domain/money/discount.ts';
import type { Dong } from '../../domain/money/dong.ts';
import type { Milli } from '../../domain/money/quantity.ts';
import type { VatSplit } from '../../domain/money/vat.ts';
import type { Settlement } from '../../domain/sale/settle.ts';

/** All carts as the sell screen paints them: figures are already worked out in main. */
export type CartsView = {
  /** Grows with every view main makes: answers and events travel apart, and an older one must not be painted over a newer. */
  readonly serial: number;
  readonly active: CartView;
  readonly tabs: readonly CartTab[];
  readonly held: readonly CartTab[];
  readonly lastSale: LastSaleView | null;
};

export type CartTab = {
  readonly id: string;
  /** Running number within the till's day: "Đơn 3". */
  readonly label: string;
  readonly lineCount: number;
  readonly total: Dong;
  readonly customerName: string | null;
  readonly savedAt: number;
};

export type CartView = {
  readonly id: string;
  readonly label: string;
  /** Grows with every change; paying names the version it was shown. */
  readonly version: number;
  readonly lines: readonly CartLineView[];
  readonly touchedLineId: string | null;
  readonly orderDiscountRule: Discount | null;
  readonly customer: CustomerView | null;
  readonly note: string;
  readonly itemCount: Milli;
  readonly subtotal: Dong;
  readonly lineDiscounts: Dong;
  readonly orderDiscount: Dong;
  readonly total: Dong;
  /** What would be asked for in cash, by the shop's rounding. */
  readonly cashTotal: Dong;
  readonly vatByRate: readonly VatSplit[];
  readonly vatTotal: Dong;
  readonly canUndo: boolean;
  readonly unknownCodes: number;
};

export type CartLineView =
  | { readonly kind: 'unknown'; readonly id: string; readonly code: string }
  | {
      readonly kind: 'goods';
      readonly id: string;
      readonly variantId: number;
      readonly unitId: number | null;
      readonly name: string;
      readonly variantName: string;
      readonly unitName: string;
      readonly sku: string;
      readonly code: string;
      readonly image: string | null;
      readonly weighed: boolean;
      readonly unitPrice: Dong;
      readonly quantity: Milli;
      readonly discountRule: Discount | null;
      readonly lineDiscount: Dong;
      readonly net: Dong;
      readonly note: string;
      /** Stock at this branch in this unit, thousandths; null when the goods are not tracked. */
      readonly stock: Milli | null;
      readonly change: GoodsChange | null;
    };

/** What happened to goods in the shop since they were scanned. The line keeps what it was scanned with, and can be sold. */
export type GoodsChange =
  | { readonly kind: 'price'; readonly price: Dong }
  | { readonly kind: 'name'; readonly name: string }
  /** The shop has them no more. */
  | { readonly kind: 'deleted' }
  /** The shop has them, but no longer for its counters. */
  | { readonly kind: 'withdrawn' };

export type LastSaleView = {
  readonly saleId: string;
  readonly number: string;
  readonly total: Dong;
  readonly tendered: Dong;
  readonly change: Dong;
};

export type CustomerView = { readonly id: string; readonly name: string; readonly phoneMasked: string };

/** One sellable thing in a list: a variant in a unit. */
export type GoodsView = {
  readonly variantId: number;
  readonly unitId: number | null;
  readonly name: string;
  readonly variantName: string;
  readonly unitName: string;
  readonly sku: string;
  readonly code: string;
  readonly price: Dong;
  readonly image: string | null;
  readonly weighed: boolean;
  readonly stock: Milli | null;
};

export type GoodsPage = { readonly rows: readonly GoodsView[]; readonly total: number };

/** What a scan or a pick led to; the carts themselves come with the `carts` event. */
export type ScanOutcome =
  | { readonly kind: 'found'; readonly lineId: string; readonly name: string }
  | { readonly kind: 'choose'; readonly code: string; readonly candidates: readonly GoodsView[] }
  | { readonly kind: 'unknown'; readonly lineId: string; readonly code: string }
  /** No goods: a receipt of this till, scanned to look at its sale or to take goods back. */
  | { readonly kind: 'receipt'; readonly saleId: string; readonly number: string };

export type SettlementView = Settlement;

export type CompletedSale = {
  readonly saleId: string;
  readonly receiptNumber: string;
  readonly total: Dong;
  readonly tendered: Dong;
  readonly change: Dong;
};

export type TransferQrView = {
  /** The text behind the code. */
  readonly payload: string;
  /** Rows of the matrix, `1` dark and `0` light, without the quiet zone. */
  readonly rows: readonly string[];
  readonly bankName: string;
  readonly account: string;
  readonly holder: string;
  readonly amount: Dong;
  readonly purpose: string;
};
