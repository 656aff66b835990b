import { hasValidCheckDigit } from '../barcode.ts';
import type { ScanRefusal } from './caught-scan.ts';
import { digitOf, usCharacter } from './physical-key.ts';
import { isWritten, type Stroke } from './stroke.ts';
import { type WedgeSettings, wedgeLimits } from './wedge-settings.ts';
import type { Burst } from './wedge-state.ts';

export type Reading =
  | { readonly ok: true; readonly code: string }
  /** `code` is what there was of it, for a person to see. */
  | { readonly ok: false; readonly reason: ScanRefusal; readonly code: string };

/** Makes a code of a burst, or says why there is none. Never guesses: a code is only read where keys and characters leave no doubt. */
export function readBurst(burst: Burst, settings: WedgeSettings): Reading {
  const { strokes } = burst;
  if (strokes.some(({ kind }) => kind === 'ime')) return readReleases(burst);
  const shown = shownText(strokes);
  const refuse = (reason: ScanRefusal): Reading => ({ ok: false, reason, code: shown });
  if (burst.orphans > 0 || strokes.some(({ kind }) => kind === 'erase' || kind === 'injected'))
    return refuse('ime');
  const isCommands = strokes.length > 0 && strokes.every(({ kind }) => kind === 'special');
  if (burst.isTangled || isCommands) return refuse('tangled');
  const read = readKeys(strokes, settings);
  if (typeof read !== 'string') return refuse(read.reason);
  const code = withoutFrame(read, settings).trim();
  if (code.length < wedgeLimits.minCharacters) return refuse('short');
  return isCutOff(burst, code, settings) ? refuse('cut-off') : { ok: true, code };
}

/**
 * Under an input method presses carry wrong keys, but releases do not. Digits can be taken from them when their check digit agrees;
 * of letters the case would be a guess.
 */
function readReleases({ strokes, released }: Burst): Reading {
  const keys = released
    .map(({ code }) => code)
    .filter((code) => code !== 'Enter' && code !== 'NumpadEnter' && code !== 'Tab');
  const shown = keys.map((code) => usCharacter(code, false) ?? '').join('');
  const isCertain =
    keys.every((code) => digitOf(code) !== undefined) &&
    strokes.every(({ shift }) => !shift) &&
    hasValidCheckDigit(shown);
  return isCertain ? { ok: true, code: shown } : { ok: false, reason: 'ime', code: shown };
}

/** What the host made of the keys. */
export function shownText(strokes: readonly Stroke[]): string {
  return strokes
    .filter((stroke) => isWritten(stroke) && stroke.kind === 'text')
    .map(({ key, code, shift }) => {
      // A keypad without Num Lock names other keys, and dead keys have a name instead of a character.
      const isNamed = code.startsWith('Numpad') || [...key].length > 1;
      return isNamed ? (usCharacter(code, shift) ?? key) : key;
    })
    .join('');
}

/** What a US keyboard would have made of them. */
export function usText(strokes: readonly Stroke[]): string {
  return strokes
    .filter(({ kind }) => kind === 'text')
    .map(({ code, shift }) => usCharacter(code, shift) ?? '')
    .join('');
}

function readKeys(
  strokes: readonly Stroke[],
  settings: WedgeSettings,
): string | { readonly reason: ScanRefusal } {
  if (strokes.some(({ kind }) => kind === 'alt-digit')) return readAltCodes(strokes);
  const capsLock = strokes.some((stroke) => stroke.capsLock);
  const swapped = swapCase(shownText(strokes));
  const shown = capsLock && settings.capsLock !== 'harmless' ? swapped : shownText(strokes);
  const us = usText(strokes);
  if (
    strokes.every(({ kind, shift }) => kind !== 'text' || shift) &&
    strokes.some(({ code }) => digitOf(code))
  )
    return certainDigits(strokes, shown, 'tangled');
  if (settings.layout === 'us') return us;
  const isSame = shown === us || (capsLock && swapCase(shown) === us);
  if (!isSame && settings.layout === 'unknown') return certainDigits(strokes, shown, 'layout');
  if (capsLock && settings.capsLock === 'unknown' && /[a-z]/i.test(shown)) return { reason: 'caps-lock' };
  return /^[\x20-\x7e]*$/.test(shown) ? shown : { reason: 'ime' };
}

/** Another keyboard layout or somebody's Shift made other characters of digit keys: their check digit proves what was meant. */
function certainDigits(
  strokes: readonly Stroke[],
  shown: string,
  otherwise: 'layout' | 'tangled',
): string | { readonly reason: ScanRefusal } {
  const digits = strokes
    .filter(({ kind }) => kind === 'text')
    .map(({ code }) => digitOf(code) ?? '?')
    .join('');
  if (hasValidCheckDigit(digits)) return digits;
  if (hasValidCheckDigit(shown)) return shown;
  return { reason: /^[\x20-\x7e]*$/.test(shown) ? otherwise : 'ime' };
}

/** Scanners that name each character by Alt and its number on the keypad; an empty key marks where Alt was let go. */
function readAltCodes(strokes: readonly Stroke[]): string | { readonly reason: ScanRefusal } {
  let digits = '';
  let text = '';
  for (const { kind, code } of strokes) {
    if (kind !== 'alt-digit') continue;
    const digit = digitOf(code);
    if (digit !== undefined) {
      digits += digit;
      continue;
    }
    const value = Number(digits);
    // Above this a number names different characters on different computers.
    if (value < 0x20 || value > 0x7e) return { reason: 'layout' };
    text += String.fromCharCode(value);
    digits = '';
  }
  return digits === '' ? text : { reason: 'cut-off' };
}

function withoutFrame(text: string, { prefixText, suffixText }: WedgeSettings): string {
  const start = prefixText !== '' && text.startsWith(prefixText) ? prefixText.length : 0;
  const end = suffixText !== '' && text.endsWith(suffixText) ? text.length - suffixText.length : text.length;
  return text.slice(start, end);
}

function isCutOff({ end, sawEnd }: Burst, code: string, { ending }: WedgeSettings): boolean {
  if (end !== null || ending === 'never') return false;
  // A whole number proves itself; eight digits may be the first of thirteen.
  if (hasValidCheckDigit(code) && code.length > 8 && ending === 'any') return false;
  if (ending === 'always' || sawEnd) return true;
  return /^\d{7,14}$/.test(code) && !hasValidCheckDigit(code);
}

function swapCase(text: string): string {
  return [...text]
    .map((char) => (char === char.toLowerCase() ? char.toUpperCase() : char.toLowerCase()))
    .join('');
}
