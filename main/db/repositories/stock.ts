import type { Reader, Writer } from '../store.ts';

/** Variants counted in stock, in the order of their ids, from behind `afterId`. */
export function trackedVariantsAfter(reader: Reader, afterId: number, limit: number): readonly number[] {
  return reader
    .all<{ variant_id: number }>(
      'SELECT DISTINCT variant_id FROM goods WHERE variant_id > ? AND tracks_stock = 1 ORDER BY variant_id LIMIT ?',
      [afterId, limit],
    )
    .map((row) => row.variant_id);
}

/** The same, each with whether its stock was ever told. */
export function toldVariantsAfter(
  reader: Reader,
  afterId: number,
  limit: number,
): readonly { readonly variantId: number; readonly isTold: boolean }[] {
  return reader
    .all<{ variant_id: number; is_told: 0 | 1 }>(
      `SELECT v.variant_id, EXISTS (SELECT 1 FROM stock s WHERE s.variant_id = v.variant_id) AS is_told FROM (
         SELECT DISTINCT variant_id FROM goods WHERE variant_id > ? AND tracks_stock = 1 ORDER BY variant_id LIMIT ?
       ) v ORDER BY v.variant_id`,
      [afterId, limit],
    )
    .map((row) => ({ variantId: row.variant_id, isTold: row.is_told === 1 }));
}

export function isTrackedVariant(reader: Reader, variantId: number): boolean {
  return (
    reader.get('SELECT 1 AS found FROM goods WHERE variant_id = ? AND tracks_stock = 1 LIMIT 1', [
      variantId,
    ]) !== undefined
  );
}

/** Variants sold here whose sale has reached the cloud while the stock shown does not contain it yet. */
export function variantsToRecount(reader: Reader, limit: number): readonly number[] {
  return reader
    .all<{ variant_id: number }>(
      `SELECT DISTINCT m.variant_id FROM stock_move m JOIN outbox o ON o.document_id = m.document_id
       WHERE m.counted_at IS NULL AND o.state = 'confirmed' ORDER BY m.variant_id LIMIT ?`,
      [limit],
    )
    .map((row) => row.variant_id);
}

/** When a figure was asked for: `at` UTC ms for people, `tick` for what came first. */
export type Asked = { readonly at: number; readonly tick: number };

/**
 * The cloud's figure for a variant, thousandths of its base unit. Moves stop counting when their sale was confirmed before the
 * figure was asked for: from then on the figure contains them.
 */
export function writeStock(writer: Writer, variantId: number, available: number, asked: Asked): void {
  writer.run(
    `INSERT INTO stock (variant_id, available, pulled_at) VALUES ($variantId, $available, $askedAt)
     ON CONFLICT (variant_id) DO UPDATE SET available = excluded.available, pulled_at = excluded.pulled_at`,
    { variantId, available, askedAt: asked.at },
  );
  writer.run(
    `UPDATE stock_move SET counted_at = $askedAt
     WHERE variant_id = $variantId AND counted_at IS NULL AND EXISTS (
       SELECT 1 FROM outbox o WHERE o.document_id = stock_move.document_id AND o.state = 'confirmed' AND o.confirmed_tick < $tick
     )`,
    { variantId, askedAt: asked.at, tick: asked.tick },
  );
}

/** The machine moved to another branch: what it knew of stock belongs to the old one. */
export function forgetStock(writer: Writer): void {
  writer.run('DELETE FROM stock');
}
