import type { Writer } from '../store.ts';

/** A customer has another phone: their documents on the way to the cloud are found by it, and no longer by the one before. */
export function renewOutboxText(writer: Writer, customerId: string, phone: string): void {
  const entries = writer.all<{ sequence: number }>(
    `SELECT o.sequence FROM customer_change g JOIN outbox o ON o.document_id = g.id AND o.kind = 'customer'
     WHERE g.customer_id = ?`,
    [customerId],
  );
  for (const { sequence } of entries) {
    writer.run('DELETE FROM outbox_text WHERE rowid = ?', [sequence]);
    writer.run('INSERT INTO outbox_text (rowid, search_text) VALUES (?, ?)', [sequence, ` ${phone}`]);
  }
}
