import { describe, expect, it } from 'vitest';
import type { ModelName } from '../../virtual-counter/models.ts';
import { printerFor } from '../support/printer-for.ts';
import { call, feedAndCut, fence, initialise, picture, processId, status } from './support.ts';

describe('strictness', () => {
  it('breaks the line at an unknown byte, and remembers where', async () => {
    const notes: string[] = [];
    const printer = await printerFor({ note: (text) => notes.push(text) });
    const line = await call(printer);
    line.send(initialise, 0x00);
    expect(await line.over).toBe('broken');
    expect(printer.state().failures).toEqual([{ atByte: 2, line: 1, message: 'unknown command 00' }]);
    expect(notes).toContain('FAILURE at byte 2: unknown command 00');
  });

  it('takes letters for a failure where only pictures are sent', async () => {
    const printer = await printerFor({ takesText: false });
    const line = await call(printer);
    line.send(0x41);
    await line.over;
    expect(printer.state().failures).toHaveLength(1);
  });

  it('counts the real-time commands that hide in a picture, and acts on them as printers do', async () => {
    const printer = await printerFor();
    const line = await call(printer);
    line.send(Uint8Array.from([0x1d, 0x76, 0x30, 0, 5, 0, 1, 0, 0x10, 0x14, 1, 0, 1]), fence);
    await line.hear(1);
    expect(printer.state()).toMatchObject({ strayRealTime: 1, drawerPulses: 1 });
  });
});

describe('several callers (hardware notes 2.3)', () => {
  it('wait their turn at some printers', async () => {
    const printer = await printerFor();
    const first = await call(printer);
    const second = await call(printer);
    second.send(status(1));
    first.send(status(1));
    await first.hear(1);
    await printer.until(({ state }) => state().waiting === 1);
    expect(second.heard()).toBe('');
    first.end();
    expect(await second.hear(1)).toBe('12');
  });

  it('are turned away by others', async () => {
    const printer = await printerFor({ model: 'xprinter' });
    const first = await call(printer);
    first.send(status(1));
    await first.hear(1);
    expect(await (await call(printer)).over).toBe('broken');
  });

  it('are turned away while a clone rests', async () => {
    let now = 0;
    const printer = await printerFor({
      model: 'clone',
      clock: { now: () => now, after: () => () => undefined },
    });
    const first = await call(printer);
    first.end();
    expect(await first.over).toBe('closed');
    expect(await (await call(printer)).over).toBe('broken');
    now = 1_000;
    const later = await call(printer);
    later.end();
    expect(await later.over).toBe('closed');
  });

  it('are hung up on when they say nothing for five minutes', async () => {
    const timers: { readonly ms: number; readonly call: () => void }[] = [];
    const clock = {
      now: () => 0,
      after: (ms: number, ring: () => void) => {
        timers.push({ ms, call: ring });
        return () => undefined;
      },
    };
    const printer = await printerFor({ clock });
    const line = await call(printer);
    await printer.until(({ state }) => state().connected);
    expect(timers.map(({ ms }) => ms)).toEqual([300_000]);
    timers[0]?.call();
    expect(await line.over).toBe('closed');
  });
});

describe('makes', () => {
  it.each<[ModelName, string]>([
    ['epson', '121212125f'],
    ['xprinter', '121200'],
    ['clone', ''],
  ])('%s answers %s', async (model, heard) => {
    const printer = await printerFor({ model });
    const line = await call(printer);
    line.send(...[1, 2, 3, 4].map(status), Uint8Array.of(0x1d, 0x49, 66), fence);
    line.end();
    await line.over;
    expect(line.heard().startsWith(heard)).toBe(true);
    if (heard === '') expect(line.heard()).toBe('');
  });

  it.each<[ModelName, number, number]>([
    ['xprinter', 300, 255],
    ['clone', 200, 128],
  ])('%s loses what is tall: of %i rows it prints %i (1.5)', async (model, rows, printed) => {
    const printer = await printerFor({ model });
    const line = await call(printer);
    line.send(picture(rows), feedAndCut);
    line.end();
    await line.over;
    await printer.until(({ cuts }) => cuts().length === 1);
    expect(printer.cuts()[0]?.rows).toHaveLength(printed);
  });

  it('epson takes no picture of more than 4095 rows', async () => {
    const printer = await printerFor();
    const line = await call(printer);
    line.send(Uint8Array.from([0x1d, 0x76, 0x30, 0, 1, 0, 0, 0x10]));
    expect(await line.over).toBe('broken');
  });

  it('xprinter passes over what it does not know, a clone prints it as garbage', async () => {
    for (const [model, failures] of [
      ['xprinter', 0],
      ['clone', 1],
    ] as const) {
      const printer = await printerFor({ model });
      const line = await call(printer);
      line.send(processId('abcd'));
      line.end();
      await line.over;
      expect(line.heard()).toBe('');
      expect(printer.state().failures).toHaveLength(failures);
    }
  });

  it('a clone hangs up with a full buffer of paper still to print', async () => {
    const printer = await printerFor({ model: 'clone' });
    printer.setPaper(5);
    const line = await call(printer);
    line.send(picture(15), feedAndCut);
    line.end();
    expect(await line.over).toBe('closed');
    expect(printer.state()).toMatchObject({ uncutRows: 5, cuts: 0 });
    printer.setPaper(500);
    expect(printer.state()).toMatchObject({ cuts: 1 });
  });

  it('print at their own speed', async () => {
    const asked: number[] = [];
    const clock = {
      now: () => 0,
      after: (ms: number, ring: () => void) => {
        if (ms < 1_000) asked.push(ms);
        const timer = setImmediate(ring);
        return () => clearImmediate(timer);
      },
    };
    for (const [model, ms] of [
      ['epson', 500],
      ['clone', 1111],
    ] as const) {
      asked.length = 0;
      const printer = await printerFor({
        model,
        speed: 'real',
        clock,
        traits: { idleMs: Number.POSITIVE_INFINITY },
      });
      const line = await call(printer);
      line.send(
        picture(100),
        picture(100),
        picture(100),
        picture(100),
        picture(100),
        picture(100),
        picture(100),
        picture(100),
        feedAndCut,
      );
      line.end();
      await line.over;
      await printer.until(({ cuts }) => cuts().length === 1);
      expect(Math.round(asked.reduce((sum, one) => sum + one, 0))).toBe(ms);
    }
  });
});
