import { code128Widths } from './code128-widths.ts';

/** Function characters stand in data as these private letters: FNC1 marks GS1 data, FNC3 tells a scanner to programme itself. */
export const fnc1 = '\uf101';
export const fnc2 = '\uf102';
export const fnc3 = '\uf103';

type CodeSet = 'A' | 'B' | 'C';

const startOf: { readonly [S in CodeSet]: number } = { A: 103, B: 104, C: 105 };
/** The symbol that changes to a set; it is the same from whichever set one comes. */
const switchTo: { readonly [S in CodeSet]: number } = { A: 101, B: 100, C: 99 };
const shift = 98;
const stop = 106;
/** Ties go to the earlier one, so that the same data is always the same bars. */
const sets: readonly CodeSet[] = ['B', 'C', 'A'];

/** The cheapest way to write what follows a place: symbols to write there, where and in which set it goes on. */
type Way = {
  readonly cost: number;
  readonly symbols: readonly number[];
  readonly at: number;
  readonly set: CodeSet;
};

/**
 * Symbol values from start to stop, check symbol included, in the fewest symbols the three code sets allow (ISO/IEC 15417). Null for data
 * that Code 128 can't hold: none at all, or letters outside ASCII.
 */
export function encodeCode128(data: string): readonly number[] | null {
  const letters = [...data];
  if (letters.length === 0) return null;
  const ways = cheapestWays(letters);
  const [first] = ways;
  if (first === undefined) return null;
  const start = sets.reduce((best, set) => (first[set].cost < first[best].cost ? set : best));
  if (!Number.isFinite(first[start].cost)) return null;
  const symbols = [startOf[start]];
  for (let way: Way | undefined = first[start]; way !== undefined; way = ways[way.at]?.[way.set])
    symbols.push(...way.symbols);
  return [...symbols, checkOf(symbols), stop];
}

/** Bars and spaces module by module, `1` dark, without quiet zones. */
export function code128Modules(symbols: readonly number[]): string {
  let modules = '';
  for (const symbol of symbols) {
    [...(code128Widths[symbol] ?? '')].forEach((width, index) => {
      modules += (index % 2 === 0 ? '1' : '0').repeat(Number(width));
    });
  }
  return modules;
}

/** Every symbol counts by its place; the start counts once. */
function checkOf(symbols: readonly number[]): number {
  return symbols.reduce((sum, symbol, place) => sum + symbol * Math.max(place, 1), 0) % 103;
}

/** For each place, from the end backwards, the cheapest way on in each set. */
function cheapestWays(letters: readonly string[]): readonly Readonly<Record<CodeSet, Way>>[] {
  const end = (set: CodeSet): Way => ({ cost: 0, symbols: [], at: letters.length + 1, set });
  const ways: Record<CodeSet, Way>[] = [];
  ways[letters.length] = { A: end('A'), B: end('B'), C: end('C') };
  for (let at = letters.length - 1; at >= 0; at -= 1) {
    const costAt = (place: number, set: CodeSet) => ways[place]?.[set].cost ?? Number.POSITIVE_INFINITY;
    const staying = (set: CodeSet): Way => {
      const { symbols, length } = write(letters, at, set);
      return { cost: symbols.length + costAt(at + length, set), symbols, at: at + length, set };
    };
    const direct = { A: staying('A'), B: staying('B'), C: staying('C') };
    const best = (set: CodeSet): Way =>
      sets.reduce((cheapest, other) => {
        const way = direct[other];
        if (other === set || way.cost + 1 >= cheapest.cost) return cheapest;
        return { ...way, cost: way.cost + 1, symbols: [switchTo[other], ...way.symbols] };
      }, direct[set]);
    ways[at] = { A: best('A'), B: best('B'), C: best('C') };
  }
  return ways;
}

const nowhere = { symbols: [], length: Number.POSITIVE_INFINITY } as const;

/** What a set writes at a place without leaving it for good: a letter, a pair of figures, or one letter of the other set. */
function write(
  letters: readonly string[],
  at: number,
  set: CodeSet,
): { readonly symbols: readonly number[]; readonly length: number } {
  const letter = letters[at] ?? '';
  if (letter === fnc1) return { symbols: [102], length: 1 };
  if (set === 'C') {
    const pair = letter + (letters[at + 1] ?? '');
    return /^\d\d$/.test(pair) ? { symbols: [Number(pair)], length: 2 } : nowhere;
  }
  if (letter === fnc2) return { symbols: [97], length: 1 };
  if (letter === fnc3) return { symbols: [96], length: 1 };
  const own = valueIn(set, letter);
  if (own !== null) return { symbols: [own], length: 1 };
  const other = valueIn(set === 'A' ? 'B' : 'A', letter);
  return other === null ? nowhere : { symbols: [shift, other], length: 1 };
}

/** Set A has control characters and capitals, set B capitals and small letters. */
function valueIn(set: 'A' | 'B', letter: string): number | null {
  const code = letter.codePointAt(0) ?? 0x80;
  if (code > 0x7f) return null;
  if (code >= 0x20 && code < 0x60) return code - 0x20;
  if (code < 0x20) return set === 'A' ? code + 0x40 : null;
  return set === 'B' ? code - 0x20 : null;
}
