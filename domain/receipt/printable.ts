/**
 * Signs that take no room and change nothing on paper: joiners, direction marks, soft hyphens, variation selectors. Pasted names are
 * full of them, and a printer would show each as a box.
 */
const unseen = /\p{Default_Ignorable_Code_Point}/gu;

/** A text as it can be printed: composed letters, one kind of blank, nothing that can't be seen. What nobody can draw stays, as a box. */
export function printable(text: string): string {
  return text.replace(unseen, '').normalize('NFC').replace(/\s/g, ' ');
}
