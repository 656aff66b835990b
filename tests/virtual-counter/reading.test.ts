import { describe, expect, it } from 'vitest';
import type { Command } from '../../virtual-counter/commands.ts';
import { createCommandReader, readJob, UnknownBytes } from '../../virtual-counter/read-commands.ts';
import { createRealTimeScanner } from '../../virtual-counter/real-time.ts';

const normal = { wide: 1, tall: 1 };

/* biome-ignore format: one command a line, to be read as a table */
const known: readonly [string, Command][] = [
  ['1b40', { kind: 'initialise' }],
  ['1c2e', { kind: 'leave-chinese' }],
  ['0a', { kind: 'line-feed' }],
  ['1b4a1e', { kind: 'feed-dots', count: 30 }],
  ['1b6405', { kind: 'feed-lines', count: 5 }],
  ['1b32', { kind: 'line-spacing-default' }],
  ['1b3318', { kind: 'line-spacing', count: 24 }],
  ['1b6101', { kind: 'align', side: 'centre' }],
  ['1b6132', { kind: 'align', side: 'right' }],
  ['1b4501', { kind: 'bold', on: true }],
  ['1b2138', { kind: 'style', small: false, bold: true, size: { wide: 2, tall: 2 } }],
  ['1d2112', { kind: 'size', size: { wide: 2, tall: 3 } }],
  ['1b741e', { kind: 'code-page', page: 30 }],
  ['1b700019fa', { kind: 'drawer', pin: 2, onMs: 50, offMs: 500 }],
  ['1b700119fa', { kind: 'drawer', pin: 5, onMs: 50, offMs: 500 }],
  ['1d564200', { kind: 'cut', how: 'partial', feeds: true, more: 0 }],
  ['1d564105', { kind: 'cut', how: 'full', feeds: true, more: 5 }],
  ['1d5600', { kind: 'cut', how: 'full', feeds: false, more: 0 }],
  ['1d5631', { kind: 'cut', how: 'partial', feeds: false, more: 0 }],
  ['1b69', { kind: 'cut', how: 'full', feeds: false, more: 0 }],
  ['1b6d', { kind: 'cut', how: 'partial', feeds: false, more: 0 }],
  ['1d610f', { kind: 'automatic-status', mask: 15 }],
  ['1d7201', { kind: 'fence', about: 'paper' }],
  ['1d7232', { kind: 'fence', about: 'drawer' }],
  ['1d4943', { kind: 'identity', about: 67 }],
  ['1d284806003030' + '41424344', { kind: 'process-id', id: [0x41, 0x42, 0x43, 0x44] }],
  ['1d28480300313002', { kind: 'offline-notice' }],
  ['1d284403001401' + '00', { kind: 'real-time-switch', command: 1, on: false }],
  ['1b420301', { kind: 'beep', times: 3 }],
  ['100404', { kind: 'real-time', command: { kind: 'status', request: 4 } }],
  ['100501', { kind: 'real-time', command: { kind: 'recover', how: 'go-on' } }],
  ['100502', { kind: 'real-time', command: { kind: 'recover', how: 'clear' } }],
  ['1014010001', { kind: 'real-time', command: { kind: 'pulse', pin: 2, onMs: 100 } }],
  ['10140801031401060208', { kind: 'real-time', command: { kind: 'clear' } }],
  ['486f64', { kind: 'text', bytes: new Uint8Array(Buffer.from('Hod')) }],
];

const bytesOf = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'));

describe('what a printer is told (hardware notes 1.5 and 2.1)', () => {
  it.each(known)('%s is understood', (hex, command) => {
    expect(readJob(bytesOf(hex))).toEqual([command]);
  });

  it.each(known.filter(([, { kind }]) => kind !== 'text'))('%s waits until it is there as a whole', (hex) => {
    const whole = bytesOf(hex);
    const reader = createCommandReader();
    for (let length = 0; length < whole.length; length += 1)
      expect(reader.next(whole.subarray(0, length))).toBeNull();
    expect(reader.next(whole)?.length).toBe(whole.length);
  });

  it('takes a picture row by row, since no buffer holds it', () => {
    expect(readJob(bytesOf('1d763003020002000102ff04'))).toEqual([
      { kind: 'picture', rowBytes: 2, rows: 2, size: { wide: 2, tall: 2 } },
      { kind: 'row', data: Uint8Array.of(1, 2), number: 0 },
      { kind: 'row', data: Uint8Array.of(255, 4), number: 1 },
    ]);
    expect(readJob(bytesOf('1d7630000100010010'))[0]).toMatchObject({ size: normal });
  });

  it.each([
    ['a control byte without a meaning', '00'],
    ['a capital letter of TCVN, which lies on a control byte', '01'],
    ['a drawer pulse without its times', '1b7000'],
    ['ESC and a letter nobody knows', '1b35'],
    ['a pin that is not there', '1b700219fa'],
    ['a fence about nothing', '1d7203'],
    ['a picture without rows', '1d76300001000000'],
    ['a picture of another kind', '1d7631000100010000'],
    ['a real-time command of no kind', '100407'],
    ['the QR command of one maker', '1d5a02'],
    ['sizes of more than eight', '1d2188'],
    ['a picture that ends too early', '1d76300001000200ff'],
    ['a command that ends too early', '1d5642'],
  ])('refuses %s', (_name, hex) => {
    expect(() => readJob(bytesOf(hex))).toThrow(UnknownBytes);
  });

  it('counts real-time commands that hide in a picture, over the ends of rows too', () => {
    const reader = createCommandReader();
    const rows = bytesOf('1d76300002000300' + '1004' + '0110' + '0501');
    for (let at = 0; at < rows.length; ) at += reader.next(rows.subarray(at))?.length ?? rows.length;
    expect(reader.stray()).toBe(2);
  });
});

describe('real-time commands', () => {
  it('are seen in whatever they stand, and torn over packets', () => {
    const bytes = bytesOf('ff10041010050210140108011b401004091014010103');
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      const scan = createRealTimeScanner();
      expect(
        [...scan(bytes.subarray(0, cut)), ...scan(bytes.subarray(cut))].map(({ command }) => command),
      ).toEqual([
        { kind: 'recover', how: 'clear' },
        { kind: 'pulse', pin: 5, onMs: 300 },
      ]);
    }
  });
});
