import type { Reader } from '../store.ts';

export type CustomerRow = { readonly id: string; readonly name: string; readonly phone: string };

/** Whoever that id stands for now. */
export function customerById(reader: Reader, id: string): CustomerRow | undefined {
  return reader.get<CustomerRow>(
    `SELECT c.id, c.name, c.phone FROM customer o JOIN customer c ON c.id = coalesce(o.merged_into, o.id) WHERE o.id = ?`,
    [id],
  );
}

/** Customers whose phone ends with these digits, by the digits before them. */
export function findByLastDigits(reader: Reader, digits: string, limit: number): readonly CustomerRow[] {
  const reversed = [...digits].toReversed().join('');
  return reader.all<CustomerRow>(
    `SELECT id, name, phone FROM customer
     WHERE phone_reversed >= ? AND phone_reversed < ? AND merged_into IS NULL AND deleted_in_cloud_at IS NULL
     ORDER BY phone_reversed LIMIT ?`,
    // The colon follows the 9.
    [reversed, `${reversed}:`, limit],
  );
}

/** Customers whose folded name and phone contain every word; words under three characters only narrow what longer ones found. */
export function findCustomers(
  reader: Reader,
  words: readonly string[],
  limit: number,
): readonly CustomerRow[] {
  const long = words.filter((word) => [...word].length >= 3);
  const short = words.filter((word) => [...word].length < 3);
  const conditions = [
    'c.merged_into IS NULL',
    'c.deleted_in_cloud_at IS NULL',
    ...short.map(() => 'instr(c.search_text, ?) > 0'),
  ];
  if (long.length > 0) {
    conditions.unshift('c.rowid IN (SELECT rowid FROM customer_trigram WHERE customer_trigram MATCH ?)');
  }
  const match = long.map((word) => `"${word.replaceAll('"', '""')}"`).join(' AND ');
  return reader.all<CustomerRow>(
    `SELECT c.id, c.name, c.phone FROM customer c WHERE ${conditions.join(' AND ')} LIMIT ?`,
    [...(long.length > 0 ? [match] : []), ...short, limit],
  );
}
