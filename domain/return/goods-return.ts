import { type Milli, milli } from '../money/quantity.ts';
import { divideRounded } from '../money/rounding.ts';
import type { StockMove } from '../sale/sale.ts';
import type { LineRefund } from './refund.ts';

/** Where goods that came back go: back to be sold, or put aside as damaged. */
export const destinations = ['shelf', 'damaged'] as const;

export type Destination = (typeof destinations)[number];

/** What is known of the goods of a sale's line. */
export type SoldGoods = {
  readonly variantId: number;
  readonly tracksStock: boolean;
  /** Thousandths of the base unit in one unit. */
  readonly stockPerUnit: number;
};

/** Only what goes back to the shelf can be sold again. */
export function returnMoves(
  lines: readonly {
    readonly id: string;
    readonly refund: LineRefund;
    readonly destination: Destination;
    readonly goods: SoldGoods;
  }[],
): readonly StockMove[] {
  return lines
    .filter(({ goods, destination }) => goods.tracksStock && destination === 'shelf')
    .map(({ id, refund, goods }) => ({
      lineId: id,
      variantId: goods.variantId,
      quantity: piecesBack(refund.quantity, goods.stockPerUnit),
    }));
}

function piecesBack(quantity: Milli, stockPerUnit: number): Milli {
  return milli(Number(divideRounded(BigInt(quantity) * BigInt(stockPerUnit), 1000n)));
}
