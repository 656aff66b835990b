/** Writes numbers and texts into few bytes: integers as LEB128, seven bits a byte with the lowest first. */
export type ByteWriter = {
  /** @throws RangeError for what is no exact integer from 0 */
  readonly number: (value: number) => void;
  /** An integer that may be below nothing. */
  readonly signed: (value: number) => void;
  readonly bytes: (value: Uint8Array) => void;
  /** At most 255 letters of ASCII. */
  readonly text: (value: string) => void;
  readonly done: () => Uint8Array;
};

const shortAscii = /^[\x20-\x7e]{0,255}$/;

export function byteWriter(): ByteWriter {
  const out: number[] = [];
  const number = (value: number) => {
    if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`no integer from 0: ${value}`);
    let rest = value;
    while (rest >= 128) {
      out.push((rest % 128) + 128);
      rest = Math.floor(rest / 128);
    }
    out.push(rest);
  };
  return {
    number,
    // Zigzag: 0, −1, 1, −2 … become 0, 1, 2, 3.
    signed: (value) => number(value < 0 ? -2 * value - 1 : 2 * value),
    bytes: (value) => out.push(...value),
    text: (value) => {
      if (!shortAscii.test(value)) throw new RangeError('no short ASCII text');
      out.push(value.length, ...[...value].map((letter) => letter.charCodeAt(0)));
    },
    done: () => Uint8Array.from(out),
  };
}

/** Reads what a `ByteWriter` wrote. Each call throws `BytesUnreadable` where there is no such thing to read. */
export class BytesUnreadable extends Error {
  override readonly name = 'BytesUnreadable';
}

export type ByteReader = {
  readonly number: () => number;
  readonly signed: () => number;
  readonly bytes: (length: number) => Uint8Array;
  readonly text: () => string;
  /** Where the next thing would be read. */
  readonly position: () => number;
  readonly isAtEnd: () => boolean;
};

export function byteReader(data: Uint8Array): ByteReader {
  let at = 0;
  const byte = (): number => {
    const value = data[at];
    if (value === undefined) throw new BytesUnreadable('too short');
    at += 1;
    return value;
  };
  const number = (): number => {
    let value = 0;
    for (let weight = 1; ; weight *= 128) {
      const next = byte();
      value += (next % 128) * weight;
      if (!Number.isSafeInteger(value)) throw new BytesUnreadable('too large');
      // A needless last byte would make two texts of one receipt.
      if (next === 0 && weight > 1) throw new BytesUnreadable('not the shortest form');
      if (next < 128) return value;
    }
  };
  return {
    number,
    signed: () => {
      const value = number();
      return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
    },
    bytes: (length) => Uint8Array.from({ length }, byte),
    text: () => {
      const text = String.fromCharCode(...Array.from({ length: byte() }, byte));
      if (!shortAscii.test(text)) throw new BytesUnreadable('no ASCII');
      return text;
    },
    position: () => at,
    isAtEnd: () => at === data.length,
  };
}
