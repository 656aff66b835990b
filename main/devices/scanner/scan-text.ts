const utf8 = new TextDecoder('utf-8', { fatal: true });
/** What a QR code holds that does not say otherwise, byte for byte. */
const latin1 = new TextDecoder('latin1');

const startOfText = '\u0002';
/** ETX, and the zeros some models count as data. */
const endings: ReadonlySet<string | undefined> = new Set(['\r', '\n', '\t', '\u0003', '\0']);

/**
 * The characters of a scan, read only once all bytes are there: a letter may be split between two reports. Off come what scanners are
 * set up to put around a code, STX and a copy of the AIM identifier before it, CR, LF, Tab and ETX after it. GS stays: it parts the
 * fields of a GS1 code.
 */
export function readScanText(data: Uint8Array, aim: string): { readonly text: string; readonly raw: string } {
  const raw = decode(data);
  let end = raw.length;
  while (end > 0 && endings.has(raw[end - 1])) end -= 1;
  let start = raw.startsWith(startOfText) ? 1 : 0;
  if (aim !== '' && raw.startsWith(aim, start)) start += aim.length;
  return { raw, text: raw.slice(start, end) };
}

function decode(data: Uint8Array): string {
  try {
    return utf8.decode(data);
  } catch {
    return latin1.decode(data);
  }
}
