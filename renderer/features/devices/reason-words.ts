import i18next from 'i18next';

/** Why a printer did not print, in words; a reason nobody has words for is shown as it came. */
export function reasonWords(reason: string): string {
  return words('reasons', reason);
}

/** The same in a word or two, for the header. */
export function briefReason(reason: string): string {
  return words('brief', reason);
}

function words(table: 'reasons' | 'brief', reason: string): string {
  const key = `printer.${table}.${reason}`;
  return i18next.exists(key) ? i18next.t(key) : reason;
}
