import { type Milli, onePiece, parseQuantity } from '../../../domain/money/quantity.ts';
import { createStore } from '../../lib/store.ts';

/** Digits typed while no field has the focus: a code, or `3*` and what follows. */
export type QuickEntry = { readonly quantity: Milli; readonly multiplied: boolean; readonly code: string };

export const quickEntryStore = createStore('');

const maxLength = 60;

/** What the typed text means so far; undefined when its quantity cannot be read. */
export function readQuickEntry(text: string): QuickEntry | undefined {
  const at = text.indexOf('*');
  if (at < 0) return { quantity: onePiece, multiplied: false, code: text.trim() };
  const quantity = parseQuantity(text.slice(0, at));
  if (quantity === undefined || quantity === 0) return undefined;
  return { quantity, multiplied: true, code: text.slice(at + 1).trim() };
}

/** Takes a character typed outside of fields. Letters start a search instead, unless a code has been begun. */
export function typeQuickEntry(text: string, character: string): string | undefined {
  const begins = /^[0-9]$/.test(character);
  const goesOn = text !== '' && /^[\p{L}\p{N}*.,_/-]$/u.test(character);
  const isSecondStar = character === '*' && text.includes('*');
  if ((!begins && !goesOn) || isSecondStar) return undefined;
  return (text + character).slice(0, maxLength);
}

/** The multiplier waiting for a scan or a pick; one piece when there is none. */
export function pendingQuantity(): Milli {
  const entry = readQuickEntry(quickEntryStore.get());
  return entry?.multiplied === true ? entry.quantity : onePiece;
}

export function clearQuickEntry(): void {
  quickEntryStore.set('');
}
