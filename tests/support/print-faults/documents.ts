import type { PrinterProfile } from '../../../domain/printing/printer.ts';
import { line, pair, type ReceiptDocument, rule } from '../../../domain/receipt/document.ts';
import { paperRows, readJob } from '../paper-commands.ts';
import { sampleRenderer } from '../sample-job.ts';

/** A short receipt whose first line is like no other's; copies say so at the top, as the till's do. */
export function receiptNamed(name: string, copyNumber: number): ReceiptDocument {
  return {
    blocks: [
      ...(copyNumber === 0 ? [] : [{ kind: 'banner', text: `BẢN SAO ${copyNumber}` } as const]),
      line(name, { size: 'huge', bold: true }),
      rule,
      ...Array.from({ length: 4 }, (_, at) => pair(`Nước mắm Phú Quốc ${at + 1}`, `${at + 1}2.000`)),
      rule,
      pair('TỔNG CỘNG', name, { size: 'large', bold: true }),
      line('Cảm ơn quý khách', { align: 'center' }),
    ],
  };
}

const known = new Map<string, readonly string[]>();

/** The rows of dots a faultless printer makes of it. */
export function rowsOf(name: string, copyNumber: number, profile: PrinterProfile): readonly string[] {
  const key = `${name} ${copyNumber} ${profile.bandRows}`;
  const rows =
    known.get(key) ??
    paperRows(readJob(sampleRenderer.bytes(receiptNamed(name, copyNumber), profile)), profile.dots);
  known.set(key, rows);
  return rows;
}
