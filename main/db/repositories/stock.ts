import type { Reader, Writer } from '../store.ts';

/** Takes over the cloud's figure of a variant, thousandths, and stops counting local moves it already contains. */
export function saveStock(
  writer: Writer,
  row: {
    readonly variantId: number;
    readonly available: number;
    readonly askedAt: number;
    readonly at: number;
  },
): void {
  writer.inTransaction(() => {
    writer.run(
      `INSERT INTO stock (variant_id, available, pulled_at) VALUES ($variantId, $available, $at)
       ON CONFLICT (variant_id) DO UPDATE SET available = excluded.available, pulled_at = excluded.pulled_at`,
      { variantId: row.variantId, available: row.available, at: row.at },
    );
    // Confirmed before the figure was asked for: the figure knows of it.
    writer.run(
      `UPDATE stock_move SET counted_at = $at
       WHERE variant_id = $variantId AND counted_at IS NULL AND EXISTS (
         SELECT 1 FROM outbox o WHERE o.document_id = stock_move.sale_id AND o.state = 'confirmed' AND o.confirmed_at < $askedAt)`,
      { variantId: row.variantId, askedAt: row.askedAt, at: row.at },
    );
  });
}

/** Variants that were sold here and whose new figure has not come down yet. */
export function variantsAwaitingStock(reader: Reader, limit: number): readonly number[] {
  return reader
    .all<{ variant_id: number }>(
      `SELECT DISTINCT m.variant_id FROM stock_move m JOIN outbox o ON o.document_id = m.sale_id
       WHERE m.counted_at IS NULL AND o.state = 'confirmed' LIMIT ?`,
      [limit],
    )
    .map((row) => row.variant_id);
}
