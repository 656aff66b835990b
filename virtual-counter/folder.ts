import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, inWords } from './commands.ts';
import type { Strip } from './paper.ts';
import { pngOf } from './png.ts';

export type Folder = {
  readonly heard: (bytes: Uint8Array, line: number) => void;
  readonly printed: (command: Command) => void;
  readonly note: (text: string) => void;
  /** Keeps a piece of paper; gives the name of its picture. */
  readonly keep: (strip: Strip) => string;
};

const number = (value: number) => String(value).padStart(4, '0');

/** Everything a printer got and made, as files: bytes by line, what they said, a picture and the words of each piece of paper. */
export function openFolder(path: string, rowBytes: number): Folder {
  mkdirSync(path, { recursive: true });
  const log = join(path, 'log.txt');
  let pieces = 0;
  const write = (text: string) => appendFileSync(log, `${text}\n`);
  return {
    heard: (bytes, line) => appendFileSync(join(path, `line-${number(line)}.bin`), bytes),
    printed: (command) => {
      if (command.kind !== 'row') write(inWords(command));
    },
    note: (text) => write(`# ${text}`),
    keep: ({ rows, text }) => {
      pieces += 1;
      const name = `paper-${number(pieces)}`;
      writeFileSync(join(path, `${name}.png`), pngOf(rows, rowBytes));
      if (text.length > 0) writeFileSync(join(path, `${name}.txt`), `${text.join('\n')}\n`);
      return `${name}.png`;
    },
  };
}
