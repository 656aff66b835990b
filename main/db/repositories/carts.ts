import type { Cart } from '../../../domain/cart/cart.ts';
import type { Reader, Writer } from '../store.ts';

export type CartRecord = {
  readonly cart: Cart;
  readonly label: string;
  readonly state: 'open' | 'held';
  readonly version: number;
  readonly touchedLineId: string | null;
  readonly updatedAt: number;
};

type CartRow = {
  readonly label: string;
  readonly state: 'open' | 'held';
  readonly body_json: string;
  readonly version: number;
  readonly touched_line_id: string | null;
  readonly updated_at: number;
};

const columns = 'label, state, body_json, version, touched_line_id, updated_at';

/** How many steps back undo reaches. */
const keptSteps = 30;

export function listCarts(reader: Reader): readonly CartRecord[] {
  return reader.all<CartRow>(`SELECT ${columns} FROM cart ORDER BY created_at, id`).map(toRecord);
}

export function cartById(reader: Reader, id: string): CartRecord | undefined {
  const row = reader.get<CartRow>(`SELECT ${columns} FROM cart WHERE id = ?`, [id]);
  return row && toRecord(row);
}

export function insertCart(
  writer: Writer,
  cart: Cart,
  about: { readonly label: string; readonly staffId: string | null; readonly at: number },
): void {
  writer.run(
    `INSERT INTO cart (id, label, state, body_json, version, touched_line_id, staff_id, created_at, updated_at)
     VALUES ($id, $label, 'open', $body, 1, NULL, $staffId, $at, $at)`,
    { id: cart.id, label: about.label, body: JSON.stringify(cart), staffId: about.staffId, at: about.at },
  );
}

/** Saves the next version and keeps the one before it for undo. */
export function saveCart(
  writer: Writer,
  previous: CartRecord,
  next: Cart,
  touchedLineId: string | null,
  at: number,
): void {
  writer.inTransaction(() => {
    writer.run('INSERT INTO cart_step (cart_id, version, body_json) VALUES (?, ?, ?)', [
      next.id,
      previous.version,
      JSON.stringify(previous.cart),
    ]);
    writer.run('DELETE FROM cart_step WHERE cart_id = ? AND version <= ?', [
      next.id,
      previous.version - keptSteps,
    ]);
    updateBody(writer, next, previous.version + 1, touchedLineId, at);
  });
}

/** Goes back one step; the version still grows, so nobody can pay a total they were not shown. False when there is no step. */
export function undoCart(writer: Writer, current: CartRecord, at: number): boolean {
  return writer.inTransaction(() => {
    const id = current.cart.id;
    const step = writer.get<{ version: number; body_json: string }>(
      'SELECT version, body_json FROM cart_step WHERE cart_id = ? ORDER BY version DESC LIMIT 1',
      [id],
    );
    if (step === undefined) return false;
    writer.run('DELETE FROM cart_step WHERE cart_id = ? AND version = ?', [id, step.version]);
    updateBody(writer, JSON.parse(step.body_json) as Cart, current.version + 1, null, at);
    return true;
  });
}

export function canUndo(reader: Reader, cartId: string): boolean {
  return reader.get('SELECT 1 FROM cart_step WHERE cart_id = ? LIMIT 1', [cartId]) !== undefined;
}

export function setCartState(writer: Writer, cartId: string, state: 'open' | 'held', at: number): void {
  writer.run('UPDATE cart SET state = ?, updated_at = ? WHERE id = ?', [state, at, cartId]);
}

export function deleteCart(writer: Writer, cartId: string): void {
  writer.run('DELETE FROM cart WHERE id = ?', [cartId]);
}

function updateBody(
  writer: Writer,
  cart: Cart,
  version: number,
  touchedLineId: string | null,
  at: number,
): void {
  writer.run('UPDATE cart SET body_json = ?, version = ?, touched_line_id = ?, updated_at = ? WHERE id = ?', [
    JSON.stringify(cart),
    version,
    touchedLineId,
    at,
    cart.id,
  ]);
}

function toRecord(row: CartRow): CartRecord {
  return {
    // The till wrote this body itself, from a typed cart.
    cart: JSON.parse(row.body_json) as Cart,
    label: row.label,
    state: row.state,
    version: row.version,
    touchedLineId: row.touched_line_id,
    updatedAt: row.updated_at,
  };
}
