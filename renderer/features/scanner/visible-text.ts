/** A stretch of characters, or one that no screen shows, by its name. */
export type TextPiece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'control'; readonly name: string };

const names =
  'NUL SOH STX ETX EOT ENQ ACK BEL BS TAB LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US'.split(
    ' ',
  );
const del = 127;

/** What a scanner sent, with the separators and line ends that are otherwise not to be seen. */
export function visibleText(raw: string): readonly TextPiece[] {
  const pieces: TextPiece[] = [];
  for (const character of raw) {
    const code = character.codePointAt(0) ?? 0;
    const name = code === del ? 'DEL' : names[code];
    const last = pieces.at(-1);
    if (name !== undefined) pieces.push({ kind: 'control', name });
    else if (last?.kind === 'text') pieces[pieces.length - 1] = { kind: 'text', text: last.text + character };
    else pieces.push({ kind: 'text', text: character });
  }
  return pieces;
}
