import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanLogLine } from '../../../../main/services/support/log-line.ts';

const time = 1_795_618_557_751;
const line = (details: Readonly<Record<string, unknown>>) => JSON.stringify({ level: 50, time, ...details });

/** People and secrets as they could stand in a log by mistake. */
const planted = [
  'Nguyễn Thị Lan',
  'nguyen thi lan',
  'lan',
  'Lan',
  '0912345678',
  '+84 912 345 678',
  'lan@example.com',
  '24682468',
  'C0FFEE42'.repeat(8),
  'deadbeef'.repeat(8),
  '5KQMK-HR43H-HNGPG-GX68T-H5247',
  `${'b'.repeat(43)}=`,
];

const knownKeys = [
  'msg',
  'error',
  'code',
  'kind',
  'outcome',
  'reason',
  'id',
  'entry',
  'name',
  'answer',
  'day',
  'count',
];

describe('a log line on its way to support', () => {
  it('keeps event, codes, counts and ids of the till’s own documents', () => {
    const details = {
      id: '019a1b2c-3d4e-7f60-8a9b-0c1d2e3f4a5b',
      kind: 'receipt',
      outcome: 'blocked',
      count: 3,
    };
    expect(cleanLogLine(line({ ...details, reason: 'cover-open', msg: 'print-job' }))).toEqual({
      time,
      level: 50,
      event: 'print-job',
      reason: 'cover-open',
      ...details,
    });
  });

  it('keeps where something broke and of what kind it was, and none of the error’s words', () => {
    const error = [
      'SyntaxError: Unexpected token \'N\', "Nguyễn Thị Lan 0912345678" is not valid JSON (SQLITE_CORRUPT)',
      '    at JSON.parse (<anonymous>)',
      '    at readCart (file:///C:/Nguyen%20Lan/quay/main/db/repositories/carts.ts:41:17)',
      '    at async dispatch (C:\\Lan\\quay\\out\\build\\main\\main.js:5012:9)',
      '    at /lan/quay/main/services/carts.ts:7:1',
      'Khách: Trần Văn Bình at 0987654321',
    ].join('\n');
    expect(cleanLogLine(line({ name: 'cart:get', code: 'UNEXPECTED', error, msg: 'call-failed' }))).toEqual({
      time,
      level: 50,
      event: 'call-failed',
      name: 'cart:get',
      code: 'UNEXPECTED',
      error: {
        kind: 'SyntaxError',
        codes: ['SQLITE_CORRUPT'],
        at: ['carts.ts:41:17', 'main.js:5012:9', 'carts.ts:7:1'],
      },
    });
  });

  it('leaves out amounts, answers of the cloud and everything it does not know, and says how much', () => {
    const details = { till: 42_000, cloud: 41_000, answer: 'phone 0912345678 taken', orders: [1, 2] };
    expect(cleanLogLine(line({ ...details, msg: 'order-total-differs' }))).toEqual({
      time,
      level: 50,
      event: 'order-total-differs',
      leftOut: 4,
    });
  });

  it('never lets a person’s name, number or secret through, wherever in a line it stands', () => {
    const keys = fc.oneof(fc.constantFrom(...knownKeys), fc.string());
    fc.assert(
      fc.property(fc.constantFrom(...planted), keys, fc.nat(3), (secret, key, depth) => {
        const nest = (level: number): unknown =>
          level === 0 ? secret : { [key]: nest(level - 1), list: [secret] };
        const values = [
          nest(depth),
          `Error: ${secret}\n    at ${secret} (${secret}:1:1)\n    at f (/of-${secret}/a.ts:1:2)`,
          `${secret}\n    at ${secret}`,
        ];
        for (const value of values) {
          const clean = JSON.stringify(
            cleanLogLine(JSON.stringify({ level: 30, time: 1, msg: 'x', [key]: value })),
          );
          // Only the names of keys, which are the program's own, may look like one.
          expect(clean.replaceAll(JSON.stringify(key), '""')).not.toContain(
            JSON.stringify(secret).slice(1, -1),
          );
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is nothing when it is no line of the log', () => {
    for (const text of ['', 'khách Lan 0912345678', '[1]', 'null', '{"cut'])
      expect(cleanLogLine(text)).toBe(null);
  });
});
