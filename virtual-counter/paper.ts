/** Something that happened while a row was under the head. */
export type Mark = {
  readonly row: number;
  /** The connection the rows from here on came by. */
  readonly kind: 'line' | 'power-off';
  readonly line: number;
};

/** A piece of paper as it hangs out of the printer, or lies on the counter once it is cut. */
export type Strip = {
  /** Whole bytes a row, most significant bit first, black is 1. */
  readonly rows: readonly Uint8Array[];
  /** Lines of text mode, in the order they were printed. */
  readonly text: readonly string[];
  readonly marks: readonly Mark[];
  readonly cut: 'full' | 'partial' | null;
};

export type Paper = {
  readonly rowBytes: number;
  readonly add: (row: Uint8Array) => void;
  readonly write: (text: string) => void;
  readonly mark: (kind: Mark['kind'], line: number) => void;
  /** Gives the piece that came off. What was not fed past the cutter stays, printed or not. */
  readonly cut: (how: 'full' | 'partial', isFed: boolean) => Strip;
  readonly cuts: () => readonly Strip[];
  /** What still hangs out of the printer. */
  readonly hanging: () => Strip;
  readonly rows: () => number;
};

/** From the head to the cutter. */
const cutterRows = 100;

export function createPaper(dots: number): Paper {
  const rowBytes = dots / 8;
  const cuts: Strip[] = [];
  let rows: Uint8Array[] = [];
  let text: string[] = [];
  let marks: Mark[] = [];
  let count = 0;
  return {
    rowBytes,
    add: (row) => {
      rows.push(row);
      count += 1;
    },
    write: (line) => void text.push(line),
    mark: (kind, line) => void marks.push({ row: rows.length, kind, line }),
    cut: (how, isFed) => {
      const at = isFed ? rows.length : Math.max(rows.length - cutterRows, 0);
      const strip: Strip = {
        rows: rows.slice(0, at),
        text,
        marks: marks.filter(({ row }) => row <= at),
        cut: how,
      };
      const last = strip.marks.at(-1);
      rows = rows.slice(at);
      text = [];
      marks = [
        ...(last === undefined ? [] : [{ ...last, row: 0 }]),
        ...marks.filter(({ row }) => row > at).map((mark) => ({ ...mark, row: mark.row - at })),
      ];
      cuts.push(strip);
      return strip;
    },
    cuts: () => cuts,
    hanging: () => ({ rows: [...rows], text: [...text], marks: [...marks], cut: null }),
    rows: () => count,
  };
}

/** Rows as one string of 0 and 1 each, to be compared. */
export function dotsOf(strip: Pick<Strip, 'rows'>): readonly string[] {
  return strip.rows.map((row) => [...row].map((byte) => byte.toString(2).padStart(8, '0')).join(''));
}
