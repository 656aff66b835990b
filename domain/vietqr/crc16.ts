/** CRC-16/CCITT-FALSE (poly 1021, start FFFF) over the UTF-8 bytes of a text, as four upper-case hex digits (EMVCo QR, tag 63). */
export function crc16(text: string): string {
  let crc = 0xffff;
  for (const byte of utf8(text)) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1)
      crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff;
  }
  return crc.toString(16).toUpperCase().padStart(4, '0');
}

/** `TextEncoder` belongs to hosts, not to the language; percent-encoding gives the same bytes. */
function utf8(text: string): readonly number[] {
  const escaped = encodeURIComponent(text);
  return [...escaped.matchAll(/%([0-9A-F]{2})|(.)/g)].map(([, hex, char]) =>
    hex === undefined ? (char ?? '').charCodeAt(0) : Number.parseInt(hex, 16),
  );
}
