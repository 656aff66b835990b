import type { Command } from './commands.ts';
import { createRealTimeScanner, realTimeAt } from './real-time.ts';
import { rules } from './rules.ts';

/** A byte no command starts with, or a value no command has: paper would show garbage. */
export class UnknownBytes extends Error {
  override readonly name = 'UnknownBytes';
}

export type Read = { readonly command: Command; readonly length: number };

export type CommandReader = {
  /**
   * The first command in `bytes`, or the next row of the picture it is in; null while it is not there as a whole.
   * @throws UnknownBytes
   */
  readonly next: (bytes: Uint8Array) => Read | null;
  /** Real-time commands that stood inside pictures: a real printer acts on them. */
  readonly stray: () => number;
  /** Whether it waits for rows of a picture. */
  readonly isInside: () => boolean;
  /** Forgets the picture it was in. */
  readonly forget: () => void;
};

type Picture = Extract<Command, { kind: 'picture' }>;

/** Reads what a printer is told, strictly. One for each stream of bytes. */
export function createCommandReader(): CommandReader {
  let picture: Picture | null = null;
  let row = 0;
  let stray = 0;
  let scan = createRealTimeScanner();
  const nextRow = (inside: Picture, bytes: Uint8Array): Read | null => {
    if (bytes.length < inside.rowBytes) return null;
    const data = bytes.slice(0, inside.rowBytes);
    stray += scan(data).length;
    const number = row;
    row += 1;
    if (row === inside.rows) picture = null;
    return { command: { kind: 'row', data, number }, length: inside.rowBytes };
  };
  return {
    next: (bytes) => {
      if (picture !== null) return nextRow(picture, bytes);
      const read = readCommand(bytes);
      if (read?.command.kind === 'picture') {
        picture = read.command;
        row = 0;
        scan = createRealTimeScanner();
      }
      return read;
    },
    stray: () => stray,
    isInside: () => picture !== null,
    forget: () => {
      picture = null;
    },
  };
}

function readCommand(bytes: Uint8Array): Read | null {
  const [lead, code] = bytes;
  if (lead === undefined) return null;
  if (lead >= 0x20) return readText(bytes);
  if (lead === 0x10) return readRealTime(bytes);
  if (lead === 0x1d && code === 0x76) return readPicture(bytes);
  if (lead === 0x1d && code === 0x28) return readFunctionBlock(bytes);
  const rule = rules.find(({ prefix }) => prefix.every((byte, at) => bytes[at] === byte));
  if (rule === undefined) {
    const isBegun = rules.some(({ prefix }) => [...bytes].every((byte, at) => prefix[at] === byte));
    if (isBegun) return null;
    throw unknown(bytes);
  }
  // GS V may turn out to be one of its longer forms, which stand before it in the table.
  const start = rule.prefix.length;
  if (bytes.length < start + rule.values) return null;
  const command = rule.make(...bytes.subarray(start, start + rule.values));
  if (command === null) throw unknown(bytes);
  return { command, length: start + rule.values };
}

function readText(bytes: Uint8Array): Read {
  const end = bytes.findIndex((byte) => byte < 0x20);
  const text = bytes.slice(0, end < 0 ? bytes.length : end);
  return { command: { kind: 'text', bytes: text }, length: text.length };
}

function readRealTime(bytes: Uint8Array): Read | null {
  const read = realTimeAt(bytes, 0);
  if (read === 'more') return null;
  if (read === null) throw unknown(bytes);
  return { command: { kind: 'real-time', command: read.command }, length: read.length };
}

/** GS v 0: `1D 76 30 m xL xH yL yH`, then the rows. */
function readPicture(bytes: Uint8Array): Read | null {
  if (bytes.length < 8) return null;
  const [, , zero, mode = 0, xl = 0, xh = 0, yl = 0, yh = 0] = bytes;
  const how = mode >= 0x30 ? mode - 0x30 : mode;
  const rowBytes = xl + xh * 256;
  const rows = yl + yh * 256;
  if (zero !== 0x30 || how > 3 || rowBytes === 0 || rows === 0) throw unknown(bytes);
  const size = { wide: (how & 1) + 1, tall: (how >> 1) + 1 };
  return { command: { kind: 'picture', rowBytes, rows, size }, length: 8 };
}

/** `GS ( x pL pH` and as many bytes as that says. */
function readFunctionBlock(bytes: Uint8Array): Read | null {
  const [, , letter, low, high] = bytes;
  if (letter === undefined || low === undefined || high === undefined) return null;
  const length = 5 + low + high * 256;
  if (bytes.length < length) return null;
  return { command: functionBlock(String.fromCharCode(letter), [...bytes.subarray(5, length)]), length };
}

function functionBlock(letter: string, values: readonly number[]): Command {
  const [first, second, ...rest] = values;
  if (letter === 'H' && first === 0x30 && second === 0x30 && rest.length === 4) {
    if (rest.every((byte) => byte >= 0x20 && byte <= 0x7e)) return { kind: 'process-id', id: rest };
  }
  if (letter === 'H' && first === 0x31 && second === 0x30 && rest.length === 1)
    return { kind: 'offline-notice' };
  if (letter === 'D' && first === 0x14 && rest.length === 1 && (second === 1 || second === 2))
    return { kind: 'real-time-switch', command: second, on: rest[0] === 1 || rest[0] === 0x31 };
  return { kind: 'function-block', letter };
}

function unknown(bytes: Uint8Array): UnknownBytes {
  return new UnknownBytes(`unknown command ${Buffer.from(bytes.subarray(0, 8)).toString('hex')}`);
}

/**
 * All commands of a job that stands alone.
 * @throws UnknownBytes also when bytes are left over
 */
export function readJob(bytes: Uint8Array): readonly Command[] {
  const reader = createCommandReader();
  const commands: Command[] = [];
  for (let at = 0; at < bytes.length || reader.isInside(); ) {
    const read = reader.next(bytes.subarray(at));
    if (read === null) throw new UnknownBytes(`the job ends inside a command at ${at}`);
    commands.push(read.command);
    at += read.length;
  }
  return commands;
}
