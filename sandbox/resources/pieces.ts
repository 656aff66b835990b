import type { Shop } from '../context.ts';
import type { OrderRow, StoredBody, StoredLine } from './order-row.ts';
import { changeStock } from './stock.ts';

/** What became of a line's pieces, which the API shows only in part. */
type Pieces = StoredBody['pieces'][string];

export function piecesOf(body: StoredBody, line: StoredLine): Pieces {
  const key = String(line.id);
  const pieces = body.pieces[key] ?? { handed: 0, back: 0, refunded: 0 };
  body.pieces[key] = pieces;
  return pieces;
}

/** Pieces that can still be given back to the shop. */
export function refundable(body: StoredBody, line: StoredLine): number {
  return line.quantity - piecesOf(body, line).refunded;
}

/** Hands pieces out: they leave the shelf of one place and the commitments of the order's own. */
export function handOut(
  shop: Shop,
  order: OrderRow,
  body: StoredBody,
  line: StoredLine,
  quantity: number,
  locationId: number,
): void {
  move(shop, line, order.location_id, 0, -quantity);
  move(shop, line, locationId, -quantity, 0);
  line.fulfillable_quantity -= quantity;
  piecesOf(body, line).handed += quantity;
  line.fulfillment_status = statusOfLine(body, line);
}

/** Lets go of all that is still committed to a line. */
export function release(shop: Shop, order: OrderRow, line: StoredLine): void {
  move(shop, line, order.location_id, 0, -line.fulfillable_quantity);
  line.fulfillable_quantity = 0;
}

/** Takes pieces off an order: those not yet handed out first, of the rest only what is restocked goes to a shelf. */
export function takeBack(
  shop: Shop,
  order: OrderRow,
  body: StoredBody,
  line: StoredLine,
  quantity: number,
  restockTo: number | null,
): void {
  const pieces = piecesOf(body, line);
  const uncommitted = Math.min(quantity, line.fulfillable_quantity);
  move(shop, line, order.location_id, 0, -uncommitted);
  line.fulfillable_quantity -= uncommitted;
  pieces.refunded += quantity;
  if (restockTo !== null) putBack(shop, body, line, quantity - uncommitted, restockTo);
  line.fulfillment_status = statusOfLine(body, line);
}

/** Pieces that come home, as many of them as are still out. */
export function putBack(
  shop: Shop,
  body: StoredBody,
  line: StoredLine,
  quantity: number,
  locationId: number,
): void {
  const pieces = piecesOf(body, line);
  const home = Math.min(quantity, pieces.handed - pieces.back);
  move(shop, line, locationId, home, 0);
  pieces.back += home;
}

/** A shipment called off before it arrived: its pieces are on the shelf again and wait for another shipment. */
export function recall(
  shop: Shop,
  order: OrderRow,
  body: StoredBody,
  line: StoredLine,
  quantity: number,
  locationId: number,
): void {
  const pieces = piecesOf(body, line);
  const home = Math.min(quantity, pieces.handed - pieces.back);
  const wanted = Math.max(0, Math.min(home, line.quantity - pieces.refunded - line.fulfillable_quantity));
  move(shop, line, locationId, home, 0);
  move(shop, line, order.location_id, 0, wanted);
  pieces.handed -= home;
  line.fulfillable_quantity += wanted;
  line.fulfillment_status = statusOfLine(body, line);
}

export function statusOfLine(body: StoredBody, line: StoredLine): string {
  const { handed, back } = piecesOf(body, line);
  if (handed === 0) return 'notfulfilled';
  if (line.fulfillable_quantity > 0) return 'partial';
  return back === handed ? 'restock' : 'fulfilled';
}

/** An order whose goods came back stays as fulfilled as it was; only its lines tell. */
export function statusOfOrder(body: StoredBody): string {
  const isOpen = body.line_items.some((line) => line.fulfillable_quantity > 0);
  const isBegun = body.line_items.some((line) => piecesOf(body, line).handed > 0);
  if (!isBegun) return 'notfulfilled';
  return isOpen ? 'partial' : 'fulfilled';
}

function move(shop: Shop, line: StoredLine, locationId: number, onHand: number, committed: number): void {
  if (line.variant_id === null) return;
  changeStock(shop, { variantId: line.variant_id, locationId, onHand, committed });
}
