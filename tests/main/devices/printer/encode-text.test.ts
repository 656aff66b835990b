import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LetterMode, type PrintDots, printDots } from '../../../../domain/printing/printer.ts';
import { type Block, line, pair } from '../../../../domain/receipt/document.ts';
import { type PaperStep, paperRows, readJob } from '../../../support/paper-commands.ts';
import { readCodes, zbar } from '../../../support/reading-tools.ts';
import { headOf, sampleRenderer } from '../../../support/sample-job.ts';
import { type SampleName, saleInput, sampleNames, sampleReceipt } from '../../../support/sample-receipts.ts';

const epson: LetterMode = { kind: 'tcvn-3', smallPage: 30, capitalPage: 31 };
const ascii: LetterMode = { kind: 'ascii' };
const columnsOf: Readonly<Record<PrintDots, number>> = { 576: 48, 512: 42, 384: 32 };

/** The small letters of TCVN-3 as its chart has them, from each code on. */
const chart: readonly (readonly [number, string])[] = [
  [0xa8, 'ăâêôơưđ'],
  [0xb5, 'àảãáạ'],
  [0xbb, 'ằẳẵắ'],
  [0xc6, 'ặầẩẫấậè'],
  [0xce, 'ẻẽéẹềểễếệìỉ'],
  [0xdc, 'ĩíịò'],
  [0xe1, 'ỏõóọồổỗốộờởỡớợù'],
  [0xf1, 'ủũúụừửữứựỳỷỹýỵ'],
];
const small = new Map(
  chart.flatMap(([from, letters]) => [...letters].map((letter, index) => [from + index, letter])),
);
const capital = new Map([...small].map(([code, letter]) => [code, letter.toUpperCase()]));
// Where Ă and Â lie is told differently.
capital.delete(0xa8);
capital.delete(0xa9);
capital.delete(0xae);
capital.set(0xa7, 'Đ');

type Line = { readonly text: string; readonly size: number; readonly bold: number };

/** The paper as a reader of its bytes sees it: lines of text, and what is drawn between them. */
function readPaper(steps: readonly PaperStep[]): readonly (Line | 'picture')[] {
  const paper: (Line | 'picture')[] = [];
  let [page, size, weight, text] = [0, 0, 0, ''];
  for (const step of steps) {
    if (step.kind === 'page') page = step.value;
    else if (step.kind === 'size') size = step.value;
    else if (step.kind === 'bold') weight = step.value;
    else if (step.kind === 'text') text += step.bytes.map((byte) => letterOf(byte, page)).join('');
    else if (step.kind === 'line') {
      paper.push({ text, size, bold: weight });
      text = '';
    } else if (step.kind === 'picture') paper.push('picture');
  }
  expect(text).toBe('');
  return paper;
}

function letterOf(byte: number, page: number): string {
  if (byte < 0x80) return String.fromCharCode(byte);
  const letter = page === 30 ? small.get(byte) : page === 31 ? capital.get(byte) : undefined;
  if (letter === undefined) throw new Error(`no letter at ${byte.toString(16)} of page ${page}`);
  return letter;
}

function print(blocks: readonly Block[], letters: LetterMode, dots: PrintDots = 576) {
  const job = sampleRenderer.bytes({ blocks }, { ...headOf(dots), letters });
  return readPaper(readJob(job));
}

function texts(blocks: readonly Block[], letters: LetterMode, dots: PrintDots = 576): readonly string[] {
  return print(blocks, letters, dots).flatMap((item) => (item === 'picture' ? [] : [item.text]));
}

