import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createReplyReader,
  type PrinterReply,
  troubleOf,
} from '../../../../main/devices/printer/printer-replies.ts';

function read(...bytes: number[]): readonly PrinterReply[] {
  return createReplyReader()(Uint8Array.from(bytes));
}

describe('what a printer says', () => {
  it.each<[string, number[], PrinterReply[]]>([
    ['a status answer', [0x16], [{ kind: 'status', byte: 0x16 }]],
    ['the fence', [0x00], [{ kind: 'fence' }]],
    ['the fence with paper near its end', [0x03], [{ kind: 'fence' }]],
    ['a process id', [0x37, 0x22, 0x41, 0x42, 0x30, 0x31, 0x00], [{ kind: 'process-id', id: 'AB01' }]],
    ['a model name', [0x5f, 0x54, 0x4d, 0x00], [{ kind: 'info', text: 'TM' }]],
    ['a change that is no trouble', [0x14, 0x00, 0x00, 0x0f], [{ kind: 'change', trouble: null }]],
    ['an opened cover', [0x38, 0x00, 0x00, 0x0f], [{ kind: 'change', trouble: 'cover-open' }]],
    ['paper out', [0x18, 0x00, 0x0f, 0x0f], [{ kind: 'change', trouble: 'paper-out' }]],
    ['a stuck cutter', [0x18, 0x08, 0x00, 0x0f], [{ kind: 'change', trouble: 'cutter-error' }]],
    ['an error of another kind', [0x18, 0x20, 0x00, 0x0f], [{ kind: 'change', trouble: 'error' }]],
    ['offline for a reason of its own', [0x18, 0x00, 0x00, 0x0f], [{ kind: 'change', trouble: 'offline' }]],
    ['flow control', [0x11, 0x13], []],
  ])('is understood: %s', (_name, bytes, replies) => {
    expect(read(...bytes)).toEqual(replies);
  });

  it('is told apart however it is mixed and wherever it is torn', () => {
    const phrases: readonly (readonly [number[], PrinterReply])[] = [
      [[0x12], { kind: 'status', byte: 0x12 }],
      [[0x7e], { kind: 'status', byte: 0x7e }],
      [[0x00], { kind: 'fence' }],
      [[0x14, 0x00, 0x00, 0x0f], { kind: 'change', trouble: null }],
      [[0x37, 0x22, 0x7e, 0x20, 0x37, 0x41, 0x00], { kind: 'process-id', id: '~ 7A' }],
    ];
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...phrases), { maxLength: 30 }),
        fc.infiniteStream(fc.integer({ min: 1, max: 5 })),
        (said, cuts) => {
          const bytes = said.flatMap(([phrase]) => phrase);
          const reader = createReplyReader();
          const heard: PrinterReply[] = [];
          for (let at = 0; at < bytes.length; ) {
            const length = cuts.next().value;
            heard.push(...reader(Uint8Array.from(bytes.slice(at, at + length))));
            at += length;
          }
          expect(heard).toEqual(said.map(([, reply]) => reply));
        },
      ),
    );
  });

  it.each<[string, number[]]>([
    ['half a change', [0x14, 0x00]],
    ['a name that never ends', [0x5f, ...Array.from({ length: 200 }, () => 0x41)]],
    ['a torn name', [0x5f, 0x54, 0x01]],
    ['a torn process id', [0x37, 0x22, 0x41, 0x11]],
    ['a process id that is too long', [0x37, 0x22, 0x41, 0x42, 0x43, 0x44, 0x45, 0x00]],
    ['a block of another kind', [0x37, 0x25, 0x00]],
  ])('finds its feet again after %s, and takes no part of it for an answer', (_name, noise) => {
    expect(read(...noise, 0x12, 0x00)).toEqual([{ kind: 'status', byte: 0x12 }, { kind: 'fence' }]);
  });

  it('takes only the four answers there are to GS r for a fence', () => {
    const bytes = Array.from({ length: 256 }, (_, byte) => byte);
    expect(bytes.filter((byte) => read(byte).some(({ kind }) => kind === 'fence'))).toEqual([0, 3, 12, 15]);
    const page = read(...Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\nNo 7"ABCD'));
    expect(page.filter(({ kind }) => kind === 'fence' || kind === 'process-id')).toEqual([]);
  });
});

describe('a status answer', () => {
  it.each([
    [1, 0x16, null],
    [1, 0x1a, 'offline'],
    [2, 0x12, null],
    [2, 0x16, 'cover-open'],
    [2, 0x32, 'paper-out'],
    [2, 0x52, 'error'],
    [3, 0x12, null],
    [3, 0x1a, 'cutter-error'],
    [3, 0x32, 'error'],
    [4, 0x12, null],
    [4, 0x1e, null],
    [4, 0x72, 'paper-out'],
    [4, 0x7e, 'paper-out'],
  ] as const)('to DLE EOT %i of %i means %s', (request, byte, trouble) => {
    expect(troubleOf(request, byte)).toBe(trouble);
  });
});
