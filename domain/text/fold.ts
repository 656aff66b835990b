/**
 * The search key of a text: no tones, no đ, lower case, single blanks, straight apostrophes. NFC and NFD give the same key.
 * đ does not decompose in Unicode, so it is replaced by hand.
 */
export function fold(text: string): string {
  // NUL ends a text for SQLite's full-text search.
  return withoutMarks(text).toLowerCase().replaceAll('\0', ' ').replace(/\s+/g, ' ').trim();
}

/** The text with its letters bare of Vietnamese marks, case kept. */
export function withoutMarks(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/đ/g, 'd')
    .replace(/Đ/g, 'D')
    .replace(/[\u2018\u2019\u02bc]/g, "'");
}
