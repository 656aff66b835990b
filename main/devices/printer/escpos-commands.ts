import type { CutKind } from '../../../domain/printing/printer.ts';

/** Byte sequences of ESC/POS that the till sends (Epson reference names). */
/** Clones start in Chinese mode, where bytes above 7F pair up. */
export const leaveChineseMode = [0x1c, 0x2e];
/** Five lines of paper lie between the print head and a cutter that does not feed by itself. */
const feedToCutter = [0x1b, 0x64, 0x05];

export const cutCommands: { readonly [C in CutKind]: readonly number[] } = {
  /** GS V 66 0: feeds to the cutter, then cuts. */
  'feed-partial': [0x1d, 0x56, 0x42, 0x00],
  partial: [...feedToCutter, 0x1d, 0x56, 0x01],
  full: [...feedToCutter, 0x1d, 0x56, 0x00],
  /** ESC m, of printers older than GS V. */
  'old-partial': [...feedToCutter, 0x1b, 0x6d],
  none: [],
};
/** ESC p: 50 ms on, 500 ms off, in units of 2 ms. */
export const drawerPulse: { readonly [P in 2 | 5]: readonly number[] } = {
  2: [0x1b, 0x70, 0x00, 0x19, 0xfa],
  5: [0x1b, 0x70, 0x01, 0x19, 0xfa],
};
/** GS ( D: whether the printer obeys the drawer's real-time command (DLE DC4 1). */
export const promptPulses = {
  off: [0x1d, 0x28, 0x44, 0x03, 0x00, 0x14, 0x01, 0x00],
  on: [0x1d, 0x28, 0x44, 0x03, 0x00, 0x14, 0x01, 0x01],
} as const;
/** DLE DC4 1: the same at once, 200 ms on; heard by a printer that stands still, where it knows the command at all. */
export const promptDrawerPulse: { readonly [P in 2 | 5]: readonly number[] } = {
  2: [0x10, 0x14, 0x01, 0x00, 0x02],
  5: [0x10, 0x14, 0x01, 0x01, 0x02],
};
/** DLE EOT n: real-time status. */
export function statusRequest(kind: 1 | 2 | 3 | 4): readonly number[] {
  return [0x10, 0x04, kind];
}
/** GS r 1: answered in order, so an answer means everything before it was processed. */
export const fence = [0x1d, 0x72, 0x01];

/** GS I: 66 asks who made the printer, 67 for its model. */
export function infoRequest(what: 66 | 67): readonly number[] {
  return [0x1d, 0x49, what];
}

/** GS ( H, function 48: the four printable characters come back once everything before is on paper. */
export function processIdRequest(id: string): readonly number[] {
  return [0x1d, 0x28, 0x48, 0x06, 0x00, 0x30, 0x30, ...[...id].map((letter) => letter.charCodeAt(0))];
}

/** ESC J n: feeds n dots, at most 255 at a time. */
export function feedDots(dots: number): readonly number[] {
  const bytes: number[] = [];
  for (let left = dots; left > 0; left -= 255) bytes.push(0x1b, 0x4a, Math.min(left, 255));
  return bytes;
}

/** GS ! n: 1 for double height, 17 for double height and width. */
export function letterSize(size: number): readonly number[] {
  return [0x1d, 0x21, size];
}

/** ESC E n. */
export function bold(isOn: boolean): readonly number[] {
  return [0x1b, 0x45, isOn ? 1 : 0];
}

/** ESC t n: which letters the bytes from 80h on stand for. */
export function letterPage(page: number): readonly number[] {
  return [0x1b, 0x74, page];
}

export const lineFeed = [0x0a];

/** GS v 0: a band of one-bit rows. */
export function rasterHeader(bytesPerRow: number, rows: number): readonly number[] {
  return [0x1d, 0x76, 0x30, 0x00, bytesPerRow & 0xff, bytesPerRow >> 8, rows & 0xff, rows >> 8];
}

/** ESC @: what a job begins with. */
export const initialise = [0x1b, 0x40];

/** GS a: four bytes come unasked at every change of drawer, online, error and paper. */
export const automaticStatus = [0x1d, 0x61, 0x0f];
