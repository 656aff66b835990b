import { describe, expect, it } from 'vitest';
import { untaughtWedge } from '../../../domain/scan/wedge-settings.ts';
import { atDesk, event, hand, keys, read, scanner } from './keyboards.ts';

const code = '8934563138165';

describe('a scan', () => {
  it.each([1, 2, 5, 15, 30])('is known by its keys %d ms apart, each let go before the next', (gap) => {
    expect(atDesk(scanner(code, 1000, gap))).toEqual({ page: [], readings: [read(code)] });
  });

  it('is known although the scanner lets go of each key only after the next', () => {
    const rolled = keys([...code, 'Enter'], 1000, 8, 12);
    expect(atDesk(rolled)).toEqual({ page: [], readings: [read(code)] });
  });

  it('keeps together when the PC stalls in the middle of it', () => {
    const late = [...keys([...'89345'], 1000, 5, 2), ...keys([...'63138165', 'Enter'], 1100, 5, 2)];
    expect(atDesk(late)).toEqual({ page: [], readings: [read(code)] });
  });

  it('is still one when its Enter never comes', () => {
    expect(atDesk(keys([...code], 1000, 5, 2))).toEqual({ page: [], readings: [read(code)] });
  });

  it('swallows the Enter that comes late, so that it pays for nothing', () => {
    const late = [...keys([...code], 1000, 5, 2), ...keys(['Enter'], 1700, 5, 2)];
    expect(atDesk(late).page).toEqual([]);
  });

  it('may end with Tab', () => {
    expect(atDesk(keys([...code, 'Tab'], 1000, 5, 2))).toEqual({ page: [], readings: [read(code)] });
  });

  it('is two scans when two come in a row', () => {
    const second = '8938505970128';
    const both = [...scanner(code, 1000), ...scanner(second, 1072)];
    expect(atDesk(both)).toEqual({ page: [], readings: [read(code), read(second)] });
  });

  it('comes from the keypad too, Num Lock or not', () => {
    const names = [
      'Insert',
      'End',
      'ArrowDown',
      'PageDown',
      'ArrowLeft',
      'Clear',
      'ArrowRight',
      'Home',
      'ArrowUp',
      'PageUp',
    ];
    const at = (index: number) => 1000 + index * 5;
    const without = [...code].flatMap((digit, index) => [
      event('down', names[Number(digit)] ?? '', at(index), { code: `Numpad${digit}` }),
      event('up', names[Number(digit)] ?? '', at(index) + 2, { code: `Numpad${digit}` }),
    ]);
    expect(atDesk([...without, ...keys(['Enter'], 1066, 5, 2)])).toEqual({
      page: [],
      readings: [read(code)],
    });
  });
});

describe('a hand', () => {
  it.each([60, 80, 150])('types characters %d ms apart and keeps them', (gap) => {
    const typed = hand(code, 1000, gap, gap - 15);
    expect(atDesk(typed)).toEqual({ page: [...code], readings: [] });
  });

  it('keeps its keys when they roll over each other at any speed', () => {
    expect(atDesk(hand('nuoc mam', 1000, 28, 60))).toEqual({ page: [...'nuoc mam'], readings: [] });
  });

  it('may press one digit and Enter quickly', () => {
    expect(atDesk(keys(['5', 'Enter'], 1000, 20, 10)).page).toEqual(['5', 'Enter']);
  });

  it('gets back two quick keys that a stall pushed together', () => {
    expect(atDesk(keys(['a', 'n'], 1000, 3, 1))).toEqual({ page: ['a', 'n'], readings: [] });
  });

  it('gets a whole word back that began like a scan, as soon as it is held like a hand’s', () => {
    const pushed = [...keys(['n', 'u'], 1000, 3, 1), ...hand('oc mam', 1060)];
    expect(atDesk(pushed)).toEqual({ page: [...'nuoc mam'], readings: [] });
  });

  it('keeps what it holds down, however often the key repeats', () => {
    const held = [
      event('down', 'a', 1000),
      ...[1, 2, 3, 4].map((n) => event('down', 'a', 1000 + n * 30, { repeats: true })),
    ];
    expect(atDesk([...held, event('up', 'a', 1150)]).readings).toEqual([]);
  });

  it('keeps what a typing tool makes of its keys: erased and put in again at once', () => {
    const tool = [
      ...hand('duong', 1000),
      ...keys(['Backspace', 'Backspace', 'Backspace', 'Backspace'], 1500, 0.2, 0.1),
      ...['đ', 'ư', 'ơ', 'n', 'g'].flatMap((key, index) => [
        event('down', key, 1502 + index * 0.2, { code: '' }),
        event('up', key, 1502.1 + index * 0.2, { code: '' }),
      ]),
    ];
    const { page, readings } = atDesk(tool);
    expect(readings).toEqual([]);
    expect(page.slice(-5)).toEqual(['đ', 'ư', 'ơ', 'n', 'g']);
  });
});

describe('a hand and a scanner at once', () => {
  it.each([-40, -20, -2, 1, 13, 33, 63])('each keep their own with the key %d ms from the scan', (from) => {
    const { page, readings } = atDesk([...scanner(code, 1000), ...hand('m', 1000 + from + 0.3, 100, 60)]);
    expect(readings).toEqual([read(code)]);
    expect(page).toEqual(['m']);
  });

  it('leave a function key to the hand', () => {
    const both = [...scanner(code, 1000), ...keys(['F9'], 1021, 100, 80)];
    expect(atDesk(both)).toEqual({ page: ['F9'], readings: [read(code)] });
  });

  it('never let an Enter pressed during a scan pay', () => {
    const both = [...scanner(code, 1000), ...keys(['Enter'], 1021, 100, 80)];
    expect(atDesk(both).page).toEqual([]);
  });

  it('say so when both press the same key', () => {
    const both = [...scanner(code, 1000), event('down', '8', 1021.4), event('up', '8', 1100)];
    const { readings } = atDesk(both);
    expect(readings.every((reading) => !reading.ok || reading.code === code)).toBe(true);
  });
});

describe('a taught prefix key', () => {
  const taught = { ...untaughtWedge, prefixKey: 'F8' };

  it('makes a scan certain from its first key on, however slowly it goes on', () => {
    const slow = [...keys(['F8'], 1000, 1, 1), ...keys([...code, 'Enter'], 1040, 60, 50)];
    expect(atDesk(slow, taught)).toEqual({ page: [], readings: [read(code)] });
  });

  it('is still a hand’s key when a hand presses it', () => {
    expect(atDesk(keys(['F8'], 1000, 100, 70), taught)).toEqual({ page: ['F8'], readings: [] });
  });

  it('separates codes that ran together', () => {
    const both = keys(['F8', ...code, 'F8', ...code, 'Enter'], 1000, 4, 2);
    expect(atDesk(both, taught).readings.map((reading) => reading.code)).toEqual([code, code]);
  });
});
