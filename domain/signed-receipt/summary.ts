import { type Dong, dong } from '../money/dong.ts';
import { type Milli, milli } from '../money/quantity.ts';
import { basisPoints } from '../money/rate.ts';
import type { VatRate } from '../money/vat.ts';
import { type TenderKind, tenderKinds } from '../sale/tender.ts';
import type { Instant } from '../time.ts';
import { type ByteReader, BytesUnreadable, type ByteWriter, byteReader, byteWriter } from './bytes.ts';

/** What a receipt says of its sale to a till that has never heard of it. Nothing of the customer. Money in đồng. */
export type ReceiptSummary = {
  readonly shopId: number;
  readonly locationId: number;
  /** UUID of the sale, 16 bytes. */
  readonly saleId: Uint8Array;
  readonly number: string;
  readonly completedAt: Instant;
  readonly rounding: Dong;
  readonly payments: readonly { readonly kind: TenderKind; readonly amount: Dong }[];
  /** The first lines of the sale, as many as fit, in the order of the receipt. */
  readonly lines: readonly SummaryLine[];
  readonly lineCount: number;
  /** Stands for all lines where some did not fit; empty where none is missing. */
  readonly linesHash: Uint8Array;
};

export type SummaryLine = {
  readonly variantId: number;
  readonly unitId: number;
  /** Thousandths of the unit. */
  readonly quantity: Milli;
  readonly isWeighed: boolean;
  readonly tracksStock: boolean;
  /** Thousandths of the base unit in one unit. */
  readonly stockPerUnit: Milli;
  readonly final: Dong;
  readonly vatRate: VatRate;
  readonly vat: Dong;
};

export const linesHashLength = 16;
const idLength = 16;
const version = 1;

/** Signature apart: what of a receipt may be signed has one form only, so that a change of any byte shows. */
export function writeSummary(summary: ReceiptSummary): Uint8Array {
  const out = byteWriter();
  out.number(version);
  out.number(summary.shopId);
  out.number(summary.locationId);
  out.bytes(summary.saleId);
  out.text(summary.number);
  out.number(summary.completedAt);
  out.signed(summary.rounding);
  out.number(summary.payments.length);
  for (const { kind, amount } of summary.payments) {
    out.number(tenderKinds.indexOf(kind));
    out.number(amount);
  }
  out.number(summary.lineCount);
  out.number(summary.lines.length);
  for (const line of summary.lines) writeLine(out, line);
  out.bytes(summary.linesHash);
  return out.done();
}

/** All lines in the form their hash is made of. */
export function writeLines(lines: readonly SummaryLine[]): Uint8Array {
  const out = byteWriter();
  for (const line of lines) writeLine(out, line);
  return out.done();
}

function writeLine(out: ByteWriter, line: SummaryLine): void {
  out.number((line.isWeighed ? 1 : 0) + (line.tracksStock ? 2 : 0));
  out.number(line.variantId);
  out.number(line.unitId);
  out.number(line.quantity);
  out.number(line.stockPerUnit);
  out.number(line.final);
  // 0 stands for goods that are not subject to VAT, which is not a rate of nothing.
  out.number(line.vatRate === null ? 0 : line.vatRate + 1);
  out.number(line.vat);
}

/** Null for what is no summary: cut off, of another version, or with anything behind it. */
export function readSummary(data: Uint8Array): ReceiptSummary | null {
  try {
    const input = byteReader(data);
    const summary = readFields(input);
    return input.isAtEnd() ? summary : null;
  } catch (error) {
    if (error instanceof BytesUnreadable || error instanceof RangeError) return null;
    throw error;
  }
}

function readFields(input: ByteReader): ReceiptSummary {
  if (input.number() !== version) throw new BytesUnreadable('another version');
  const shopId = input.number();
  const locationId = input.number();
  const saleId = input.bytes(idLength);
  const number = input.text();
  const completedAt = input.number();
  const rounding = dong(input.signed());
  const payments = repeat(input.number(), () => ({
    kind: tenderOf(input.number()),
    amount: dong(input.number()),
  }));
  const lineCount = input.number();
  const lines = repeat(input.number(), () => readLine(input));
  if (lines.length > lineCount) throw new BytesUnreadable('more lines than there are');
  const linesHash = input.bytes(lines.length < lineCount ? linesHashLength : 0);
  return {
    shopId,
    locationId,
    saleId,
    number,
    completedAt,
    rounding,
    payments,
    lines,
    lineCount,
    linesHash,
  };
}

function readLine(input: ByteReader): SummaryLine {
  const flags = input.number();
  if (flags > 3) throw new BytesUnreadable('unknown flags');
  const variantId = input.number();
  const unitId = input.number();
  const quantity = milli(input.number());
  const stockPerUnit = milli(input.number());
  const final = dong(input.number());
  const rate = input.number();
  const vat = dong(input.number());
  return {
    variantId,
    unitId,
    quantity,
    isWeighed: flags % 2 === 1,
    tracksStock: flags >= 2,
    stockPerUnit,
    final,
    vatRate: rate === 0 ? null : basisPoints(rate - 1),
    vat,
  };
}

function tenderOf(index: number): TenderKind {
  const kind = tenderKinds[index];
  if (kind === undefined) throw new BytesUnreadable('unknown tender');
  return kind;
}

/** No sale has more parts than this; a forged count must not make the till work for minutes. */
const mostParts = 10_000;

function repeat<T>(count: number, read: () => T): readonly T[] {
  if (count > mostParts) throw new BytesUnreadable('too many');
  return Array.from({ length: count }, read);
}
