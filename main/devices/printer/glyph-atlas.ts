import type { FaceName, FontMetrics } from '../../../domain/receipt/placed.ts';

export type Glyph = {
  /** 0 for a combining mark, which is drawn onto the letter before it. */
  readonly advance: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Rows of whole bytes, most significant bit first. */
  readonly bits: Uint8Array;
};

export type GlyphAtlas = FontMetrics & { readonly glyphOf: (letter: string, face: FaceName) => Glyph };

type StoredGlyph = readonly [number, number, number, number, number, string];

type StoredFace = {
  readonly pixels: number;
  readonly lineHeight: number;
  readonly glyphs: Readonly<Record<string, StoredGlyph>>;
};

/** Glyphs by code unit, up to the last letter the file can hold. */
type Face = {
  readonly glyphs: readonly (Glyph | undefined)[];
  readonly advances: Uint8Array;
  readonly box: Glyph;
};

const codes = 0x2300;

/** Reads the atlas file's content. A letter it lacks is drawn as a box, never dropped. */
export function parseGlyphAtlas(json: string): GlyphAtlas {
  // The file is our own, made by the atlas script and pinned by the golden receipts.
  const stored = (JSON.parse(json) as { readonly faces: Readonly<Record<FaceName, StoredFace>> }).faces;
  const faces = new Map<FaceName, Face>();
  const faceOf = (name: FaceName): Face => {
    let face = faces.get(name);
    if (face === undefined) {
      face = unpackFace(stored[name]);
      faces.set(name, face);
    }
    return face;
  };
  return {
    glyphOf: (letter, name) => {
      const face = faceOf(name);
      return face.glyphs[letter.charCodeAt(0)] ?? face.box;
    },
    lineHeightOf: (name) => stored[name].lineHeight,
    widthOf: (text, name) => {
      const { advances, box } = faceOf(name);
      let width = 0;
      for (let at = 0; at < text.length; at += 1) {
        const code = text.charCodeAt(at);
        width += advances[code] ?? box.advance;
        // Two code units of one letter are one box.
        if (isPair(code, text.charCodeAt(at + 1))) at += 1;
      }
      return width;
    },
  };
}

function isPair(high: number, low: number): boolean {
  return high >= 0xd800 && high < 0xdc00 && low >= 0xdc00 && low < 0xe000;
}

/** A face is unpacked once: its letters are looked up for every dot of width and every letter painted. */
function unpackFace({ pixels, glyphs: stored }: StoredFace): Face {
  const box = boxGlyph(pixels);
  const advances = new Uint8Array(codes).fill(box.advance);
  const glyphs: (Glyph | undefined)[] = Array.from({ length: codes });
  for (const [letter, [advance, left, top, width, height, base64]] of Object.entries(stored)) {
    const code = letter.charCodeAt(0);
    advances[code] = advance;
    glyphs[code] = { advance, left, top, width, height, bits: Buffer.from(base64, 'base64') };
  }
  return { glyphs, advances, box };
}

function boxGlyph(pixels: number): Glyph {
  const width = Math.round(pixels * 0.55);
  const height = Math.round(pixels * 0.72);
  const stride = Math.ceil(width / 8);
  const bits = new Uint8Array(stride * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const isEdge = y < 2 || y >= height - 2 || x < 2 || x >= width - 2;
      const byte = y * stride + (x >> 3);
      if (isEdge) bits[byte] = (bits[byte] ?? 0) | (0x80 >> (x & 7));
    }
  }
  return { advance: width + 3, left: 1, top: Math.round(pixels * 0.35), width, height, bits };
}
