import { fromDigits, toDigits } from './digits.ts';
import { linesHashLength, type ReceiptSummary, writeSummary } from './summary.ts';

/** Tells a receipt's code from everything else that is scanned: no product code is that long, and none of ours begins so. */
const mark = '97910';
export const signatureLength = 64;
export const keyIdLength = 4;
/**
 * What a code may measure in digits: a QR of 65 modules, 24 mm wide on 58 mm paper with dots a cheap scanner still tells apart, and
 * typed by a wedge scanner within about two seconds.
 */
const mostDigits = 700;
const shortest = 100;

/** `body` is what was signed; `keyId` names whose key it was. */
export type ReceiptCode = {
  readonly keyId: Uint8Array;
  readonly signature: Uint8Array;
  readonly body: Uint8Array;
};

export function writeReceiptCode(code: ReceiptCode): string {
  return mark + toDigits(Uint8Array.from([...code.keyId, ...code.signature, ...code.body]));
}

export function looksLikeReceiptCode(text: string): boolean {
  return text.length >= shortest && text.startsWith(mark) && /^\d+$/.test(text);
}

/** Null for what is no receipt code or was cut off. */
export function readReceiptCode(text: string): ReceiptCode | null {
  if (!looksLikeReceiptCode(text)) return null;
  const bytes = fromDigits(text.slice(mark.length));
  if (bytes === null || bytes.length <= keyIdLength + signatureLength) return null;
  return {
    keyId: bytes.subarray(0, keyIdLength),
    signature: bytes.subarray(keyIdLength, keyIdLength + signatureLength),
    body: bytes.subarray(keyIdLength + signatureLength),
  };
}

/** The summary with as many of its lines as a code holds; `hash` (16 bytes) stands for all of them where some are left out. */
export function fittingSummary(
  summary: Omit<ReceiptSummary, 'lineCount' | 'linesHash'>,
  hash: (lines: ReceiptSummary['lines']) => Uint8Array,
): ReceiptSummary {
  const whole: ReceiptSummary = {
    ...summary,
    lineCount: summary.lines.length,
    linesHash: new Uint8Array(),
  };
  if (fits(whole)) return whole;
  const linesHash = hash(summary.lines);
  if (linesHash.length !== linesHashLength) throw new RangeError('a hash of lines has 16 bytes');
  for (let kept = summary.lines.length - 1; kept > 0; kept -= 1) {
    const part = { ...whole, lines: summary.lines.slice(0, kept), linesHash };
    if (fits(part)) return part;
  }
  return { ...whole, lines: [], linesHash };
}

function fits(summary: ReceiptSummary): boolean {
  const blank = new Uint8Array(signatureLength);
  return (
    writeReceiptCode({
      keyId: blank.subarray(0, keyIdLength),
      signature: blank,
      body: writeSummary(summary),
    }).length <= mostDigits
  );
}
