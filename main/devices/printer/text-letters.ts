import type { LetterMode } from '../../../domain/printing/printer.ts';
import { printable } from '../../../domain/receipt/printable.ts';
import { tcvn3Of } from './tcvn3.ts';

/** A letter of the printer's own: its byte, and the page it lies on, where that matters. */
export type PrinterLetter = { readonly byte: number; readonly page: number | null };

/** Signs that no page has, as what a typewriter would make of them. */
const plainer: Readonly<Record<string, string>> = {
  '‐': '-',
  '‑': '-',
  '‒': '-',
  '–': '-',
  '—': '-',
  '―': '-',
  '−': '-',
  '‘': "'",
  '’': "'",
  '‚': "'",
  '′': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '″': '"',
  '«': '"',
  '»': '"',
  '…': '...',
  '•': '*',
  '·': '-',
  '×': 'x',
  '₫': 'đ',
};

/** The text as this printer's letters can show it; null when one of them can't be shown. */
export function asTyped(text: string, mode: LetterMode): string | null {
  const typed = [...printable(text)].map((letter) => plainer[letter] ?? letter).join('');
  const result = mode.kind === 'ascii' ? withoutAccents(typed) : typed;
  return [...result].every((letter) => printerLetter(letter, mode) !== null) ? result : null;
}

/** Never a control byte, whatever the letter: a printer would obey it. */
export function printerLetter(letter: string, mode: LetterMode): PrinterLetter | null {
  if (letter >= ' ' && letter <= '~') return { byte: letter.charCodeAt(0), page: null };
  if (mode.kind !== 'tcvn-3') return null;
  const place = tcvn3Of(letter);
  if (place === undefined) return null;
  return { byte: place.byte, page: place.page === 'small' ? mode.smallPage : mode.capitalPage };
}

function withoutAccents(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D');
}
