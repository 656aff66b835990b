import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutKinds, type PrinterProfile, plainProfile } from '../../../../domain/printing/printer.ts';
import type { Bitmap } from '../../../../main/devices/printer/bitmap.ts';
import { decodeJob, paperOf, UnknownBytes } from '../../../../main/devices/printer/decode.ts';
import { encodeBitmap, encodeDrawerPulse } from '../../../../main/devices/printer/encode-receipt.ts';
import { fence, processIdRequest, statusRequest } from '../../../../main/devices/printer/escpos-commands.ts';
import { withoutRealTimeCommands } from '../../../../main/devices/printer/raster.ts';
import { paperRows, readJob } from '../../../support/paper-commands.ts';

const hex = (bytes: Iterable<number>) => Buffer.from([...bytes]).toString('hex');

/** Pictures made mostly of the bytes that matter, with blank stretches. */
const picture = fc
  .tuple(
    fc.integer({ min: 1, max: 6 }),
    fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 300 })), { minLength: 1, maxLength: 6 }),
  )
  .chain(([stride, stretches]) => {
    const byte = fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(0x10, 0x04, 0x05, 0x14, 0x30, 0x00) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 255 }) },
    );
    const rows = stretches.reduce((sum, [, length]) => sum + length, 0);
    return fc.array(byte, { minLength: 64, maxLength: 64 }).map((pattern): Bitmap => {
      const data = new Uint8Array(stride * rows);
      let row = 0;
      for (const [isBlank, length] of stretches) {
        if (!isBlank) {
          for (let index = row * stride; index < (row + length) * stride; index += 1)
            data[index] = pattern[(index * 7) % 64] ?? 0;
        }
        row += length;
      }
      return { width: stride * 8, height: rows, stride, data };
    });
  });

function holdsRealTimeCommand(bytes: Uint8Array): boolean {
  return bytes.some((byte, at) => byte === 0x10 && [0x04, 0x05, 0x14].includes(bytes[at + 1] ?? 0));
}

