import { fold } from '../text/fold.ts';

const shortest = 3;

/**
 * What to look for in receipt numbers and phones, any of it, for what somebody typed. One or two digits are the end of a receipt
 * number. None for less than can be looked for.
 */
export function syncSearchTerms(typed: string): readonly string[] {
  const text = fold(typed);
  if (/[a-z]/.test(text)) return text.length < shortest ? [] : [text];
  const digits = text.replace(/\D/g, '');
  if (digits.length > 0 && digits.length < shortest) return [`-${digits.padStart(4, '0')}`];
  const terms = [text, digits, ...(digits.startsWith('84') ? [`0${digits.slice(2)}`] : [])];
  return [...new Set(terms)].filter((term) => term.length >= shortest && /\d/.test(term));
}
