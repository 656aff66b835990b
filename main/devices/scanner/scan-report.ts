/**
 * Input reports of scanners in HID POS mode. Makers agree on most of it and not on all, so that where things stand in a report is a
 * table; offsets count from the report id, which node-hid hands over as the first byte.
 */
export type ScanPart = {
  readonly kind: 'part';
  /** Three characters such as `]E0`; empty where the scanner gives none. */
  readonly aim: string;
  readonly makerCode: number | null;
  readonly data: Uint8Array;
  /** The code goes on in the next report. */
  readonly hasMore: boolean;
};

export type ParsedReport =
  | ScanPart
  /** A report about something else, such as a trigger that was pulled or a status. */
  | { readonly kind: 'other' }
  /** A scan's report that promises more bytes than came. */
  | { readonly kind: 'broken'; readonly data: Uint8Array };

type ReportLayout = {
  readonly reportId: number;
  readonly lengthAt: number;
  /** Where the AIM identifier may begin, most usual place first; the data follows it. */
  readonly aimAt: readonly number[];
  /** Where the data begins when there is no AIM identifier. */
  readonly dataAt: number;
  readonly dataEnd: number;
  readonly makerCodeAt: number | null;
  readonly moreAt: number | null;
};

/** The layout that Honeywell, Zebra, Datalogic, Newland and most others share. */
const usual: ReportLayout = {
  reportId: 2,
  lengthAt: 1,
  aimAt: [2, 3],
  dataAt: 5,
  dataEnd: 61,
  makerCodeAt: 61,
  moreAt: 63,
};

/** Length and data, nothing else: Microscan and relatives. */
const plain: ReportLayout = {
  reportId: 1,
  lengthAt: 1,
  aimAt: [],
  dataAt: 2,
  dataEnd: 64,
  makerCodeAt: null,
  moreAt: null,
};

const layouts: readonly ReportLayout[] = [usual, plain];

const openingBracket = 0x5d;
const aimLength = 3;

export function parseReport(report: Uint8Array): ParsedReport {
  const layout = layouts.find(({ reportId }) => reportId === report[0]);
  if (layout === undefined) return { kind: 'other' };
  const length = report[layout.lengthAt] ?? 0;
  const aimAt = layout.aimAt.find((at) => isAim(report, at));
  // Where the identifier stands later than usual, so does everything up to the flags.
  const shift = aimAt === undefined ? 0 : aimAt - (layout.aimAt[0] ?? aimAt);
  const dataAt = layout.dataAt + shift;
  const hasMore = layout.moreAt !== null && ((report[layout.moreAt] ?? 0) & 1) === 1;
  if (length === 0 && aimAt === undefined && !hasMore) return { kind: 'other' };
  const end = dataAt + length;
  if (end > layout.dataEnd + shift || end > report.length)
    return { kind: 'broken', data: report.slice(dataAt, layout.dataEnd) };
  return {
    kind: 'part',
    aim: aimAt === undefined ? '' : String.fromCharCode(...report.subarray(aimAt, aimAt + aimLength)),
    makerCode: layout.makerCodeAt === null || shift > 0 ? null : (report[layout.makerCodeAt] ?? null),
    data: report.slice(dataAt, end),
    hasMore,
  };
}

/** A bracket, a letter, and a letter or digit. */
function isAim(report: Uint8Array, at: number): boolean {
  const [bracket, letter = 0, modifier = 0] = report.subarray(at, at + aimLength);
  return bracket === openingBracket && isLetter(letter) && (isLetter(modifier) || isDigit(modifier));
}

function isLetter(byte: number): boolean {
  return (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}
