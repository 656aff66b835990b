import i18next from 'i18next';

/** Why a printer did not print, in words; a reason nobody has words for is shown as it came. */
export function reasonWords(reason: string): string {
  const key = `printer.reasons.${reason}`;
  return i18next.exists(key) ? i18next.t(key) : reason;
}
