import { describe, expect, it } from 'vitest';
import { untaughtWedge } from '../../../domain/scan/wedge-settings.ts';
import { atDesk, event, keys, read, scanner } from './keyboards.ts';

const code = '8934563138165';

function only(events: Parameters<typeof atDesk>[0], settings = untaughtWedge) {
  const { readings } = atDesk(events, settings);
  expect(readings).toHaveLength(1);
  return readings[0];
}

/** Keys of a US scanner as a host with another layout or Caps Lock names them. */
function renamed(text: string, name: (char: string) => string, more: { readonly capsLock?: boolean } = {}) {
  return [
    ...[...text].flatMap((char, index) => {
      const { code: place, shift } = event('down', char, 0);
      const at = 1000 + index * 5;
      return (['down', 'up'] as const).map((phase) =>
        event(phase, name(char), phase === 'down' ? at : at + 2, { code: place, shift, ...more }),
      );
    }),
    ...keys(['Enter'], 1000 + text.length * 5, 5, 2),
  ];
}

const refusal = (reason: string) => expect.objectContaining({ ok: false, reason });

describe('what a burst is worth', () => {
  it('is its characters, capitals as they were', () => {
    expect(only(scanner('HD-001.a/B'))).toEqual(read('HD-001.a/B'));
  });

  it('is nothing when it is too short, and says so', () => {
    expect(only(scanner('893'))).toEqual({ ok: false, reason: 'short', code: '893' });
  });

  it('is cut off when the end never came: half a number untaught, anything once an end was seen', () => {
    expect(only(keys([...'8934563'], 1000, 5, 2))).toEqual(refusal('cut-off'));
    const after = [...scanner(code), ...keys([...'HD001A'], 2000, 5, 2)];
    expect(atDesk(after).readings).toEqual([read(code), refusal('cut-off')]);
  });

  it('needs no end where the scanner was taught to send none', () => {
    const taught = { ...untaughtWedge, ending: 'never' } as const;
    expect(only(keys([...'HD001A'], 1000, 5, 2), taught)).toEqual(read('HD001A'));
  });

  it('leaves away the characters the scanner was taught to put around a code', () => {
    const taught = { ...untaughtWedge, prefixText: '.', suffixText: '//' };
    expect(only(scanner(`.${code}//`), taught)).toEqual(read(code));
  });

  it('is made of Alt and keypad numbers when the scanner names characters that way', () => {
    let at = 1000;
    const alt = [...'HD01'].flatMap((char) => {
      const digits = [...String(char.charCodeAt(0)).padStart(4, '0')];
      const pressed = digits.flatMap((digit, index) =>
        (['down', 'up'] as const).map((phase) =>
          event(phase, digit, at + index * 4 + (phase === 'up' ? 2 : 0), {
            code: `Numpad${digit}`,
            alt: true,
          }),
        ),
      );
      at += 20;
      return [...pressed, event('up', 'Alt', at - 2, { code: 'AltLeft' })];
    });
    expect(only([...alt, ...keys(['Enter'], at, 5, 2)])).toEqual(read('HD01'));
  });
});

