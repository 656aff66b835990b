import { letterOf, noLetter } from './code-pages.ts';
import type { Command, Size } from './commands.ts';
import { type Font, openFont } from './font.ts';
import type { Model } from './models.ts';
import type { Paper } from './paper.ts';
import { createTextLine, type Side } from './text-line.ts';

type Settings = {
  side: Side;
  isBold: boolean;
  isSmall: boolean;
  size: Size;
  lineSpacing: number;
  page: number;
  inChinese: boolean;
};

export type Head = {
  /** Puts on paper what the command says; gives back what somebody should know, such as rows that were lost. */
  readonly print: (command: Command) => string | null;
  /** ESC @ and the switch: back to how it comes from the factory. */
  readonly reset: () => void;
};

const normal: Size = { wide: 1, tall: 1 };
const defaultSpacing = 30;

type Picture = Extract<Command, { kind: 'picture' }>;

/** What moves paper and burns dots into it, with the settings that last from one command to the next. */
export function createHead(model: Model, paper: Paper): Head {
  const line = createTextLine(model.dots);
  const fonts = new Map<string, Font>();
  let settings = fresh();
  let picture: Picture | null = null;

  const feed = (rows: number) => {
    for (let row = 0; row < rows; row += 1) paper.add(new Uint8Array(paper.rowBytes));
  };
  const font = (): Font => {
    const key = `${settings.isSmall ? 'b' : 'a'}${settings.isBold}`;
    const known = fonts.get(key) ?? openFont(settings.isSmall ? 'b' : 'a', settings.isBold);
    fonts.set(key, known);
    return known;
  };
  const printLine = (spacing: number) => {
    const { rows, text } = line.take(settings.side);
    for (const row of rows) paper.add(row);
    if (text !== '') paper.write(text);
    feed(Math.max(spacing - rows.length, 0));
  };
  const put = (letter: string) => {
    if (line.put(letter, font(), settings.size)) return;
    printLine(settings.lineSpacing);
    line.put(letter, font(), settings.size);
  };
  const write = (bytes: Uint8Array): string | null => {
    const page = model.codePages[settings.page];
    let lost = 0;
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at] ?? 0;
      const isPair = settings.inChinese && byte >= 0x80;
      const letter =
        isPair || page === undefined
          ? byte < 0x80
            ? letterOf(byte, 'cp437')
            : noLetter
          : letterOf(byte, page);
      if (isPair) at += 1;
      if (letter === noLetter) lost += 1;
      put(letter);
    }
    return lost === 0
      ? null
      : `${lost} bytes have no letter on page ${settings.page}${settings.inChinese ? ' in Chinese mode' : ''}`;
  };
  const printRow = (data: Uint8Array, number: number): void => {
    if (picture === null || number >= model.bandRows) return;
    const { size, rowBytes } = picture;
    const row = new Uint8Array(paper.rowBytes);
    const wide = size.wide === 1 ? data : doubled(data);
    const room = paper.rowBytes - wide.length;
    const left = settings.side === 'left' || room <= 0 ? 0 : settings.side === 'right' ? room : room >> 1;
    row.set(wide.subarray(0, paper.rowBytes), left);
    for (let time = 0; time < size.tall; time += 1) paper.add(row);
    if (rowBytes > 0 && number === picture.rows - 1) picture = null;
  };

  const print = (command: Command): string | null => {
    switch (command.kind) {
      case 'initialise':
        reset();
        return null;
      case 'text':
        return write(command.bytes);
      case 'line-feed':
        printLine(settings.lineSpacing);
        return null;
      case 'feed-dots':
        printLine(command.count);
        return null;
      case 'feed-lines':
        printLine(settings.lineSpacing * command.count);
        return null;
      case 'line-spacing':
        settings.lineSpacing = command.count;
        return null;
      case 'line-spacing-default':
        settings.lineSpacing = defaultSpacing;
        return null;
      case 'align':
        settings.side = command.side;
        return null;
      case 'bold':
        settings.isBold = command.on;
        return null;
      case 'style':
        settings.isBold = command.bold;
        settings.isSmall = command.small;
        settings.size = command.size;
        return null;
      case 'size':
        settings.size = command.size;
        return null;
      case 'code-page':
        settings.page = command.page;
        return model.codePages[command.page] === undefined ? `has no code page ${command.page}` : null;
      case 'leave-chinese':
        settings.inChinese = false;
        return null;
      case 'enter-chinese':
        settings.inChinese = true;
        return null;
      case 'picture':
        if (!line.isEmpty()) printLine(settings.lineSpacing);
        picture = command;
        if (command.rows > model.bandRows)
          return `loses rows ${model.bandRows + 1} to ${command.rows} of a picture`;
        return command.rowBytes * command.size.wide > paper.rowBytes
          ? 'a picture is wider than the paper'
          : null;
      case 'row':
        printRow(command.data, command.number);
        return null;
      case 'cut':
        if (!line.isEmpty()) printLine(settings.lineSpacing);
        feed(command.more);
        return null;
      default:
        return null;
    }
  };
  const reset = (): void => {
    settings = fresh();
    line.clear();
    picture = null;
  };
  function fresh(): Settings {
    return {
      side: 'left',
      isBold: false,
      isSmall: false,
      size: normal,
      lineSpacing: defaultSpacing,
      page: 0,
      inChinese: model.startsInChinese,
    };
  }
  return { print, reset };
}

function doubled(data: Uint8Array): Uint8Array {
  const wide = new Uint8Array(data.length * 2);
  for (let at = 0; at < data.length * 8; at += 1) {
    if (((data[at >> 3] ?? 0) & (0x80 >> (at & 7))) === 0) continue;
    for (const dot of [at * 2, at * 2 + 1]) wide[dot >> 3] = (wide[dot >> 3] ?? 0) | (0x80 >> (dot & 7));
  }
  return wide;
}