describe('the bytes of a job', () => {
  it('are exactly these for a small picture', () => {
    const data = new Uint8Array(2 * 9);
    data.set([0x80, 0x01], 0);
    data.set([0xff, 0xff], 16);
    expect(hex(encodeBitmap({ width: 16, height: 9, stride: 2, data }, plainProfile))).toBe(
      // initialise · leave Chinese mode · one row · seven rows of feed · one row · feed and cut
      ['1b40', '1c2e', '1d76300002000100' + '8001', '1b4a07', '1d76300002000100' + 'ffff', '1d564200'].join(
        '',
      ),
    );
  });

  it('are exactly these for the drawer and what is asked of a printer', () => {
    expect(hex(encodeDrawerPulse(plainProfile))).toBe('1b401b700019fa');
    expect(hex(encodeDrawerPulse({ ...plainProfile, drawerPin: 5 }))).toBe('1b401b700119fa');
    expect([1, 2, 4].map((kind) => hex(statusRequest(kind === 1 ? 1 : kind === 2 ? 2 : 4)))).toEqual([
      '100401',
      '100402',
      '100404',
    ]);
    expect(hex(fence)).toBe('1d7201');
    expect(hex(processIdRequest('89ab'))).toBe('1d28480600303038396162');
  });

  it('end without a cut on printers that have no cutter', () => {
    const bitmap = { width: 8, height: 1, stride: 1, data: Uint8Array.of(1) };
    expect(readJob(encodeBitmap(bitmap, { ...plainProfile, cut: 'none' })).at(-1)?.kind).toBe('picture');
  });

  it('show the picture again, dot by dot, to a reader that shares no code', () => {
    fc.assert(
      fc.property(picture, fc.constantFrom(24, 64, 128), (bitmap, bandRows) => {
        const bytes = encodeBitmap(bitmap, { ...plainProfile, bandRows });
        const safe = withoutRealTimeCommands(bitmap);
        const rows = Array.from({ length: safe.height }, (_, y) =>
          [...safe.data.subarray(y * safe.stride, (y + 1) * safe.stride)]
            .map((byte) => byte.toString(2).padStart(8, '0'))
            .join(''),
        );
        expect(paperRows(readJob(bytes), bitmap.width)).toEqual(rows);
        expect(Buffer.from(paperOf(decodeJob(bytes), bitmap.width).data).equals(safe.data)).toBe(true);
        for (const step of readJob(bytes))
          if (step.kind === 'picture') expect(step.rows).toBeLessThanOrEqual(bandRows);
      }),
      { numRuns: 60 },
    );
  });

  it('hold no real-time command: not in a picture, not where two commands meet, not in what a command says of its picture', () => {
    // Every width, height and band, those of 4, 5, 16 and 20 bytes or rows above all.
    const size = fc.oneof(fc.constantFrom(4, 5, 16, 20), fc.integer({ min: 1, max: 72 }));
    const rows = fc.oneof(size, fc.integer({ min: 1, max: 300 }));
    const bytes = fc.array(fc.constantFrom(0x10, 0x04, 0x05, 0x14, 0x00), { minLength: 32, maxLength: 32 });
    const make = fc.constantFrom(null, 'EPSON', 'CITIZEN', 'XPRINTER');
    const pin = fc.constantFrom(null, 2 as const);
    fc.assert(
      fc.property(
        size,
        rows,
        rows,
        bytes,
        make,
        pin,
        fc.constantFrom(...cutKinds),
        (stride, height, bandRows, pattern, maker, drawerPin, cut) => {
          const data = Uint8Array.from({ length: stride * height }, (_, at) => pattern[(at * 7) % 32] ?? 0);
          const profile = { ...plainProfile, bandRows, make: maker, drawerPin, cut };
          const job = encodeBitmap({ width: stride * 8, height, stride, data }, profile);
          expect(holdsRealTimeCommand(job)).toBe(false);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('shut the drawer out of pictures on makes that can, unless the till itself needs it there', () => {
    const bitmap = { width: 8, height: 1, stride: 1, data: Uint8Array.of(1) };
    const kinds = (over: Partial<PrinterProfile>) =>
      readJob(encodeBitmap(bitmap, { ...plainProfile, ...over })).map(({ kind }) => kind);
    const guarded = ['initialise', 'cancel-kanji', 'pulse-off', 'picture', 'cut', 'pulse-on'];
    expect(kinds({ make: 'EPSON', drawerPin: null })).toEqual(guarded);
    expect(kinds({ make: 'Citizen Systems', drawerPin: null })).toEqual(guarded);
    const plain = ['initialise', 'cancel-kanji', 'picture', 'cut'];
    expect(kinds({ make: 'EPSON', drawerPin: 2 })).toEqual(plain);
    expect(kinds({ make: 'Xprinter', drawerPin: null })).toEqual(plain);
    expect(kinds({ make: null, drawerPin: null })).toEqual(plain);
    expect(hex(encodeBitmap(bitmap, { ...plainProfile, make: 'EPSON', drawerPin: null }))).toBe(
      ['1b40', '1c2e', '1d28440300140100', '1d7630000100010001', '1d564200', '1d28440300140101'].join(''),
    );
  });

  it.each([
    ['feed-partial', '1d564200'],
    ['partial', '1b64051d5601'],
    ['full', '1b64051d5600'],
    ['old-partial', '1b64051b6d'],
    ['none', ''],
  ] as const)('end with a cut of kind %s in exactly these bytes', (cut, bytes) => {
    const bitmap = { width: 8, height: 1, stride: 1, data: Uint8Array.of(1) };
    expect(hex(encodeBitmap(bitmap, { ...plainProfile, cut }))).toBe(`1b401c2e1d7630000100010001${bytes}`);
  });

  it('add single dots for that and take none away', () => {
    const bitmap = {
      width: 32,
      height: 2,
      stride: 4,
      data: Uint8Array.of(0x10, 0x04, 0x10, 0x10, 0x14, 0x10, 0x05, 0x10),
    };
    expect(hex(withoutRealTimeCommands(bitmap).data)).toBe('3004103014300510');
  });
});

describe('the strict reader', () => {
  it.each([
    ['a byte no command starts with', [0x41]],
    ['a command the till never sends', [0x1b, 0x21, 0x00]],
    ['bytes that trail a job', [0x1b, 0x40, 0x00]],
    ['a picture without its end', [0x1d, 0x76, 0x30, 0x00, 0x01, 0x00, 0x02, 0x00, 0xff]],
    ['a feed without its length', [0x1b, 0x4a]],
    ['a drawer pulse without its times', [0x1b, 0x70, 0x00]],
    ['a cut without its distance', [0x1d, 0x56, 0x42]],
  ])('refuses %s', (_name, bytes) => {
    expect(() => decodeJob(Uint8Array.from(bytes))).toThrow(UnknownBytes);
  });

  it('says what it read', () => {
    const bytes = [
      0x1b, 0x40, 0x1c, 0x2e, 0x1b, 0x4a, 0x05, 0x10, 0x04, 0x02, 0x1b, 0x70, 0x01, 0x19, 0xfa, 0x1d, 0x72,
      0x01, 0x1d, 0x56, 0x42, 0x00,
    ];
    expect(decodeJob(Uint8Array.from(bytes))).toEqual([
      { kind: 'initialise' },
      { kind: 'leave-chinese-mode' },
      { kind: 'feed', dots: 5 },
      { kind: 'status-request', number: 2 },
      { kind: 'drawer', pin: 5 },
      { kind: 'fence' },
      { kind: 'cut' },
    ]);
  });
});
