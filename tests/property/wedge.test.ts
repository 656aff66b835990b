import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gtinCheckDigit } from '../../domain/barcode.ts';
import { atDesk, keys, read } from '../domain/scan/keyboards.ts';

/** Scanners send digits and capitals here, hands small letters, so that no two press the same key. */
const ean = fc.stringMatching(/^[0-9]{12}$/).map((body) => `${body}${gtinCheckDigit(body)}`);
const label = fc.stringMatching(/^[A-M][A-M0-9]{5,19}$/);
const word = fc.stringMatching(/^[n-z]{1,8}$/);

/** What comes one after the other from one keyboard: how long a key is held, and how long until the next one. */
const rhythm = (least: number, most: number) =>
  fc.array(fc.double({ min: least, max: most, noNaN: true }), { minLength: 24, maxLength: 24 });

const scan = fc.record({
  code: fc.oneof(ean, label),
  gap: fc.double({ min: 1, max: 16, noNaN: true }),
  jitter: rhythm(0.7, 1.6),
  restMs: fc.double({ min: 3, max: 250, noNaN: true }),
});
const typed = fc.record({
  text: word,
  holds: rhythm(55, 110),
  gaps: rhythm(70, 160),
  restMs: fc.integer({ min: 120, max: 500 }),
});

type Scan = typeof scan extends fc.Arbitrary<infer T> ? T : never;
type Typed = typeof typed extends fc.Arbitrary<infer T> ? T : never;

function scannerEvents(scans: readonly Scan[]) {
  let at = 1000;
  return scans.flatMap(({ code, gap, jitter, restMs }) => {
    const step = (index: number) => gap * (jitter[index % jitter.length] ?? 1);
    const events = keys([...code, 'Enter'], at, step, (index) => step(index) * 0.6);
    at = Math.max(...events.map((one) => one.at)) + restMs;
    return events;
  });
}

function handEvents(words: readonly Typed[], from: number) {
  let at = from;
  return words.flatMap(({ text, holds, gaps, restMs }) => {
    const gap = (index: number) => gaps[index] ?? 100;
    // Keys may roll over each other, but one key has to come up before it goes down again.
    const hold = (index: number) => {
      const isTwice = text[index] === text[index + 1];
      return Math.min(holds[index] ?? 70, isTwice ? gap(index) - 15 : Number.POSITIVE_INFINITY);
    };
    const events = keys([...text], at, gap, hold);
    at = Math.max(...events.map((one) => one.at)) + restMs;
    return events;
  });
}

const seed = Number(process.env['QUAY_SEED'] ?? Date.now() % 1_000_000);

describe(`scans and typing at the same time (seed ${seed})`, () => {
  it('lose no scan and no letter, whatever comes between what', () => {
    fc.assert(
      fc.property(
        fc.array(scan, { minLength: 1, maxLength: 12 }),
        fc.array(typed, { maxLength: 8 }),
        fc.double({ min: 900, max: 1100, noNaN: true }),
        (scans, words, from) => {
          const { page, readings } = atDesk([...scannerEvents(scans), ...handEvents(words, from)]);
          expect(readings).toEqual(scans.map(({ code }) => read(code)));
          expect(page.join('')).toBe(words.map(({ text }) => text).join(''));
        },
      ),
      { numRuns: 1_000, seed, endOnFailure: true },
    );
  });
});