describe('a typing tool in the way', () => {
  const injected = (key: string, at: number) => [
    event('down', key, at, { code: '' }),
    event('up', key, at + 0.1, { code: '' }),
  ];

  it('is seen by what it erases and puts in, wherever in the code', () => {
    const tool = [
      ...keys([...'BA'], 1000, 5, 2),
      ...keys(['Backspace'], 1010, 0.2, 0.1),
      ...injected('Â', 1010.4),
      ...keys([...'NS12', 'Enter'], 1015, 5, 2),
    ];
    expect(only(tool)).toEqual(refusal('ime'));
    expect(atDesk(tool).page).toEqual([]);
  });

  it('is seen when it changes the very first key', () => {
    const tool = [...injected('Ư', 1000), ...keys([...'X1234', 'Enter'], 1005, 5, 2)];
    expect(only(tool)).toEqual(refusal('ime'));
    expect(atDesk(tool).page).toEqual([]);
  });

  it('is seen by a key that is let go though nobody saw it pressed', () => {
    const tool = [
      ...keys([...'HD001'], 1000, 5, 2),
      event('up', 'd', 1026),
      ...keys(['X', 'Enter'], 1030, 5, 2),
    ];
    expect(only(tool)).toEqual(refusal('ime'));
  });

  it('keeps its late characters and the Enter from the page', () => {
    const tool = [
      ...keys([...'HD001D'], 1000, 5, 2),
      ...keys(['Backspace'], 1062, 0.2, 0.1),
      ...injected('Đ', 1063),
      ...keys(['Enter'], 1098, 5, 2),
    ];
    expect(atDesk(tool)).toEqual({ page: [], readings: [refusal('ime')] });
  });

  const underIme = (text: string) => [
    ...[...text].flatMap((char, index) => {
      const at = 1000 + index * 5;
      // Presses come late, carry a neighbour's name, and some never come.
      const wrong = text[(index + 1) % text.length] ?? char;
      const down = event('down', 'Process', at + 3, { code: event('down', wrong, 0).code, shift: false });
      return [...(index % 4 === 2 ? [] : [down]), event('up', char, at + 4)];
    }),
    ...keys(['Enter'], 1000 + text.length * 5, 5, 2),
  ];

  it('garbles letters of an input method’s field: refused', () => {
    expect(only(underIme('BAANS12DDFOX'))).toEqual(refusal('ime'));
  });

  it('cannot garble a number whose check digit agrees with the keys let go', () => {
    expect(only(underIme(code))).toEqual(read(code));
    expect(only(underIme('8934563138166'))).toEqual(refusal('ime'));
  });
});

describe('another keyboard', () => {
  it('makes other characters of the digit keys: a check digit proves what was meant', () => {
    const french = renamed(code, (char) => 'à&é"\'(-è_ç'[Number(char)] ?? char);
    expect(only(french)).toEqual(read(code));
    const vietnamese = renamed(code, (char) => 'đăâêô´`?~.'[Number(char)] ?? char);
    expect(only(vietnamese)).toEqual(read(code));
  });

  it('is not guessed at where nothing proves it', () => {
    const german = renamed('XYZ-1234', (char) => ({ Y: 'Z', Z: 'Y', '-': 'ß' })[char] ?? char);
    expect(only(german)).toEqual(refusal('ime'));
    const swapped = renamed('XYZ1234', (char) => ({ Y: 'Z', Z: 'Y' })[char] ?? char);
    expect(only(swapped)).toEqual(refusal('layout'));
    expect(only(swapped, { ...untaughtWedge, layout: 'us' })).toEqual(read('XYZ1234'));
    expect(only(swapped, { ...untaughtWedge, layout: 'same' })).toEqual(read('XZY1234'));
  });

  it('with somebody’s Shift held still gives a number, and nothing else', () => {
    const held = (text: string) =>
      keys(
        [...text].map((digit) => ')!@#$%^&*('[Number(digit)] ?? ''),
        1000,
        5,
        2,
      );
    expect(only([...held(code), ...keys(['Enter'], 1066, 5, 2)])).toEqual(read(code));
    expect(only([...held('8934'), ...keys(['Enter'], 1021, 5, 2)])).toEqual(refusal('tangled'));
  });

  it('with Caps Lock swaps letters, which the till undoes only when taught', () => {
    const swap = (char: string) => (char === char.toLowerCase() ? char.toUpperCase() : char.toLowerCase());
    const locked = renamed('HDx001', swap, { capsLock: true });
    expect(only(locked)).toEqual(refusal('caps-lock'));
    expect(only(locked, { ...untaughtWedge, capsLock: 'inverts' })).toEqual(read('HDx001'));
    expect(only(locked, { ...untaughtWedge, capsLock: 'harmless' })).toEqual(read('hdX001'));
    expect(only(renamed(code, (char) => char, { capsLock: true }))).toEqual(read(code));
  });
});
