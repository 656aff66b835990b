import type { FaceName, FontMetrics } from '../../../domain/receipt/placed.ts';

export type Glyph = {
  readonly advance: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Rows of whole bytes, most significant bit first. */
  readonly bits: Uint8Array;
};

export type GlyphAtlas = FontMetrics & { readonly glyphOf: (letter: string, face: FaceName) => Glyph };

type StoredFace = {
  readonly pixels: number;
  readonly lineHeight: number;
  readonly glyphs: Readonly<Record<string, readonly [number, number, number, number, number, string]>>;
};

/** Reads the atlas file's content. A letter it lacks is drawn as a box, never dropped. */
export function parseGlyphAtlas(json: string): GlyphAtlas {
  // The file is our own, made by the atlas script and pinned by the golden receipts.
  const stored = (JSON.parse(json) as { readonly faces: Readonly<Record<FaceName, StoredFace>> }).faces;
  // Letters are looked up for every dot of width and every letter painted, so a face keeps its glyphs unpacked.
  const faces = new Map<FaceName, Map<string, Glyph>>();
  const glyphsOf = (face: FaceName): Map<string, Glyph> => {
    const known = faces.get(face);
    if (known !== undefined) return known;
    const glyphs = new Map<string, Glyph>();
    for (const [letter, entry] of Object.entries(stored[face].glyphs)) glyphs.set(letter, unpack(entry));
    faces.set(face, glyphs);
    return glyphs;
  };
  const glyphOf = (letter: string, face: FaceName): Glyph => {
    const glyphs = glyphsOf(face);
    const known = glyphs.get(letter);
    if (known !== undefined) return known;
    const box = boxGlyph(stored[face].pixels);
    glyphs.set(letter, box);
    return box;
  };
  return {
    glyphOf,
    lineHeightOf: (face) => stored[face].lineHeight,
    widthOf: (text, face) => {
      let width = 0;
      for (const letter of text) width += glyphOf(letter, face).advance;
      return width;
    },
  };
}

function unpack([advance, left, top, width, height, base64]: readonly [
  number,
  number,
  number,
  number,
  number,
  string,
]): Glyph {
  return { advance, left, top, width, height, bits: new Uint8Array(Buffer.from(base64, 'base64')) };
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
