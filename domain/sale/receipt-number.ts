import { fold } from '../text/fold.ts';

/** `<branch code><till no>-<yymmdd>-<sequence>`: unique in the shop without asking anyone. */
export function receiptNumber(parts: {
  readonly branchCode: string;
  readonly tillNumber: number;
  /** yyyy-mm-dd */
  readonly businessDay: string;
  readonly sequence: number;
}): string {
  const day = parts.businessDay.slice(2).replaceAll('-', '');
  return `${parts.branchCode}${parts.tillNumber}-${day}-${parts.sequence.toString().padStart(4, '0')}`;
}

/** The day (yyyy-mm-dd) and sequence of a receipt number; null for what is none. */
export function readReceiptNumber(
  number: string,
): { readonly businessDay: string; readonly sequence: number } | null {
  const found = /-(\d\d)(\d\d)(\d\d)-(\d{4,9})$/.exec(number);
  if (found === null) return null;
  const [, year, month, day, sequence] = found;
  return { businessDay: `20${year}-${month}-${day}`, sequence: Number(sequence) };
}

/**
 * Branch codes for all branches of a shop: initials of the name without "chi nhánh", and a letter behind them where two branches
 * would share one. Depends only on the list, so every till of the shop comes to the same codes.
 */
export function branchCodes(
  branches: readonly { readonly id: number; readonly name: string }[],
): ReadonlyMap<number, string> {
  const codes = new Map<number, string>();
  const taken = new Set<string>();
  for (const branch of [...branches].sort((a, b) => a.id - b.id)) {
    const base = initials(branch.name);
    let code = base;
    for (let suffix = 0; taken.has(code); suffix += 1) code = `${base}${suffixLetters(suffix)}`;
    taken.add(code);
    codes.set(branch.id, code);
  }
  return codes;
}

function initials(name: string): string {
  const words = fold(name)
    .replace(/\b(chi nhanh|cn|cua hang|ch)\b/g, '')
    .replace(/[^a-z0-9 ]/g, ' ')
    .split(' ')
    .filter((word) => word !== '');
  const letters = words
    .map((word) => word.charAt(0))
    .join('')
    .replace(/\d/g, '');
  return letters === '' ? 'CN' : letters.slice(0, 4).toUpperCase();
}

/** 0 → A, 25 → Z, 26 → AA. Letters only, since digits behind a code are the till's number. */
function suffixLetters(index: number): string {
  const rest = Math.floor(index / 26);
  return (rest > 0 ? suffixLetters(rest - 1) : '') + String.fromCharCode(65 + (index % 26));
}
