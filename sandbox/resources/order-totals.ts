import { unprocessable } from '../context.ts';
import type { OrderInput } from './order-body.ts';
import type { OrderedLine } from './order-lines.ts';

/** The order's discount is not taken off the subtotal. */
export function totalsOf(input: OrderInput, lines: readonly OrderedLine[]) {
  const subtotal = lines.reduce((sum, line) => sum + line.price * line.quantity, 0);
  const byCodes = (input.discount_codes ?? []).reduce((sum, code) => sum + code.amount, 0);
  const discounts = input.discount_codes?.length ? byCodes : (input.total_discounts ?? 0);
  const shipping = (input.shipping_lines ?? []).reduce((sum, line) => sum + line.price, 0);
  const total = subtotal - discounts + shipping;
  if (total < 0) throw unprocessable('total_discounts', 'is greater than the order');
  return { subtotal, discounts, total };
}

export function gatewayOf(input: OrderInput): string {
  if (input.is_cod_gateway === true) return 'Thanh toán khi giao hàng (COD)';
  return input.gateway || input.transactions?.[0]?.gateway || 'Tiền mặt';
}

export function paymentsOf(input: OrderInput, gateway: string) {
  return (input.transactions ?? [])
    .filter(({ kind }) => kind !== 'pending')
    .map(({ kind, amount, gateway: own }) => ({ kind, amount: amount ?? null, gateway: own || gateway }));
}
