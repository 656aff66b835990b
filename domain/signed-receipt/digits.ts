/**
 * Bytes as decimal digits. A scanner that types like a keyboard under a Vietnamese typing tool garbles letters but not digits, and a QR
 * of digits is the densest there is: seven bytes are seventeen digits, 3,3 bits each.
 */
const chunkBytes = 7;
/** Digits of 0…7 bytes: the fewest that hold them, all different, so that a length tells how many bytes it stands for. */
const digitsOf = [0, 3, 5, 8, 10, 13, 15, 17] as const;

export function toDigits(bytes: Uint8Array): string {
  let digits = '';
  for (let start = 0; start < bytes.length; start += chunkBytes) {
    const chunk = bytes.subarray(start, start + chunkBytes);
    const value = chunk.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
    digits += value.toString().padStart(digitsOf[chunk.length] ?? 0, '0');
  }
  return digits;
}

/** Null for what `toDigits` never makes. */
export function fromDigits(digits: string): Uint8Array | null {
  if (!/^\d*$/.test(digits)) return null;
  const whole = digitsOf[chunkBytes];
  const bytes: number[] = [];
  for (let start = 0; start < digits.length; start += whole) {
    const chunk = digits.slice(start, start + whole);
    const length = digitsOf.indexOf(chunk.length as (typeof digitsOf)[number]);
    const value = BigInt(chunk);
    if (length < 1 || value >= 256n ** BigInt(length)) return null;
    for (let shift = length - 1; shift >= 0; shift -= 1)
      bytes.push(Number((value >> BigInt(8 * shift)) & 255n));
  }
  return Uint8Array.from(bytes);
}
