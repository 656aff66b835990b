import { hasValidCheckDigit } from '../barcode.ts';

/** What a scanner was once set up to put around every code, such as a letter for its kind. */
export type AroundCode = { readonly prefix: string; readonly suffix: string };

const longest = 8;

/** The article number within a scan that has something before or after it; null where that is not certain. */
export function findAroundCode(scanned: string): AroundCode | null {
  const [, prefix = '', digits = '', suffix = ''] = /^(\D*)(\d+)(\D*)$/.exec(scanned) ?? [];
  if (prefix === '' && suffix === '') return null;
  if (prefix.length > longest || suffix.length > longest) return null;
  return hasValidCheckDigit(digits) ? { prefix, suffix } : null;
}

/** The code without what this scanner puts around it. One that comes without it is left as it is. */
export function takeOffAround(scanned: string, { prefix, suffix }: AroundCode): string {
  const isAround = scanned.startsWith(prefix) && scanned.endsWith(suffix);
  const bare = scanned.slice(prefix.length, scanned.length - suffix.length);
  return isAround && bare !== '' ? bare : scanned;
}
