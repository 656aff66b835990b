import { allocate } from '../../../domain/money/allocate.ts';
import { dong } from '../../../domain/money/dong.ts';
import { formatQuantity } from '../../../domain/text/format.ts';
import type { UploadLine } from '../../db/repositories/upload-sale.ts';

export type OrderProperty = { readonly name: string; readonly value: string };

export type OrderLine = {
  readonly variant_id?: number;
  readonly product_id?: number;
  readonly title: string;
  readonly sku?: string;
  readonly barcode?: string;
  readonly quantity: number;
  /** For one piece, after the line discount. */
  readonly price: number;
  /** For the whole line. */
  readonly total_discount?: number;
  readonly applied_discounts?: readonly { readonly description: string; readonly amount: number }[];
  readonly properties?: readonly OrderProperty[];
};

/**
 * A line of a sale as one or two lines of an order, so that Σ price × quantity is the line's net to the đồng.
 *
 * The cloud counts in whole pieces of the base unit. A quantity that comes to whole pieces goes as that many: at net ÷ pieces where it
 * divides, otherwise as two lines, the remainder's pieces one đồng dearer than the others. What is no whole number of pieces
 * (1,25 kg) goes as one piece at the line's net. How much of which unit was sold stands in the properties. A line without goods of the
 * cloud goes as a free line: the same title, code and price, and no stock moves for it.
 */
export function orderLines(line: UploadLine): readonly OrderLine[] {
  const pieces = wholePieces(line);
  const properties = propertiesOf(line, pieces);
  const parts = pieces === null ? [{ quantity: 1, price: line.net }] : evenParts(line.net, pieces);
  const discounts = allocate(
    dong(line.line_discount),
    parts.map((part) => part.quantity),
  );
  return parts.map((part, index) => {
    const discount = discounts[index] ?? 0;
    return {
      ...(line.variant_id === null ? {} : { variant_id: line.variant_id }),
      ...(line.product_id === null ? {} : { product_id: line.product_id }),
      title: line.name,
      ...(line.sku === '' ? {} : { sku: line.sku }),
      ...(line.code === '' ? {} : { barcode: line.code }),
      quantity: part.quantity,
      price: part.price,
      ...(discount === 0
        ? {}
        : {
            total_discount: discount,
            applied_discounts: [{ description: 'Giảm giá dòng', amount: discount }],
          }),
      ...(properties.length === 0 ? {} : { properties }),
    };
  });
}

/** Pieces of the base unit the line takes from stock; null when that is no whole number. */
function wholePieces(line: UploadLine): number | null {
  const product = BigInt(line.quantity) * BigInt(line.stock_per_unit);
  const pieces = product / 1_000_000n;
  if (pieces * 1_000_000n !== product || pieces < 1n) return null;
  return pieces > BigInt(Number.MAX_SAFE_INTEGER) ? null : Number(pieces);
}

function evenParts(
  net: number,
  pieces: number,
): readonly { readonly quantity: number; readonly price: number }[] {
  const remainder = net % pieces;
  const price = (net - remainder) / pieces;
  if (remainder === 0) return [{ quantity: pieces, price }];
  return [
    { quantity: pieces - remainder, price },
    { quantity: remainder, price: price + 1 },
  ];
}

/** Said only where the order's own quantity does not say it. */
function propertiesOf(line: UploadLine, pieces: number | null): readonly OrderProperty[] {
  const isSaid = pieces !== null && pieces * 1000 === line.quantity && line.unit_id === 0;
  const quantity = `${formatQuantity(line.quantity)} ${line.unit_name}`.trim();
  return [
    ...(line.unit_id === 0 || line.unit_name === '' ? [] : [{ name: 'Đơn vị', value: line.unit_name }]),
    ...(isSaid ? [] : [{ name: 'Số lượng', value: quantity }]),
    ...(line.note === '' ? [] : [{ name: 'Ghi chú', value: line.note }]),
  ];
}
