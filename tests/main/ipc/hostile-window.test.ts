import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { procedureNames } from '../../../contracts/procedure-names.ts';
import { dispatch } from '../../../main/ipc/dispatch.ts';
import { soundInput } from '../../support/sound-input.ts';
import { codeOf, expectEnvelope, pins, shop } from '../../support/window-over.ts';

const oddValues: readonly unknown[] = [
  undefined,
  null,
  true,
  '',
  'x',
  '1',
  -1,
  0,
  1.5,
  -0.5,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  2 ** 53,
  -(2 ** 53),
  1e308,
  [],
  {},
  [[]],
  { kind: 'amount', amount: 1.5 },
  { kind: 'percent', rate: 20_000 },
  { kind: '__proto__' },
  'x'.repeat(1_000_000),
  [{ kind: 'cash', amount: 2 ** 53, reference: '' }],
  [{ kind: 'gold', amount: 1, reference: '' }],
  Array.from({ length: 10_000 }, () => ({ kind: 'cash', amount: 1, reference: '' })),
  { '-5': 1 },
  { 500000: 1e9 },
  JSON.parse('{"__proto__":{"role":"owner"}}'),
  new Date(0),
  10n,
  Symbol('x'),
  () => 'x',
];

const slowWithPin: readonly string[] = [
  'approvals:run',
  'session:sign-in',
  'shift:hand-over',
  'setup:owner',
  'staff:set-pin',
  'sync:set-aside',
  'sync:take-back',
];

describe('a hostile window', () => {
  it.each(procedureNames)(
    'cannot get anything but a clear answer out of %s with odd inputs',
    async (name) => {
      const window = await shop('owner');
      const sound = soundInput(window.test, name);
      const fields = typeof sound === 'object' && sound !== null ? Object.keys(sound) : [];
      const inputs = [
        ...oddValues,
        ...fields.flatMap((field) => oddValues.map((value) => ({ ...(sound as object), [field]: value }))),
        ...fields.map((field) =>
          Object.fromEntries(Object.entries(sound as object).filter(([key]) => key !== field)),
        ),
      ];
      // A right PIN takes long to check and signs somebody else in; that is tried elsewhere.
      const tried = slowWithPin.includes(name)
        ? inputs.filter(
            (input) =>
              !JSON.stringify(input, plain)?.includes(pins.owner) &&
              !JSON.stringify(input, plain)?.includes(pins.cashier),
          )
        : inputs;
      for (const input of tried) {
        const before = window.changes();
        const answer = await window.call(name, input);
        expectEnvelope(answer);
        if (codeOf(answer) === 'INPUT_INVALID') expect(window.changes()).toBe(before);
        window.context.session.open(window.test.owner);
      }
      expect(window.logged).toEqual([]);
    },
  );

  it.each(procedureNames)('cannot slip more into %s than it takes', async (name) => {
    const window = await shop('owner');
    const sound = soundInput(window.test, name);
    const before = window.changes();
    const more =
      sound === undefined ? { actor: 'owner' } : { ...(sound as object), actor: { role: 'owner' } };
    expect(codeOf(await window.call(name, more))).toBe('INPUT_INVALID');
    expect(window.changes()).toBe(before);
  });

  it.each([
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '',
    'cart:get ',
    'CART:GET',
    'cart',
    'app:view\0',
  ])('finds no procedure called "%s"', async (name) => {
    const window = await shop('owner');
    const before = window.changes();
    expect(await window.call(name, undefined)).toEqual({
      ok: false,
      error: { code: 'INPUT_INVALID', params: { where: 'procedure' } },
    });
    expect(window.changes()).toBe(before);
  });

  it('cannot get an exception out of any name with any input', async () => {
    const window = await shop('owner');
    const quick = procedureNames.filter(
      (name) => !/pin|sign-in|owner|hand-over|set-aside|take-back/.test(name),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.constantFrom(...quick), fc.string()),
        fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true }),
        async (name, input) => {
          window.context.session.open(window.test.owner);
          expectEnvelope(await window.call(name, input));
        },
      ),
      { numRuns: 500 },
    );
    expect(window.logged).toEqual([]);
  });

  it('hears UNEXPECTED, and the log the reason, when something breaks inside', async () => {
    const window = await shop('owner');
    const broken = {
      ...window.context,
      preview: () => {
        throw new Error('no font');
      },
    };
    const answer = await dispatch(broken, 'printer:preview', soundInput(window.test, 'printer:preview'));
    expect(answer).toEqual({ ok: false, error: { code: 'UNEXPECTED', params: {} } });
    expect(window.logged.join()).toContain('no font');
  });

  it('hears which field was wrong, never its value', async () => {
    const window = await shop('owner');
    expect(await window.call('session:sign-in', { pin: 20_260_701 })).toEqual({
      ok: false,
      error: { code: 'INPUT_INVALID', params: { where: 'session:sign-in.pin' } },
    });
  });
});

/** JSON.stringify refuses bigints. */
function plain(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}
