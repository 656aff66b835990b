// Draws every letter a receipt can need as one-bit bitmaps and writes them to resources/fonts/receipt-glyphs.json, which is
// committed: printing needs no font engine. Run by hand when sizes or letters change: node scripts/build-glyph-atlas.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from './setup/places.mjs';

const { parse } = createRequire(import.meta.url)('opentype.js');

const fonts = {
  regular: 'node_modules/@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf',
  bold: 'node_modules/@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf',
};

/** Pixels an em, by the sizes of domain/receipt. */
const sizes = { small: 20, normal: 24, large: 31, huge: 44 };

/** A dot is black when at least this share of it is covered; a little below half keeps thin strokes. */
const threshold = 0.44;
const samples = 5;

/** One level stroke that falls between two rows would be a single dot high, which a worn print head leaves out. */
const levelSigns = '−–—-+=÷×';
const levelThreshold = 0.28;

const vowels = 'aăâeêioôơuưy';
const tones = ['', '\u0300', '\u0301', '\u0309', '\u0303', '\u0323'];
const vietnamese = [...vowels]
  .flatMap((vowel) => tones.map((tone) => (vowel + tone).normalize('NFC')))
  .join('');
const ascii = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join('');
/** Letters of neighbouring languages that stand in names of goods and people. */
const latin = Array.from({ length: 0x17f - 0xa0 }, (_, index) => String.fromCharCode(0xa1 + index)).filter(
  (letter) => letter !== '\u00ad',
);
const others = '₫×÷−‐‑‒–—―…‘’‚‛“”„†‡•‰′″‹›⁄€™№';
/** Tones and the like on letters that have none built in; they are drawn onto the letter before. */
const marks =
  '\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u0309\u030a\u030b\u030c\u031b\u0323\u0324\u0327\u0328';
const letters = [
  ...new Set([...ascii, ...vietnamese, ...vietnamese.toUpperCase(), ...latin, ...others, ...marks]),
].sort();

const atlas = { threshold, faces: {} };
for (const [weight, path] of Object.entries(fonts)) {
  const file = readFileSync(join(root, path));
  const font = parse(file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength));
  for (const [size, pixels] of Object.entries(sizes))
    atlas.faces[`${size}-${weight}`] = drawFace(font, pixels);
}
writeFileSync(join(root, 'resources/fonts/receipt-glyphs.json'), `${JSON.stringify(atlas)}\n`);
console.log(`${letters.length} letters, ${Object.keys(atlas.faces).length} faces`);

function drawFace(font, pixels) {
  const scale = pixels / font.unitsPerEm;
  const ascent = Math.ceil(font.ascender * scale);
  const glyphs = {};
  for (const letter of letters) {
    const glyph = font.charToGlyph(letter);
    if (glyph.index === 0) throw new Error(`the font lacks ${letter}`);
    glyphs[letter] = drawGlyph(
      glyph,
      pixels,
      scale,
      ascent,
      levelSigns.includes(letter) ? levelThreshold : threshold,
    );
  }
  return { pixels, ascent, lineHeight: ascent + Math.ceil(-font.descender * scale), glyphs };
}

/** [advance, left, top, width, height, rows as base64], top counted from the line's upper edge. */
function drawGlyph(glyph, pixels, scale, ascent, least) {
  const advance = Math.round(glyph.advanceWidth * scale);
  const edges = outline(glyph.getPath(0, 0, pixels).commands);
  if (edges.length === 0) return [advance, 0, 0, 0, 0, ''];
  const xs = edges.flatMap((edge) => [edge.x1, edge.x2]);
  const ys = edges.flatMap((edge) => [edge.y1, edge.y2]);
  const box = {
    left: Math.floor(Math.min(...xs)),
    right: Math.ceil(Math.max(...xs)),
    top: Math.floor(Math.min(...ys)),
    bottom: Math.ceil(Math.max(...ys)),
  };
  const width = box.right - box.left;
  const height = box.bottom - box.top;
  const stride = Math.ceil(width / 8);
  const bits = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y += 1) {
    const covered = coverageOfRow(edges, box.left, box.top + y, width);
    for (let x = 0; x < width; x += 1) {
      if (covered[x] >= least) bits[y * stride + (x >> 3)] |= 0x80 >> (x & 7);
    }
  }
  return [advance, box.left, ascent + box.top, width, height, bits.toString('base64')];
}

/** Share of each dot of a row inside the outline, by the non-zero winding rule on a grid of sample points. */
function coverageOfRow(edges, left, top, width) {
  const hits = Array.from({ length: width }, () => 0);
  for (let sub = 0; sub < samples; sub += 1) {
    const y = top + (sub + 0.5) / samples;
    const crossings = edges
      .filter((edge) => (edge.y1 <= y && edge.y2 > y) || (edge.y2 <= y && edge.y1 > y))
      .map((edge) => ({
        x: edge.x1 + ((y - edge.y1) / (edge.y2 - edge.y1)) * (edge.x2 - edge.x1),
        turn: edge.y2 > edge.y1 ? 1 : -1,
      }))
      .sort((a, b) => a.x - b.x);
    for (let x = 0; x < width; x += 1) {
      for (let part = 0; part < samples; part += 1) {
        const at = left + x + (part + 0.5) / samples;
        const winding = crossings.reduce(
          (sum, crossing) => (crossing.x <= at ? sum + crossing.turn : sum),
          0,
        );
        if (winding !== 0) hits[x] += 1;
      }
    }
  }
  return hits.map((count) => count / (samples * samples));
}

/** Straight edges of a path; curves are cut into short pieces. */
function outline(commands) {
  const edges = [];
  let start = { x: 0, y: 0 };
  let at = start;
  const lineTo = (point) => {
    if (at.y !== point.y) edges.push({ x1: at.x, y1: at.y, x2: point.x, y2: point.y });
    at = point;
  };
  const curveTo = (pointAt) => {
    const from = at;
    for (let piece = 1; piece <= 8; piece += 1) lineTo(pointAt(from, piece / 8));
  };
  for (const c of commands) {
    if (c.type === 'M') start = at = { x: c.x, y: c.y };
    else if (c.type === 'L') lineTo({ x: c.x, y: c.y });
    else if (c.type === 'Q') {
      curveTo((from, t) => ({
        x: (1 - t) ** 2 * from.x + 2 * (1 - t) * t * c.x1 + t ** 2 * c.x,
        y: (1 - t) ** 2 * from.y + 2 * (1 - t) * t * c.y1 + t ** 2 * c.y,
      }));
    } else if (c.type === 'C') {
      curveTo((from, t) => ({
        x: (1 - t) ** 3 * from.x + 3 * (1 - t) ** 2 * t * c.x1 + 3 * (1 - t) * t ** 2 * c.x2 + t ** 3 * c.x,
        y: (1 - t) ** 3 * from.y + 3 * (1 - t) ** 2 * t * c.y1 + 3 * (1 - t) * t ** 2 * c.y2 + t ** 3 * c.y,
      }));
    } else if (c.type === 'Z') lineTo(start);
  }
  return edges;
}
