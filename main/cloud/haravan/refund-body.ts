import { dong } from '../../../domain/money/dong.ts';
import type { Destination } from '../../../domain/return/goods-return.ts';
import type { UploadLine } from '../../db/repositories/upload-sale.ts';
import { orderLines } from './order-lines.ts';

/** A line item of an order as the cloud has it. */
export type CloudLine = {
  readonly id: number;
  readonly variantId: number | null;
  readonly title: string;
  readonly quantity: number;
  readonly price: number;
};

/** A line of a sale of which something comes back. Quantities in thousandths of its unit. */
export type BackLine = {
  readonly line: UploadLine;
  /** Came back by earlier returns. */
  readonly before: number;
  readonly quantity: number;
  readonly destination: Destination;
};

export type RefundItem = { readonly line_item_id: number; readonly quantity: number };

/**
 * Finds the line items of an order that a sale's lines became. They come back in the order they were sent; where somebody changed the
 * order, by goods, price and quantity. A line that is not found any more has none.
 */
export function itemsOf(
  sold: readonly UploadLine[],
  cloud: readonly CloudLine[],
): ReadonlyMap<string, readonly CloudLine[]> {
  const free = new Set(cloud);
  const found = new Map<string, readonly CloudLine[]>();
  for (const line of sold) {
    const parts = orderLines(line).map((part) => {
      const item = [...free].find(
        (candidate) =>
          candidate.quantity === part.quantity &&
          candidate.price === part.price &&
          (part.variant_id === undefined
            ? candidate.variantId === null && candidate.title === part.title
            : candidate.variantId === part.variant_id),
      );
      if (item !== undefined) free.delete(item);
      return item;
    });
    if (parts.every((part) => part !== undefined)) found.set(line.id, parts);
  }
  return found;
}

/**
 * Pieces of line items that go back, by what becomes of the goods. The cloud counts whole pieces: of goods sent as one piece for
 * 1,25 kg the piece goes back with the last of them.
 */
export function refundItems(
  back: readonly BackLine[],
  items: ReadonlyMap<string, readonly CloudLine[]>,
  destination: Destination,
): readonly RefundItem[] {
  return back
    .filter((line) => line.destination === destination)
    .flatMap(({ line, before, quantity }) => {
      const parts = items.get(line.id) ?? [];
      const pieces = parts.reduce((sum, part) => sum + part.quantity, 0);
      const from = piecesUpTo(before, line.quantity, pieces);
      const to = piecesUpTo(before + quantity, line.quantity, pieces);
      return slice(parts, from, to);
    });
}

function piecesUpTo(returned: number, sold: number, pieces: number): number {
  return Number((BigInt(returned) * BigInt(pieces)) / BigInt(sold));
}

function slice(parts: readonly CloudLine[], from: number, to: number): readonly RefundItem[] {
  let start = 0;
  return parts.flatMap((part) => {
    const quantity = Math.min(to, start + part.quantity) - Math.max(from, start);
    start += part.quantity;
    return quantity > 0 ? [{ line_item_id: part.id, quantity }] : [];
  });
}

export type RefundBody = {
  readonly refund: {
    readonly restock: boolean | null;
    readonly notify: false;
    readonly note: string;
    readonly location_id: number;
    readonly refund_line_items: readonly RefundItem[];
    readonly transactions: readonly {
      readonly kind: 'refund';
      readonly amount: number;
      readonly gateway: string;
    }[];
  };
};

/** One refund of the cloud knows one way for its goods: what is damaged goes in a second one. Money goes with the first. */
export const refundParts = ['shelf', 'damaged'] as const satisfies readonly Destination[];

export function refundBody(
  part: Destination,
  made: {
    readonly note: string;
    readonly locationId: number;
    readonly items: readonly RefundItem[];
    readonly money: readonly { readonly amount: number; readonly gateway: string }[];
  },
): RefundBody {
  return {
    refund: {
      restock: made.items.length === 0 ? null : part === 'shelf',
      notify: false,
      note: made.note,
      location_id: made.locationId,
      refund_line_items: made.items,
      transactions: made.money
        .filter(({ amount }) => amount > 0)
        .map(({ amount, gateway }) => ({ kind: 'refund', amount: dong(amount), gateway })),
    },
  };
}
