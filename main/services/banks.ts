import { readFileSync } from 'node:fs';
import { resourcePath } from './resource-path.ts';

let names: ReadonlyMap<string, string> | undefined;

/** Short name of a bank by its BIN, as the shipped list has it; the BIN itself for one that is not listed. */
export function bankName(bin: string): string {
  names ??= readNames();
  return names.get(bin) ?? bin;
}

function readNames(): ReadonlyMap<string, string> {
  const [, ...rows] = readFileSync(resourcePath('data/vn-bank-bins.tsv'), 'utf8').trim().split('\n');
  return new Map(
    rows.map((row) => {
      const [bin = '', , shortName = ''] = row.split('\t');
      return [bin, shortName] as const;
    }),
  );
}
