import { describe, expect, it } from 'vitest';
import { changeBytes, fenceByte, type Health, statusByte } from '../../virtual-counter/status.ts';

const well: Health = { coverOpen: false, paper: 'there', error: null, drawerPinHigh: false };

/* biome-ignore format: one state a line, to be read as a table */
const cases: readonly [string, Partial<Health>, readonly [number, number, number, number], readonly [number, number, number]][] = [
  // name, state, answers to DLE EOT 1 to 4, first three bytes of automatic status
  ['a printer that is well',       {},                                  [0x12, 0x12, 0x12, 0x12], [0x10, 0x00, 0x00]],
  ['pin 3 of the drawer high',     { drawerPinHigh: true },             [0x16, 0x12, 0x12, 0x12], [0x14, 0x00, 0x00]],
  ['an open cover',                { coverOpen: true },                 [0x1a, 0x16, 0x12, 0x12], [0x38, 0x00, 0x00]],
  ['paper near its end',           { paper: 'near-end' },               [0x12, 0x12, 0x12, 0x1e], [0x10, 0x00, 0x03]],
  ['no paper',                     { paper: 'out' },                    [0x1a, 0x32, 0x12, 0x7e], [0x18, 0x00, 0x0f]],
  ['a stuck cutter',               { error: 'cutter' },                 [0x3a, 0x52, 0x1a, 0x12], [0x18, 0x09, 0x00]],
  ['an error that can be mended',  { error: 'recoverable' },            [0x3a, 0x52, 0x16, 0x12], [0x18, 0x01, 0x00]],
  ['an error that can not',        { error: 'unrecoverable' },          [0x1a, 0x52, 0x32, 0x12], [0x18, 0x20, 0x00]],
  ['a hot head',                   { error: 'hot' },                    [0x1a, 0x52, 0x52, 0x12], [0x18, 0x40, 0x00]],
];

describe('status bits (hardware notes 2.2)', () => {
  it.each(cases)('tell of %s', (_name, state, answers, change) => {
    const health = { ...well, ...state };
    expect([1, 2, 3, 4].map((request) => statusByte(request, health))).toEqual(answers);
    expect(changeBytes(health).slice(0, 3)).toEqual(change);
  });

  it.each(cases)('keep the fixed bits by which answers are told apart: %s', (_name, state) => {
    const health = { ...well, ...state };
    for (const request of [1, 2, 3, 4]) expect(statusByte(request, health) & 0x93).toBe(0x12);
    const [first, ...rest] = changeBytes(health);
    expect(first & 0x93).toBe(0x10);
    for (const byte of [...rest, fenceByte('paper', health), fenceByte('drawer', health)])
      expect(byte & 0x90).toBe(0);
  });
});
