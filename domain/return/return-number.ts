/** `<branch code><till no>-<yymmdd>-T<sequence>`: like a receipt's number, and told from one at a glance. */
export function returnNumber(parts: {
  readonly branchCode: string;
  readonly tillNumber: number;
  /** yyyy-mm-dd */
  readonly businessDay: string;
  readonly sequence: number;
}): string {
  const day = parts.businessDay.slice(2).replaceAll('-', '');
  return `${parts.branchCode}${parts.tillNumber}-${day}-T${parts.sequence.toString().padStart(3, '0')}`;
}
