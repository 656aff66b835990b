/**
 * Signs that take no room and change nothing on paper: joiners, direction marks, soft hyphens, variation selectors. Pasted names are
 * full of them, and a printer would show each as a box.
 */
const unseen = /\p{Default_Ignorable_Code_Point}/gu;

/** Nearly every text is composed letters and seen signs already: Latin, Vietnamese, dashes and the like. */
const isPrintable =
  /^[ -~\u00a1-\u00ac\u00ae-\u0233\u1ea0-\u1ef9\u2013\u2014\u2018-\u2022\u2026\u20ab\u2212]*$/;

/** A text as it can be printed: composed letters, one kind of blank, nothing that can't be seen. What nobody can draw stays, as a box. */
export function printable(text: string): string {
  if (isPrintable.test(text)) return text;
  return text.replace(unseen, '').normalize('NFC').replace(/\s/g, ' ');
}
