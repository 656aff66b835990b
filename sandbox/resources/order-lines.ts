import { missing, type Shop, unprocessable } from '../context.ts';
import type { LineInput } from './order-body.ts';
import { findProduct, pictureOf } from './product-fields.ts';
import { findVariant } from './variants.ts';

export type OrderedLine = ReturnType<typeof orderedLine>;

/**
 * A line as the API answers it. `price` is per piece after the line discount; the request's discounts are for the whole line, the answer's
 * for one piece. A line without a variant is a custom one, with null ids.
 */
export function orderedLine(shop: Shop, id: number, line: LineInput) {
  const goods = line.variant_id == null ? null : goodsOf(shop, line.variant_id);
  const price = line.price ?? goods?.variant.price;
  if (price == null || price < 0) throw unprocessable('price', 'is invalid');
  const title = line.title || goods?.product.title || '';
  if (title === '') throw unprocessable('title', "can't be blank");
  const variantTitle = goods === null || goods.variant.title === 'Default Title' ? null : goods.variant.title;
  const discount = perPiece(line.total_discount ?? 0, line.quantity);
  return {
    id,
    product_id: goods?.product.id ?? null,
    variant_id: goods?.variant.id ?? null,
    title,
    variant_title: goods?.variant.title ?? null,
    name: variantTitle === null ? title : `${title} - ${variantTitle}`,
    sku: line.sku ?? goods?.variant.sku ?? null,
    barcode: line.barcode ?? goods?.variant.barcode ?? null,
    vendor: goods?.product.vendor ?? null,
    type: goods?.product.product_type ?? null,
    quantity: line.quantity,
    price,
    price_original: price + discount,
    price_promotion: 0,
    actual_price: price,
    total_discount: discount,
    applied_discounts: (line.applied_discounts ?? []).map(({ description, amount }) => ({
      description: description ?? null,
      amount: perPiece(amount, line.quantity),
    })),
    properties: line.properties ?? null,
    taxable: goods === null ? true : goods.variant.taxable === 1,
    tax_lines: null,
    gift_card: false,
    requires_shipping: true,
    grams: goods?.variant.grams ?? 0,
    product_exists: goods !== null,
    fulfillable_quantity: line.quantity,
    fulfillment_service: null,
    fulfillment_status: 'notfulfilled',
    image: goods === null ? null : { src: pictureOf(shop, goods.product.id) },
    not_allow_promotion: goods?.product.not_allow_promotion === 1,
    ma_cost_amount: 0,
  };
}

/** The API keeps four digits behind the point. */
function perPiece(amount: number, quantity: number): number {
  return Math.round((amount / quantity) * 10_000) / 10_000;
}

function goodsOf(shop: Shop, variantId: number) {
  try {
    const variant = findVariant(shop, variantId);
    return { variant, product: findProduct(shop, variant.product_id) };
  } catch {
    throw missing();
  }
}
