import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJson } from '../../../main/cloud/haravan/read-json.ts';

const seed = Number(process.env['QUAY_SEED'] ?? Date.now() % 1_000_000);

/** Long enough to be read row by row. */
const filler = { id: 0, text: 'Nước mắm "ngon" {500 ml} [chai] \\ '.repeat(12_000) };

describe(`reading a long answer (seed ${seed})`, () => {
  it('gives what reading it in one go gives', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { maxLength: 20 }),
        fc.constantFrom(0, 2),
        async (rows, indent) => {
          const text = JSON.stringify({ products: [filler, ...rows] }, null, indent);
          expect(await readJson(text)).toEqual(JSON.parse(text));
        },
      ),
      { seed, numRuns: 60 },
    );
  });

  it.each([
    ['a list of numbers', { ids: Array.from({ length: 100_000 }, (_, index) => index) }],
    ['a list beside something else', { products: [filler], count: 1 }],
    ['one object', { product: filler }],
    ['an empty list beside a long one', { products: [], others: [filler] }],
  ])('also reads %s', async (_name, value) => {
    expect(await readJson(JSON.stringify(value))).toEqual(value);
  });

  const whole = JSON.stringify({ products: [filler, { id: 1 }] });
  it.each([
    ['cut off', whole.slice(0, -5)],
    ['with a row cut off', whole.slice(0, -1_000)],
    ['without a comma', whole.replace(',{"id":1}', '{"id":1}')],
    ['with a comma too many', whole.replace('{"id":1}', '{"id":1},')],
    ['with something behind it', `${whole}x`],
    ['a page of HTML', `<html>${'x'.repeat(300_000)}`],
  ])('takes one that is %s for no answer', async (_name, text) => {
    expect(await readJson(text)).toBeUndefined();
  });

  it('lets whoever waits have a turn', async () => {
    const rows = Array.from({ length: 5_000 }, (_, id) => ({ id, text: 'x'.repeat(400) }));
    let turns = 0;
    let isOver = false;
    const waiting = () => {
      turns += 1;
      if (!isOver) setImmediate(waiting);
    };
    setImmediate(waiting);
    await readJson(JSON.stringify({ products: rows }));
    isOver = true;
    expect(turns).toBeGreaterThanOrEqual(2);
  });
});