describe('a receipt in the printer’s own letters', () => {
  it('has its lines in columns, its totals large and bold, its codes drawn', () => {
    const paper = print(sampleReceipt('sale', '80').blocks, epson);
    expect(paper).toContainEqual({
      text: `${'Tạm tính (4 mặt hàng)'.padEnd(39)}1.610.500`,
      size: 0,
      bold: 0,
    });
    expect(paper).toContainEqual({ text: `${'TỔNG CỘNG'.padEnd(37)}1.571.000 đ`, size: 1, bold: 1 });
    expect(paper).toContainEqual({
      text: `${' '.repeat(8)}Tạp hóa & Thời trang Phương Nam`,
      size: 1,
      bold: 1,
    });
    expect(paper).toContainEqual({ text: '-'.repeat(48), size: 0, bold: 0 });
    expect(paper).toContainEqual({
      text: '  2 chai x 42.000                         84.000',
      size: 0,
      bold: 0,
    });
    expect(paper).toContain('picture');
  });

  it('is some thirty times smaller than its picture', () => {
    const { blocks } = sampleReceipt('sale', '80');
    const lines = { blocks: blocks.filter(({ kind }) => kind !== 'qr') };
    const typed = sampleRenderer.bytes(lines, { ...headOf(576), letters: epson });
    expect(sampleRenderer.bytes(lines, headOf(576)).length / typed.length).toBeGreaterThan(30);
  });

  const everySample = sampleNames.flatMap((name) =>
    printDots.map((dots): [SampleName, PrintDots] => [name, dots]),
  );
  it.each(everySample)('never runs over the edge: %s on %i dots', (name, dots) => {
    for (const letters of [epson, ascii]) {
      for (const item of print(sampleReceipt(name, '80').blocks, letters, dots)) {
        if (item === 'picture') continue;
        expect(item.text.length * (item.size === 0x11 ? 2 : 1)).toBeLessThanOrEqual(columnsOf[dots]);
      }
    }
  });

  it('changes the page only where small letters and capitals need it', () => {
    const job = sampleRenderer.bytes(
      { blocks: [line('Đường Ắn Ấm'), line('trắng')] },
      { ...headOf(576), letters: epson },
    );
    const pages = readJob(job).flatMap((step) => (step.kind === 'page' ? [step.value] : []));
    expect(pages).toEqual([31, 30, 31, 30]);
    expect(texts([line('Đường Ắn Ấm Ầu')], epson)).toEqual(['Đường Ắn Ấm Ầu']);
  });

  it('has every Vietnamese letter but two, however it was typed', () => {
    const all = [...small.values(), ...capital.values()].join(' ');
    expect(new Set([...small.values(), ...capital.values()]).size).toBe(132);
    for (const spelled of [all, all.normalize('NFD')])
      expect(texts([line(spelled)], epson).join(' ')).toBe(
        [...small.values(), ...capital.values()].join(' '),
      );
  });

  it('types signs no page has as a typewriter would', () => {
    expect(texts([line('“Áo” – ‘đỏ’ … −19.000 ₫ × 2')], epson)).toEqual(['"Áo" - \'đỏ\' ... -19.000 đ x 2']);
  });

  it.each([
    ['a letter of another script', line('Trà 烏龍')],
    ['an emoji', line('Kẹo 🍬')],
    ['a capital whose place is in doubt', line('MÓN ĂN')],
    ['the other such capital', line('Âu Lạc')],
    ['a control character', line('a\u0007b')],
    ['an accent no Vietnamese letter has', line('Crème brûlée à la ñ')],
    ['one in a column', pair('Trà 烏龍', '42.000')],
  ])('draws a block with %s', (_name, block) => {
    expect(print([line('trước'), block, line('sau')], epson)).toMatchObject([
      { text: 'trước' },
      'picture',
      { text: 'sau' },
    ]);
  });

  it('doubles letters that are to be huge, and halves the columns for it', () => {
    expect(print([pair('Tổng', '9.000', { size: 'huge' })], epson)).toEqual([
      { text: `${'Tổng'.padEnd(19)}9.000`, size: 0x11, bold: 0 },
    ]);
    expect(print([line('to', { size: 'huge', bold: true }), line('nhỏ')], epson)).toEqual([
      { text: 'to', size: 0x11, bold: 1 },
      { text: 'nhỏ', size: 0, bold: 0 },
    ]);
  });

  it.skipIf(zbar.isMissing)(`has a QR that zbar reads${zbar.note}`, () => {
    const job = sampleRenderer.bytes(sampleReceipt('sale', '80'), { ...headOf(576), letters: epson });
    expect(readCodes(paperRows(readJob(job), 576), ['qrcode'])).toEqual([saleInput.saleId]);
  });

  it('sends no byte a printer could take for a command, whatever is in the text', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom(...'\u0010\u0004\u0014\u001bÚÝĐa ệ') }),
    );
    fc.assert(
      fc.property(anything, anything, fc.constantFrom(epson, ascii), (text, value, letters) => {
        const job = sampleRenderer.bytes(
          { blocks: [line(text), pair(text, value)] },
          { ...headOf(384), letters },
        );
        for (const step of readJob(job))
          expect([
            'page',
            'size',
            'bold',
            'text',
            'line',
            'picture',
            'feed',
            'initialise',
            'cancel-kanji',
            'cut',
          ]).toContain(step.kind);
        expect(job.some((byte, at) => byte === 0x10 && [0x04, 0x05, 0x14].includes(job[at + 1] ?? 0))).toBe(
          false,
        );
      }),
      { numRuns: 300 },
    );
  });
});

describe('a receipt without accents', () => {
  it('can be read on a printer that knows no Vietnamese', () => {
    expect(texts([line('Đường trắng Biên Hòa – 1 kg'), pair('TỔNG CỘNG', '28.500 ₫')], ascii)).toEqual([
      'Duong trang Bien Hoa - 1 kg',
      `${'TONG CONG'.padEnd(40)}28.500 d`,
    ]);
  });

  it('changes no page', () => {
    const job = sampleRenderer.bytes(sampleReceipt('sale', '80'), { ...headOf(576), letters: ascii });
    expect(readJob(job).some(({ kind }) => kind === 'page')).toBe(false);
  });
});
