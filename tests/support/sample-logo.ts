import type { Picture } from '../../domain/receipt/picture.ts';

/** A logo as a shop would have one: round edges, thin lines, a black field; as wide as asked. */
export function sampleLogo(width: number): Picture {
  const height = Math.round(width / 3);
  const stride = Math.ceil(width / 8);
  const data = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if (isInk(x / width, y / height))
        data[y * stride + (x >> 3)] = (data[y * stride + (x >> 3)] ?? 0) | (0x80 >> (x & 7));
    }
  }
  return { width, height, rows: data.toString('base64') };
}

/** A leaf in a ring at the left, three waves at the right; places from 0 to 1 in a field three times as wide as high. */
function isInk(x: number, y: number): boolean {
  const fromRing = Math.hypot((x - 0.17) * 3, y - 0.5);
  if (fromRing < 0.5 && fromRing > 0.44) return true;
  const isLeaf = Math.hypot((x - 0.13) * 3, y - 0.6) < 0.3 && Math.hypot((x - 0.21) * 3, y - 0.4) < 0.3;
  if (isLeaf && Math.abs((x - 0.17) * 3 + (y - 0.5)) > 0.02) return true;
  const wave = 0.06 * Math.sin((x - 0.38) * 30);
  return x > 0.38 && [0.25, 0.5, 0.75].some((level) => Math.abs(y - level - wave) < 0.05);
}
