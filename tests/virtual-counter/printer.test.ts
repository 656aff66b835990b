import { describe, expect, it } from 'vitest';
import type { ModelName } from '../../virtual-counter/models.ts';
import { dotsOf } from '../../virtual-counter/paper.ts';
import { printerFor } from '../support/printer-for.ts';
import { call, feedAndCut, fence, initialise, picture, processId, status } from './support.ts';

const automatic = (mask: number) => Uint8Array.of(0x1d, 0x61, mask);

describe('a printer that answers everything', () => {
  it('prints a picture dot by dot and cuts it off', async () => {
    const printer = await printerFor();
    const line = await call(printer);
    line.send(initialise, picture(3, 72, 0xc5), feedAndCut, fence);
    expect(await line.hear(1)).toBe('00');
    expect(printer.cuts().map(dotsOf)).toEqual([Array.from({ length: 3 }, () => '11000101'.repeat(72))]);
    expect(printer.state()).toMatchObject({ cuts: 1, uncutRows: 0, failures: [] });
  });

  it('says how it is, what it is, and which receipt is on paper', async () => {
    const printer = await printerFor();
    const line = await call(printer);
    line.send(
      ...[1, 2, 3, 4].map(status),
      Uint8Array.of(0x1d, 0x49, 67),
      processId('89ab'),
      Uint8Array.of(0x1d, 0x72, 2),
    );
    const model = `5f${Buffer.from('TM-T82III').toString('hex')}00`;
    expect(await line.hear(4 + 11 + 7 + 1)).toBe(`12121212${model}3722383961620000`);
  });

  it('closes its end once it has printed everything', async () => {
    const printer = await printerFor();
    const line = await call(printer);
    printer.setPaper(1);
    line.send(picture(4));
    line.end();
    await printer.until(({ state }) => state().health.paper === 'out');
    expect(printer.state().connected).toBe(true);
    printer.setPaper(100);
    expect(await line.over).toBe('closed');
    expect(printer.state().uncutRows).toBe(4);
  });
});

describe('automatic status (hardware notes 2.1)', () => {
  it('is pushed when it is switched on and at every change it was asked for', async () => {
    const printer = await printerFor();
    const line = await call(printer);
    line.send(automatic(0x0f));
    expect(await line.hear(4)).toBe('1000000f');
    printer.setCover(true);
    expect(await line.hear(8)).toBe('1000000f3800000f');
    printer.setPaper(0);
    expect(await line.hear(12)).toBe('1000000f3800000f38000f0f');
  });

  it('keeps silent about what it was not asked for', async () => {
    const printer = await printerFor();
    const line = await call(printer);
    line.send(automatic(0x08));
    await line.hear(4);
    printer.setDrawer(true);
    printer.setPaperLow();
    expect(await line.hear(8)).toBe('1000000f1400030f');
  });

  it('is switched off by ESC @ and by the switch', async () => {
    const printer = await printerFor();
    const line = await call(printer);
    line.send(automatic(0x0f), initialise, fence);
    await line.hear(5);
    printer.setCover(true);
    printer.setCover(false);
    line.send(status(1));
    expect(await line.hear(6)).toBe('1000000f0012');
  });
});

describe('a drawer', () => {
  it('opens by a pulse of its pin, which the printer feels', async () => {
    const printer = await printerFor({ drawer: { pin: 5, open: 'low' } });
    const line = await call(printer);
    line.send(status(1), Uint8Array.of(0x1b, 0x70, 0, 25, 250), status(1), fence);
    await line.hear(3);
    expect(printer.state()).toMatchObject({ drawerPulses: 1, drawerOpen: false });
    line.send(Uint8Array.of(0x1b, 0x70, 1, 25, 250), fence);
    await line.hear(4);
    expect(printer.state()).toMatchObject({ drawerPulses: 2, drawerOpen: true });
    line.send(status(1));
    expect(await line.hear(5)).toBe('1616000012');
  });

  it('opens in real time, even without paper, unless that was forbidden', async () => {
    const printer = await printerFor();
    const line = await call(printer);
    const pulse = Uint8Array.of(0x10, 0x14, 1, 0, 1);
    line.send(Uint8Array.of(0x1d, 0x28, 0x44, 3, 0, 0x14, 1, 0), fence);
    await line.hear(1);
    line.send(pulse, status(1));
    await line.hear(2);
    expect(printer.state().drawerPulses).toBe(0);
    line.send(Uint8Array.of(0x1d, 0x28, 0x44, 3, 0, 0x14, 1, 1), fence);
    await line.hear(3);
    printer.setPaper(0);
    line.send(pulse, status(1));
    await line.hear(4);
    expect(printer.state().drawerPulses).toBe(1);
  });
});

