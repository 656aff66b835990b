import { ok, type Result, refuse } from './result.ts';

/** Longest code a till keeps; GS1 element strings stay below it. */
const maxCodeLength = 128;

/** Parts the fields of a GS1 code; the only character in one that is not printed. */
const groupSeparator = '\u001d';

/** A scanned or typed code, ready for look-up: trimmed, printable ASCII and GS only. Anything else was mangled on its way. */
export function readableCode(raw: string): Result<string> {
  const code = raw.trim();
  const printable = /^[\x21-\x7e]+( [\x21-\x7e]+)*$/.test(code.replaceAll(groupSeparator, ''));
  return printable && code.length <= maxCodeLength ? ok(code) : refuse('CODE_UNREADABLE');
}

/** EAN-8, UPC-A (12), EAN-13 and ITF-14 share one check digit rule: weights 3 and 1 from the right (GS1). */
export function hasValidCheckDigit(code: string): boolean {
  if (!/^(\d{8}|\d{12,14})$/.test(code)) return false;
  return gtinCheckDigit(code.slice(0, -1)) === Number(code.at(-1));
}

export function gtinCheckDigit(body: string): number {
  const sum = [...body]
    .reverse()
    .reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 3 : 1), 0);
  return (10 - (sum % 10)) % 10;
}

/** Forms under which the same article may be filed: a UPC-A is an EAN-13 with a leading zero, and the other way round. */
export function equivalentCodes(code: string): readonly string[] {
  if (/^\d{12}$/.test(code)) return [code, `0${code}`];
  if (/^0\d{12}$/.test(code)) return [code, code.slice(1)];
  return [code];
}

/**
 * The article number in a GS1 code, which goes on with lot, date or serial number: "01", fourteen digits. As it is filed: without the
 * zeros that fill it up.
 */
export function articleNumberIn(code: string): string | null {
  const fields = code.startsWith(groupSeparator) ? code.slice(1) : code;
  const [, gtin] = /^01(\d{14})/.exec(fields) ?? [];
  if (gtin === undefined || !hasValidCheckDigit(gtin)) return null;
  if (gtin.startsWith('000000')) return gtin.slice(6);
  return gtin.startsWith('0') ? gtin.slice(1) : gtin;
}
