import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  giveUpScan,
  type JoinVerdict,
  joinReport,
  type OpenScan,
} from '../../../../main/devices/scanner/join-reports.ts';
import { parseReport } from '../../../../main/devices/scanner/scan-report.ts';
import { reportsOf, usualReport } from '../../../support/scanner-reports.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'utf8');

/** What a scanner's reports come to when its line goes quiet after them. */
function read(reports: readonly Uint8Array[]): readonly JoinVerdict[] {
  let open: OpenScan | null = null;
  const verdicts: JoinVerdict[] = [];
  for (const report of reports) {
    const joined = joinReport(open, parseReport(report));
    open = joined.open;
    verdicts.push(...joined.verdicts);
  }
  return [...verdicts, ...giveUpScan(open).verdicts];
}

const texts = (verdicts: readonly JoinVerdict[]): readonly string[] =>
  verdicts.map(({ kind, text }) => `${kind} ${text}`);

describe('the reports of a scanner', () => {
  it('hold a short code in one', () => {
    expect(read([usualReport(bytes('8938505970128'))])).toEqual([
      { kind: 'scan', text: '8938505970128', raw: '8938505970128', symbology: 'EAN-13/UPC' },
    ]);
  });

  it('come with the identifier one place later in some models', () => {
    const report = Buffer.alloc(64);
    report.set([2, 8, 0, ...bytes(']E4'), ...bytes('96385074')]);
    expect(read([report])).toEqual([{ kind: 'scan', text: '96385074', raw: '96385074', symbology: 'EAN-8' }]);
  });

  it('name the kind by the maker’s letter where there is no identifier', () => {
    const report = usualReport(bytes('8938505970128'), { aim: '\0\0\0', makerLetter: 'd' });
    expect(read([report])).toMatchObject([{ kind: 'scan', text: '8938505970128', symbology: 'EAN-13' }]);
  });

  it('are read in the plain layout as well', () => {
    const report = Buffer.alloc(64);
    report.set([1, 8, ...bytes('PALLET-7')]);
    expect(read([report])).toMatchObject([{ kind: 'scan', text: 'PALLET-7', symbology: null }]);
  });

  it('are passed over when they are about something else', () => {
    const trigger = Buffer.from([5, 1, 0]);
    const empty = usualReport(bytes(''), { aim: '\0\0\0' });
    expect(read([trigger, empty, Buffer.alloc(0)])).toEqual([]);
  });

  it('do not break a code up by coming in between', () => {
    const [first = Buffer.alloc(0), second = Buffer.alloc(0)] = reportsOf(bytes('x'.repeat(90)));
    expect(texts(read([first, Buffer.from([5, 1, 0]), second]))).toEqual([`scan ${'x'.repeat(90)}`]);
  });

  it('go on when only the first names the kind', () => {
    const [first = Buffer.alloc(0)] = reportsOf(bytes('y'.repeat(80)), { aim: ']Q1' });
    const second = usualReport(bytes('y'.repeat(24)), { aim: '\0\0\0' });
    expect(read([first, second])).toMatchObject([{ kind: 'scan', text: 'y'.repeat(80), symbology: 'QR' }]);
  });
});

describe('what stands around a code', () => {
  it.each(['\r', '\n', '\r\n', '\t', '\u0003', '\0\0'])('is taken off its end: %j', (ending) => {
    const [verdict] = read([usualReport(bytes(`8938505970128${ending}`))]);
    expect(verdict).toMatchObject({ text: '8938505970128', raw: `8938505970128${ending}` });
  });

  it('is taken off its beginning: STX and a second AIM identifier', () => {
    expect(read([usualReport(bytes('\u0002]E08938505970128\r'))])).toMatchObject([{ text: '8938505970128' }]);
  });

  it('leaves the separators of a GS1 code where they are', () => {
    const code = '010893850597012810LOT7\u001d17261231';
    expect(read([usualReport(bytes(code), { aim: ']C1' })])).toMatchObject([
      { text: code, symbology: 'GS1-128' },
    ]);
  });
});

describe('characters', () => {
  it('are read once all bytes are there, even when a letter is split between reports', () => {
    const text = 'Cà phê sữa đá'.repeat(9);
    expect(texts(read(reportsOf(bytes(text), { aim: ']Q1', sizes: [2, 1, 7] })))).toEqual([`scan ${text}`]);
  });

  it('that are no UTF-8 are read byte for byte', () => {
    expect(read([usualReport(Buffer.from('caf\u00e9', 'latin1'))])).toMatchObject([{ text: 'café' }]);
  });
});

describe('half a code', () => {
  const [half = Buffer.alloc(0)] = reportsOf(bytes('h'.repeat(70)), { aim: ']Q1' });

  it('is told when its end does not come', () => {
    expect(texts(read([half]))).toEqual([`cut-off ${'h'.repeat(56)}`]);
  });

  it('is told when a code of another kind comes instead, which is read whole', () => {
    expect(texts(read([half, usualReport(bytes('8938505970128'))]))).toEqual([
      `cut-off ${'h'.repeat(56)}`,
      'scan 8938505970128',
    ]);
  });

  it('is told when a report promises more than it holds', () => {
    const lying = Buffer.from(usualReport(bytes('8938505970128')));
    lying.writeUInt8(57, 1);
    expect(texts(read([lying]))).toEqual(['cut-off 8938505970128']);
    expect(texts(read([usualReport(bytes('8938505970128')).subarray(0, 12)]))).toEqual(['cut-off 8938505']);
  });

  it('is told when a scanner never ends', () => {
    const verdicts = read(
      Array.from({ length: 200 }, () => usualReport(bytes('z'.repeat(56)), { more: true })),
    );
    expect(verdicts.every(({ kind }) => kind === 'cut-off')).toBe(true);
    expect(verdicts.length).toBeGreaterThan(0);
  });

  it('is told when there is an identifier and no code', () => {
    expect(texts(read([usualReport(bytes('\r'))]))).toEqual(['cut-off ']);
  });
});

describe('any', () => {
  // What scanners put around a code, and a byte order mark, is not part of one.
  const around = ['\0', '\r', '\n', '\t', '\u0002', '\u0003', ']', '\ufeff'];
  const anyText = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 300 })
    .filter((text) => !around.some((character) => text.includes(character)));

  it('cutting of a code into reports reads back', () => {
    fc.assert(
      fc.property(anyText, fc.array(fc.integer({ min: 1, max: 56 }), { maxLength: 30 }), (text, sizes) => {
        expect(texts(read(reportsOf(bytes(text), { sizes })))).toEqual([`scan ${text}`]);
      }),
    );
  });

  it('row of codes reads back in order', () => {
    fc.assert(
      fc.property(fc.array(anyText, { maxLength: 6 }), (codes) => {
        const reports = codes.flatMap((code) => reportsOf(bytes(code)));
        expect(texts(read(reports))).toEqual(codes.map((code) => `scan ${code}`));
      }),
    );
  });

  it('noise is lived through, and the next code is read', () => {
    const report = fc
      .tuple(fc.constantFrom(0, 1, 2, 5), fc.uint8Array({ maxLength: 70 }))
      .map(([id, rest]) => Uint8Array.from([id, ...rest]));
    fc.assert(
      fc.property(fc.array(report, { maxLength: 20 }), (noise) => {
        const verdicts = read([...noise, usualReport(bytes('8938505970128'))]);
        expect(verdicts.at(-1)).toMatchObject({ kind: 'scan', text: '8938505970128' });
      }),
    );
  });
});
