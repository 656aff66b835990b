/** Full EAN-13 for twelve leading digits. */
export function ean13(body: string): string {
  const sum = [...body].reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
}

/** Every tenth code is from the range kept for demonstrations, the rest look Vietnamese. */
export function codeFor(index: number): string {
  const prefix = index % 10 === 9 ? '952' : '893';
  return ean13(`${prefix}${(500_000_000 + index).toString().padStart(9, '0')}`);
}
