import { fold } from '../../../domain/text/fold.ts';
import list from '../../../resources/data/vn-bank-bins.tsv?raw';

export type Bank = { readonly bin: string; readonly shortName: string; readonly name: string };

/** Banks that can receive a VietQR transfer, by short name. Banks that changed their name share a BIN: one entry has both names. */
export const banks: readonly Bank[] = mergeByBin(readBanks()).toSorted((a, b) =>
  a.shortName.localeCompare(b.shortName, 'vi'),
);

function mergeByBin(rows: readonly Bank[]): readonly Bank[] {
  return [...new Set(rows.map((row) => row.bin))].map((bin) => {
    const same = rows.filter((row) => row.bin === bin);
    const joined = (names: readonly string[]) => [...new Set(names)].join(' / ');
    return {
      bin,
      shortName: joined(same.map((row) => row.shortName)),
      name: joined(same.map((row) => row.name)),
    };
  });
}

function readBanks(): readonly Bank[] {
  const [, ...rows] = list.trim().split('\n');
  return rows.flatMap((row) => {
    const [bin = '', , shortName = '', name = '', , vietqr = ''] = row.split('\t');
    return vietqr.startsWith('receive') ? [{ bin, shortName, name }] : [];
  });
}

export function bankOf(bin: string): Bank | undefined {
  return banks.find((bank) => bank.bin === bin);
}

/** By short name, full name or BIN; marks do not matter. */
export function findBanks(text: string): readonly Bank[] {
  const key = fold(text);
  return banks.filter((bank) => fold(`${bank.shortName} ${bank.name} ${bank.bin}`).includes(key));
}
