/** A one-bit picture as data: rows of whole bytes in base64, most significant bit first, 1 black. */
export type Picture = { readonly width: number; readonly height: number; readonly rows: string };

export type PictureFault = 'no-picture' | 'size' | 'too-wide' | 'too-high' | 'data';

/** The widest print head; what is wider fits no paper at all. */
const mostWidth = 576;
/** Five centimetres of paper: a logo, not a poster. */
const mostHeight = 400;

/** What keeps a value from outside from being a picture for paper; null for a good one. */
export function pictureFault(value: unknown): PictureFault | null {
  if (typeof value !== 'object' || value === null) return 'no-picture';
  const { width, height, rows }: { width?: unknown; height?: unknown; rows?: unknown } = value;
  if (!isSize(width) || !isSize(height)) return 'size';
  if (width > mostWidth) return 'too-wide';
  if (height > mostHeight) return 'too-high';
  return typeof rows === 'string' && holdsBytes(rows, Math.ceil(width / 8) * height) ? null : 'data';
}

function isSize(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0;
}

/** Whether a text is the base64 of exactly so many bytes, with its padding (RFC 4648). */
function holdsBytes(text: string, bytes: number): boolean {
  const padding = (3 - (bytes % 3)) % 3;
  if (text.length !== Math.ceil(bytes / 3) * 4) return false;
  return /^[A-Za-z0-9+/]*$/.test(text.slice(0, text.length - padding)) && text.endsWith('='.repeat(padding));
}
