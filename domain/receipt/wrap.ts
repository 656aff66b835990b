import type { FaceName, FontMetrics } from './placed.ts';
import { printable } from './printable.ts';

/** Breaks between words, inside a word only when it is wider than the line. Leading blanks of the text are kept as an indent. */
export function wrap(text: string, width: number, face: FaceName, metrics: FontMetrics): readonly string[] {
  const normal = printable(text);
  const indent = /^ */.exec(normal)?.[0] ?? '';
  const indentWidth = metrics.widthOf(indent, face);
  const spaceWidth = metrics.widthOf(' ', face);
  const lines: string[] = [];
  let current = '';
  let currentWidth = 0;
  for (const word of words(normal)) {
    for (const piece of pieces(word, width - indentWidth, face, metrics)) {
      const pieceWidth = metrics.widthOf(piece, face);
      if (current !== '' && currentWidth + spaceWidth + pieceWidth <= width) {
        current += ` ${piece}`;
        currentWidth += spaceWidth + pieceWidth;
      } else {
        if (current !== '') lines.push(current);
        current = indent + piece;
        currentWidth = indentWidth + pieceWidth;
      }
    }
  }
  return [...lines, current];
}

export function words(text: string): readonly string[] {
  return text.split(' ').filter((word) => word !== '');
}

/** A letter and the marks on it stay together. */
function pieces(word: string, width: number, face: FaceName, metrics: FontMetrics): readonly string[] {
  if (metrics.widthOf(word, face) <= width) return [word];
  const result: string[] = [];
  let current = '';
  let currentWidth = 0;
  for (const letter of word) {
    const letterWidth = metrics.widthOf(letter, face);
    if (current !== '' && letterWidth > 0 && currentWidth + letterWidth > width) {
      result.push(current);
      current = '';
      currentWidth = 0;
    }
    current += letter;
    currentWidth += letterWidth;
  }
  return [...result, current];
}
