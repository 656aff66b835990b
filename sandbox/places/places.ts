import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A province (P), a district (D) or a ward (W); `parentId` is the one it lies in. */
export type Place = {
  readonly level: string;
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly parentId: number;
};

export const vietnam = { id: 241, code: 'VN', name: 'VietNam' } as const;

let read: readonly Place[] | undefined;

/** Read when first asked for: most shops never are. */
function places(): readonly Place[] {
  read ??= readFileSync(join(import.meta.dirname, 'vn-places.tsv'), 'utf8')
    .split('\n')
    .filter((line) => /^[PDW]\t/.test(line))
    .map((line) => {
      const [level = '', id, code = '', name = '', parentId] = line.split('\t');
      return { level, id: Number(id), code, name, parentId: Number(parentId) };
    });
  return read;
}

export function placesIn(level: 'P' | 'D' | 'W', parentId: number): readonly Place[] {
  return places().filter((place) => place.level === level && place.parentId === parentId);
}

export function placeAt(level: 'P' | 'D' | 'W', id: number): Place | undefined {
  return places().find((place) => place.level === level && place.id === id);
}
