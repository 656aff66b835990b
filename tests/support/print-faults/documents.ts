import type { PrinterProfile } from '../../../domain/printing/printer.ts';
import { line, pair, type ReceiptDocument, rule } from '../../../domain/receipt/document.ts';
import { readJob } from '../../../virtual-counter/read-commands.ts';
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

/** A row of dots as a string, to be compared. */
export function rowKey(row: Uint8Array): string {
  return Buffer.from(row).toString('latin1');
}

const known = new Map<string, readonly string[]>();

/** The rows of dots a faultless printer makes of it. */
export function rowsOf(name: string, copyNumber: number, profile: PrinterProfile): readonly string[] {
  const key = `${name} ${copyNumber}`;
  const rows = known.get(key) ?? draw(name, copyNumber, profile);
  known.set(key, rows);
  return rows;
}

function draw(name: string, copyNumber: number, profile: PrinterProfile): readonly string[] {
  const commands = readJob(sampleRenderer.bytes(receiptNamed(name, copyNumber), profile));
  const blank = rowKey(new Uint8Array(profile.dots / 8));
  return commands.flatMap((command) => {
    if (command.kind === 'row') return [rowKey(command.data)];
    return command.kind === 'feed-dots' ? Array.from({ length: command.count }, () => blank) : [];
  });
}
