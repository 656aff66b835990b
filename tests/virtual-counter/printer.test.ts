import { describe, expect, it } from 'vitest';
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
