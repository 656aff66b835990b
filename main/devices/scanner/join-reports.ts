import type { ParsedReport, ScanPart } from './scan-report.ts';
import { readScanText } from './scan-text.ts';
import { symbologyOf } from './symbology.ts';

/** A code that is coming in over several reports. */
export type OpenScan = {
  readonly aim: string;
  readonly makerCode: number | null;
  readonly data: Uint8Array;
};

export type JoinVerdict =
  | {
      readonly kind: 'scan';
      readonly text: string;
      /** As it came, before anything was taken off it. */
      readonly raw: string;
      readonly symbology: string | null;
    }
  /** There was a code, and its end never came: told, never dropped. */
  | { readonly kind: 'cut-off'; readonly text: string };

export type Joined = { readonly open: OpenScan | null; readonly verdicts: readonly JoinVerdict[] };

/** Reports of one code follow each other within milliseconds; after this long the rest will not come. */
export const patienceMs = 500;

/** The largest QR code holds 7,089 digits. Beyond that it is noise that must not fill the memory. */
const mostBytes = 8_192;

const nothing: Joined = { open: null, verdicts: [] };

/** Takes the next report of a scanner. What was open and does not go on with it is told as cut off. */
export function joinReport(open: OpenScan | null, report: ParsedReport): Joined {
  if (report.kind === 'other') return { open, verdicts: [] };
  if (report.kind === 'broken') return { open: null, verdicts: [cutOff(joinedData(open, report.data))] };
  if (open === null || goesOn(open, report)) return extend(open, report);
  const next = extend(null, report);
  return { open: next.open, verdicts: [cutOff(open.data), ...next.verdicts] };
}

/** The wait is over, or the scanner is gone. */
export function giveUpScan(open: OpenScan | null): Joined {
  return open === null ? nothing : { open: null, verdicts: [cutOff(open.data)] };
}

/** A scanner that names the kind only in the first report goes on all the same. */
function goesOn(open: OpenScan, part: ScanPart): boolean {
  return part.aim === open.aim || part.aim === '';
}

function extend(open: OpenScan | null, part: ScanPart): Joined {
  const data = joinedData(open, part.data);
  const { aim, makerCode } = open ?? part;
  if (data.length > mostBytes) return { open: null, verdicts: [cutOff(data)] };
  if (part.hasMore) return { open: { aim, makerCode, data }, verdicts: [] };
  const { text, raw } = readScanText(data, aim);
  if (text === '') return { open: null, verdicts: [cutOff(data)] };
  return { open: null, verdicts: [{ kind: 'scan', text, raw, symbology: symbologyOf(aim, makerCode) }] };
}

function joinedData(open: OpenScan | null, more: Uint8Array): Uint8Array {
  return open === null ? more : Buffer.concat([open.data, more]);
}

/** The beginning is enough to know it by. */
function cutOff(data: Uint8Array): JoinVerdict {
  const shown = 64;
  return { kind: 'cut-off', text: readScanText(data.subarray(0, shown), '').text };
}
