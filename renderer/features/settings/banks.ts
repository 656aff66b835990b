import { fold } from '../../../domain/text/fold.ts';
import list from '../../../resources/data/vn-bank-bins.tsv?raw';

export type Bank = { readonly bin: string; readonly shortName: string; readonly name: string };

/** Banks that can receive a VietQR transfer, by short name. */
export const banks: readonly Bank[] = list
  .trim()
  .split('\n')
  .slice(1)
  .flatMap((row) => {
    const [bin = '', , shortName = '', name = '', , vietqr = ''] = row.split('\t');
    return vietqr.startsWith('receive') ? [{ bin, shortName, name }] : [];
  })
  .toSorted((a, b) => a.shortName.localeCompare(b.shortName, 'vi'));

export function bankOf(bin: string): Bank | undefined {
  return banks.find((bank) => bank.bin === bin);
}

/** By short name, full name or BIN; marks do not matter. */
export function findBanks(text: string): readonly Bank[] {
  const key = fold(text);
  return banks.filter((bank) => fold(`${bank.shortName} ${bank.name} ${bank.bin}`).includes(key));
}
