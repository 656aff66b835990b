import { describe, expect, it } from 'vitest';
import { type PrintDots, printDots } from '../../../../domain/printing/printer.ts';
import { type Block, line } from '../../../../domain/receipt/document.ts';
import { createReceiptRenderer } from '../../../../main/devices/printer/render.ts';
import { paperRows, readJob } from '../../../support/paper-commands.ts';
import { readCodes, zbar } from '../../../support/reading-tools.ts';
import { atlasPath, headOf, sampleRenderer } from '../../../support/sample-job.ts';
import { saleInput, sampleReceipt } from '../../../support/sample-receipts.ts';

/** From the bytes for the printer, by a reader that shares no code with the till. */
function onPaper(blocks: readonly Block[], dots: PrintDots): readonly string[] {
  return paperRows(readJob(sampleRenderer.bytes({ blocks }, headOf(dots))), dots);
}

function barcode(data: string): Block {
  return { kind: 'barcode', symbology: 'code128', data, caption: data };
}

describe.each(printDots)('on a head of %i dots', (dots) => {
  it.skipIf(zbar.isMissing)(`zbar reads the QR of a receipt${zbar.note}`, () => {
    expect(readCodes(onPaper(sampleReceipt('sale', '80').blocks, dots), ['qrcode'])).toEqual([
      saleInput.saleId,
    ]);
  });

  it.skipIf(zbar.isMissing)(`zbar reads long and Vietnamese QR codes${zbar.note}`, () => {
    const samples = [
      '00020101021238570010A00000072701270006970436011306310005432190208QRIBFTTA530370454061571005802VN62150811QYLL2 01234563046B11',
      'https://quay.example/hd/019ab3c2-7d10-7abc-8def-0123456789ab',
      'Nước mắm Phú Quốc – 84.000 ₫',
    ];
    for (const data of samples)
      expect(readCodes(onPaper([{ kind: 'qr', data, caption: '' }], dots), ['qrcode'])).toEqual([data]);
  });

  it.skipIf(zbar.isMissing)(`zbar reads bars of every code set${zbar.note}`, () => {
    for (const data of ['HD001', '8938505970128', 'LL2-261125-0037', 'AAWDDSFX12', 'abc{}~ 42'])
      expect(readCodes(onPaper([barcode(data)], dots), ['code128'])).toEqual([data]);
  });
});

describe('a picture on paper', () => {
  /** Two black triangles of nine columns: stray bits behind the ninth column belong to nobody. */
  const bits = ['111111111', '011111110', '001111100', '000111000'];
  const rows = Buffer.concat(
    bits.map((row) => Buffer.from([Number.parseInt(row.slice(0, 8), 2), row[8] === '1' ? 0xff : 0x7f])),
  ).toString('base64');

  it('is there dot for dot, in the middle', () => {
    const printed = onPaper([{ kind: 'image', picture: { width: 9, height: 4, rows } }], 384);
    const left = Math.floor((384 - 9) / 2);
    expect(printed.slice(0, 4).map((row) => row.slice(left, left + 9))).toEqual(bits);
    for (const row of printed) expect(row.slice(0, left) + row.slice(left + 9)).not.toContain('1');
  });

  it('made for wide paper keeps its thin lines on narrow paper', () => {
    const line = Buffer.alloc(72 * 20);
    line.fill(0xff, 0, 72);
    line[72 * 10] = 0xff;
    const picture = { width: 576, height: 20, rows: line.toString('base64') };
    const printed = onPaper([{ kind: 'image', picture }], 384);
    expect(printed[0]).toBe(`${'0'.repeat(48)}${'1'.repeat(288)}${'0'.repeat(48)}`);
    expect(printed[5]).toBe(`${'0'.repeat(48)}1111${'0'.repeat(332)}`);
  });
});

describe('the shop’s logo', () => {
  const logo = { width: 8, height: 3, rows: Buffer.from([0xff, 0x81, 0xff]).toString('base64') };
  const blocks: readonly Block[] = [{ kind: 'image', picture: 'logo' }, line('Hóa đơn')];
  const rowsWith = (shown: typeof logo | null) =>
    paperRows(readJob(createReceiptRenderer(atlasPath, () => shown).bytes({ blocks }, headOf(384))), 384);

  it('is put in when a receipt is printed, as it is then', () => {
    expect(
      rowsWith(logo)
        .slice(0, 3)
        .map((row) => row.slice(188, 196)),
    ).toEqual(['11111111', '10000001', '11111111']);
  });

  it('leaves no gap where the shop has none', () => {
    expect(rowsWith(logo).slice(11)).toEqual(rowsWith(null));
  });
});
