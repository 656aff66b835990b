import { allocate } from '../money/allocate.ts';
import { discountOn } from '../money/discount.ts';
import { addDong, type Dong, scaleDong, subtractDong, sumDong } from '../money/dong.ts';
import { splitVat, sumVatByRate, type VatSplit } from '../money/vat.ts';
import { type Cart, type GoodsLine, goodsLines } from './cart.ts';

/** A line with every figure that screen, receipt, cloud and report print; all in đồng. */
export type PricedLine = {
  readonly lineId: string;
  /** unit price × quantity, rounded. */
  readonly gross: Dong;
  readonly lineDiscount: Dong;
  /** gross − line discount. */
  readonly net: Dong;
  /** This line's share of the order discount. */
  readonly orderDiscount: Dong;
  /** net − share: what the customer pays for the line, VAT included. */
  readonly final: Dong;
  readonly vat: VatSplit;
};

export type PricedCart = {
  readonly lines: readonly PricedLine[];
  /** Σ gross. */
  readonly subtotal: Dong;
  readonly lineDiscounts: Dong;
  readonly orderDiscount: Dong;
  /** Σ final, before any cash rounding. */
  readonly total: Dong;
  readonly vatByRate: readonly VatSplit[];
  readonly vatTotal: Dong;
};

/**
 * Prices a cart in the one order the shop uses: unit price × quantity → round → line discount → order discount allocated over
 * the lines → VAT taken out of each line's final amount. Unknown codes have no price and are left out.
 */
export function priceCart(cart: Cart): PricedCart {
  const nets = goodsLines(cart).map(netOfLine);
  const netTotal = sumDong(nets, ({ net }) => net);
  const orderDiscount = discountOn(netTotal, cart.orderDiscount);
  const shares = allocate(
    orderDiscount,
    nets.map(({ net }) => net),
  );
  const lines = nets.map(({ line, gross, lineDiscount, net }, index): PricedLine => {
    const share = shares[index] ?? (0 as Dong);
    const final = subtractDong(net, share);
    return {
      lineId: line.id,
      gross,
      lineDiscount,
      net,
      orderDiscount: share,
      final,
      vat: splitVat(final, line.goods.vatRate),
    };
  });
  const vatByRate = sumVatByRate(lines.map((line) => line.vat));
  return {
    lines,
    subtotal: sumDong(lines, (line) => line.gross),
    lineDiscounts: sumDong(lines, (line) => line.lineDiscount),
    orderDiscount,
    total: sumDong(lines, (line) => line.final),
    vatByRate,
    vatTotal: addDong(...vatByRate.map((split) => split.vat)),
  };
}

function netOfLine(line: GoodsLine) {
  const gross = scaleDong(line.goods.unitPrice, line.quantity, 1000);
  if (gross === undefined) throw new RangeError('a line in a cart is always priceable');
  const lineDiscount = discountOn(gross, line.discount);
  return { line, gross, lineDiscount, net: subtractDong(gross, lineDiscount) };
}
