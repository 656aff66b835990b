import type { Command, Size } from './commands.ts';

/** One command: the bytes it starts with, how many follow, and what they mean; null for values it does not know. */
export type Rule = {
  readonly prefix: readonly number[];
  readonly values: number;
  readonly make: (...values: number[]) => Command | null;
};

const esc = 0x1b;
const fs = 0x1c;
const gs = 0x1d;

const plain = (kind: 'initialise' | 'leave-chinese' | 'enter-chinese' | 'line-spacing-default') => () => ({
  kind,
});

/** 0 and '0' mean the same in many commands. */
const digit = (value: number): number => (value >= 0x30 && value <= 0x39 ? value - 0x30 : value);

const sizeOf = (byte: number): Size => ({ wide: (byte >> 4) + 1, tall: (byte & 0x0f) + 1 });

const sides = ['left', 'centre', 'right'] as const;

/* biome-ignore format: one command a line, to be read as a table */
export const rules: readonly Rule[] = [
  { prefix: [0x0a], values: 0, make: () => ({ kind: 'line-feed' }) },
  { prefix: [0x0d], values: 0, make: () => ({ kind: 'carriage-return' }) },
  { prefix: [esc, 0x40], values: 0, make: plain('initialise') },
  { prefix: [fs, 0x2e], values: 0, make: plain('leave-chinese') },
  { prefix: [fs, 0x26], values: 0, make: plain('enter-chinese') },
  { prefix: [esc, 0x32], values: 0, make: plain('line-spacing-default') },
  { prefix: [esc, 0x33], values: 1, make: (count = 0) => ({ kind: 'line-spacing', count }) },
  { prefix: [esc, 0x4a], values: 1, make: (count = 0) => ({ kind: 'feed-dots', count }) },
  { prefix: [esc, 0x64], values: 1, make: (count = 0) => ({ kind: 'feed-lines', count }) },
  { prefix: [esc, 0x61], values: 1, make: (side = 0) => withSide(sides[digit(side)]) },
  { prefix: [esc, 0x45], values: 1, make: (on = 0) => ({ kind: 'bold', on: (on & 1) === 1 }) },
  { prefix: [esc, 0x21], values: 1, make: (byte = 0) => style(byte) },
  { prefix: [gs, 0x21], values: 1, make: (byte = 0) => ((byte & 0x88) === 0 ? { kind: 'size', size: sizeOf(byte) } : null) },
  { prefix: [esc, 0x74], values: 1, make: (page = 0) => ({ kind: 'code-page', page }) },
  { prefix: [esc, 0x70], values: 3, make: (pin = 0, on = 0, off = 0) => pulse(digit(pin), on, off) },
  { prefix: [esc, 0x69], values: 0, make: () => ({ kind: 'cut', how: 'full', feeds: false, more: 0 }) },
  { prefix: [esc, 0x6d], values: 0, make: () => ({ kind: 'cut', how: 'partial', feeds: false, more: 0 }) },
  { prefix: [esc, 0x42], values: 2, make: (times = 0, length = 0) => (times >= 1 && times <= 9 && length >= 1 && length <= 9 ? { kind: 'beep', times } : null) },
  { prefix: [gs, 0x61], values: 1, make: (mask = 0) => ({ kind: 'automatic-status', mask }) },
  { prefix: [gs, 0x72], values: 1, make: (about = 0) => fence(digit(about)) },
  { prefix: [gs, 0x49], values: 1, make: (about = 0) => ({ kind: 'identity', about }) },
  { prefix: [gs, 0x56, 0x41], values: 1, make: (more = 0) => ({ kind: 'cut', how: 'full', feeds: true, more }) },
  { prefix: [gs, 0x56, 0x42], values: 1, make: (more = 0) => ({ kind: 'cut', how: 'partial', feeds: true, more }) },
  { prefix: [gs, 0x56], values: 1, make: (how = 0) => cut(digit(how)) },
];

function withSide(side: (typeof sides)[number] | undefined): Command | null {
  return side === undefined ? null : { kind: 'align', side };
}

function style(byte: number): Command | null {
  // Bits 1, 2 and 6 mean nothing in Epson's reference.
  if ((byte & 0x46) !== 0) return null;
  return {
    kind: 'style',
    small: (byte & 0x01) !== 0,
    bold: (byte & 0x08) !== 0,
    size: { wide: (byte & 0x20) === 0 ? 1 : 2, tall: (byte & 0x10) === 0 ? 1 : 2 },
  };
}

function pulse(pin: number, on: number, off: number): Command | null {
  return pin > 1 ? null : { kind: 'drawer', pin: pin === 0 ? 2 : 5, onMs: on * 2, offMs: off * 2 };
}

function fence(about: number): Command | null {
  if (about !== 1 && about !== 2) return null;
  return { kind: 'fence', about: about === 1 ? 'paper' : 'drawer' };
}

function cut(how: number): Command | null {
  return how > 1 ? null : { kind: 'cut', how: how === 0 ? 'full' : 'partial', feeds: false, more: 0 };
}
