import { type Bitmap, blankBitmap } from './bitmap.ts';

/** What a printer was told, step by step. Strict: a byte that is not understood is an error, since paper would show garbage. */
export type PrinterStep =
  | { readonly kind: 'initialise' | 'leave-chinese-mode' | 'cut' | 'fence' }
  | { readonly kind: 'drawer'; readonly pin: 2 | 5 }
  | { readonly kind: 'feed'; readonly dots: number }
  | { readonly kind: 'status-request'; readonly number: number }
  | { readonly kind: 'raster'; readonly picture: Bitmap };

export class UnknownBytes extends Error {
  override readonly name = 'UnknownBytes';
}

type Rule = {
  readonly prefix: readonly number[];
  /** Bytes behind the prefix, told from what is there so far. */
  readonly read: (bytes: Uint8Array, at: number) => { readonly step: PrinterStep; readonly length: number };
};

const fixed =
  (step: PrinterStep, length = 0) =>
  () => ({ step, length });

/** Every command the till sends; nothing else is taken. */
const rules: readonly Rule[] = [
  { prefix: [0x1b, 0x40], read: fixed({ kind: 'initialise' }) },
  { prefix: [0x1c, 0x2e], read: fixed({ kind: 'leave-chinese-mode' }) },
  { prefix: [0x1d, 0x56, 0x42], read: fixed({ kind: 'cut' }, 1) },
  { prefix: [0x1d, 0x72], read: fixed({ kind: 'fence' }, 1) },
  { prefix: [0x1b, 0x70, 0x00], read: fixed({ kind: 'drawer', pin: 2 }, 2) },
  { prefix: [0x1b, 0x70, 0x01], read: fixed({ kind: 'drawer', pin: 5 }, 2) },
  {
    prefix: [0x10, 0x04],
    read: (bytes, at) => ({ step: { kind: 'status-request', number: byteAt(bytes, at) }, length: 1 }),
  },
  {
    prefix: [0x1b, 0x4a],
    read: (bytes, at) => ({ step: { kind: 'feed', dots: byteAt(bytes, at) }, length: 1 }),
  },
  { prefix: [0x1d, 0x76, 0x30, 0x00], read: readRaster },
];

/** @throws UnknownBytes */
export function decodeJob(bytes: Uint8Array): readonly PrinterStep[] {
  const steps: PrinterStep[] = [];
  for (let at = 0; at < bytes.length; ) {
    const rule = rules.find(({ prefix }) => prefix.every((byte, index) => bytes[at + index] === byte));
    if (rule === undefined) throw new UnknownBytes(`unknown byte ${byteAt(bytes, at).toString(16)} at ${at}`);
    const { step, length } = rule.read(bytes, at + rule.prefix.length);
    steps.push(step);
    at += rule.prefix.length + length;
    if (at > bytes.length) throw new UnknownBytes(`job ends inside ${step.kind}`);
  }
  return steps;
}

/** The paper a job makes: bands and feeds below each other. */
export function paperOf(steps: readonly PrinterStep[], width: number): Bitmap {
  const height = steps.reduce((sum, step) => sum + stepHeight(step), 0);
  const paper = blankBitmap(width, Math.max(height, 1));
  let y = 0;
  for (const step of steps) {
    if (step.kind === 'raster') {
      const { picture } = step;
      for (let row = 0; row < picture.height; row += 1) {
        const bits = picture.data.subarray(
          row * picture.stride,
          row * picture.stride + Math.min(picture.stride, paper.stride),
        );
        paper.data.set(bits, (y + row) * paper.stride);
      }
    }
    y += stepHeight(step);
  }
  return paper;
}

function stepHeight(step: PrinterStep): number {
  if (step.kind === 'raster') return step.picture.height;
  return step.kind === 'feed' ? step.dots : 0;
}

function readRaster(bytes: Uint8Array, at: number) {
  const stride = byteAt(bytes, at) + byteAt(bytes, at + 1) * 256;
  const height = byteAt(bytes, at + 2) + byteAt(bytes, at + 3) * 256;
  const data = bytes.slice(at + 4, at + 4 + stride * height);
  if (data.length !== stride * height) throw new UnknownBytes('job ends inside a picture');
  const picture: Bitmap = { width: stride * 8, height, stride, data };
  return { step: { kind: 'raster' as const, picture }, length: 4 + data.length };
}

function byteAt(bytes: Uint8Array, at: number): number {
  const byte = bytes[at];
  if (byte === undefined) throw new UnknownBytes('job ends inside a command');
  return byte;
}