describe('a printer that stops', () => {
  it('holds 4 KB, stops the sender, answers in real time, and goes on by itself', async () => {
    const printer = await printerFor({ traits: { aheadBytes: 4096 } });
    const line = await call(printer);
    printer.setPaper(10);
    line.send(picture(60), feedAndCut, fence);
    await printer.until(({ state }) => state().bufferFull || state().bytesHeld > 3_000);
    line.send(status(4));
    expect(await line.hear(1)).toBe('7e');
    // What lies behind a full buffer is out of sight.
    for (let copy = 0; copy < 200; copy += 1) line.send(picture(60));
    line.send(status(4));
    await printer.until(({ state }) => state().bytesHeld === 8192);
    expect(line.heard()).toBe('7e');
    printer.setPaper(Number.POSITIVE_INFINITY);
    expect(await line.hear(3)).toBe('7e0012');
    expect(printer.cuts()[0]?.rows).toHaveLength(60);
  });

  it('goes on where it stopped when the cover is closed', async () => {
    const printer = await printerFor();
    const line = await call(printer);
    printer.at('row', 2, () => printer.setCover(true));
    line.send(picture(5), feedAndCut, fence);
    await printer.until(({ state }) => state().health.coverOpen);
    expect(printer.hanging().rows).toHaveLength(2);
    printer.setCover(false);
    await line.hear(1);
    expect(printer.cuts()[0]?.rows).toHaveLength(5);
  });

  it('with a stuck cutter waits until it is told to go on, or to forget', async () => {
    const printer = await printerFor();
    const line = await call(printer);
    printer.at('cut', 1, () => printer.setError('cutter'));
    line.send(feedAndCut, picture(2), feedAndCut);
    await printer.until(({ state }) => state().health.error === 'cutter');
    line.send(status(3));
    expect(await line.hear(1)).toBe('1a');
    line.send(Uint8Array.of(0x10, 5, 1), status(3), fence);
    await line.hear(3);
    expect(printer.cuts()).toHaveLength(2);
    printer.setError('cutter');
    line.send(picture(2), Uint8Array.of(0x10, 5, 2), fence);
    await line.hear(4);
    expect(printer.state()).toMatchObject({ cuts: 2, uncutRows: 0 });
  });

  it('never hangs up in order because its power went, whatever the caller is waiting for', async () => {
    const printer = await printerFor();
    const line = await call(printer);
    printer.setPaper(1);
    printer.at('end', 1, () => printer.powerOff());
    line.send(picture(4));
    line.end();
    expect(await line.over).toBe('broken');
  });

  it('loses buffer, settings and line with its power, and keeps the half receipt', async () => {
    const printer = await printerFor();
    const line = await call(printer);
    printer.at('row', 7, () => printer.powerOff());
    line.send(automatic(0x0f), picture(50), feedAndCut);
    expect(await line.over).toBe('broken');
    expect((await call(printer)).socket.destroyed).toBe(true);
    expect(printer.state()).toMatchObject({ power: 'off', uncutRows: 7, bytesHeld: 0, cuts: 0 });
    await printer.powerOn();
    const again = await call(printer);
    printer.setCover(true);
    printer.setCover(false);
    again.send(fence);
    expect(await again.hear(1)).toBe('00');
  });

  it('hangs without its cable, and hears everything when it is back', async () => {
    const printer = await printerFor();
    const line = await call(printer);
    line.send(status(1));
    await line.hear(1);
    printer.pullCable();
    line.send(picture(9), fence);
    expect((await call(printer)).socket.destroyed).toBe(true);
    expect(line.heard()).toBe('12');
    await printer.plugCable();
    expect(await line.hear(2)).toBe('1200');
  });
});

describe('a line that breaks', () => {
  it.each(['connect', 'byte', 'row', 'cut', 'status', 'fence', 'process-id', 'end'] as const)(
    'can break at a %s',
    async (point) => {
      const printer = await printerFor();
      printer.at(point, 1, () => printer.cutLine());
      const line = await call(printer);
      line.send(status(1), picture(3), feedAndCut, fence, processId('abcd'));
      line.end();
      expect(await line.over).toBe('broken');
    },
  );

  it('leaves the printer with what it had, and a torn command forgotten', async () => {
    const printer = await printerFor();
    printer.at('byte', 8 + 72 * 2 + 30, () => printer.cutLine());
    const line = await call(printer);
    line.send(picture(9));
    expect(await line.over).toBe('broken');
    expect(printer.state()).toMatchObject({ bytesTaken: 182, bytesHeld: 0, uncutRows: 2 });
    const next = await call(printer);
    next.send(initialise, feedAndCut, fence);
    await next.hear(1);
    expect(printer.state()).toMatchObject({ cuts: 1, failures: [] });
  });

  it('gives late answers to the next caller', async () => {
    const printer = await printerFor();
    printer.setPaper(1);
    const line = await call(printer);
    line.send(picture(3), feedAndCut, processId('1111'));
    await printer.until(({ state }) => state().bytesHeld > 0);
    line.socket.resetAndDestroy();
    await line.over;
    const next = await call(printer);
    await printer.until(({ state }) => state().connections === 2);
    printer.setPaper(100);
    expect(await next.hear(7)).toBe('37223131313100');
  });
});

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
