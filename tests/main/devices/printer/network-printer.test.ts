import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { BlockReason } from '../../../../main/devices/printer/transport.ts';
import type { VirtualPrinter } from '../../../../virtual-counter/start.ts';
import {
  expectOneReceipt,
  fenceOnly,
  healthBytes,
  lost,
  patient,
  preflightBytes,
  printed,
  printsOnlyPictures,
  quick,
  send,
  statusOnly,
} from '../../../support/network-printing.ts';
import { printerFor } from '../../../support/printer-for.ts';
import { drawerJob, sampleJob } from '../../../support/sample-job.ts';

describe('a printer on the network', () => {
  it('prints one receipt and says so', async () => {
    const printer = await printerFor(printsOnlyPictures);
    expect(await send(printer)).toEqual({ outcome: printed, firstBytes: 1, handedOver: 1, troubles: [] });
    expectOneReceipt(printer);
  });

  it.each([{ model: 'epson' }, { model: 'xprinter' }, { model: 'clone' }] as const)(
    'prints on $model at the speed of paper',
    async ({ model }) => {
      const printer = await printerFor({ ...printsOnlyPictures, model, speed: 'real' });
      printer.setSlowness(0.1);
      const { outcome } = await send(printer, { ...patient, fencePatienceMs: 60_000, statusTimeoutMs: 400 });
      expect(outcome).toEqual(printed);
      await printer.until(({ cuts }) => cuts().length === 1);
      expectOneReceipt(printer);
    },
  );

  it('takes a drawer pulse as a job of its own', async () => {
    const printer = await printerFor();
    expect((await send(printer, {}, { bytes: drawerJob })).outcome).toEqual(printed);
    expect(printer.state()).toMatchObject({ drawerPulses: 1, cuts: 0, failures: [] });
  });

  it('waits for the paper itself where the printer confirms it', async () => {
    const printer = await printerFor();
    let confirmed = 0;
    printer.at('process-id', 1, () => {
      confirmed += 1;
    });
    expect((await send(printer, { answersProcessId: true })).outcome).toEqual(printed);
    expect(confirmed).toBe(1);
    expectOneReceipt(printer);
  });

  it('does not take the fence for paper where a confirmation was promised', async () => {
    const printer = await printerFor({ traits: fenceOnly });
    const { outcome } = await send(printer, { answersProcessId: true, silenceTimeoutMs: 400 });
    expect(outcome).toEqual({ kind: 'unknown', reason: 'no-answer' });
    expectOneReceipt(printer);
  });
});

describe('noise on the line', () => {
  it('of automatic status between the answers does not confuse', async () => {
    const printer = await printerFor();
    const change = [0x14, 0x00, 0x00, 0x0f];
    printer.at('connect', 1, () => printer.say(change));
    for (const point of ['status', 'fence', 'row', 'cut'] as const)
      printer.at(point, 1, () => printer.say([...change, ...change]));
    expect(await send(printer)).toMatchObject({ outcome: printed, troubles: [] });
    expectOneReceipt(printer);
  });

  it('of another job: its late answers prove nothing about this one', async () => {
    const printer = await printerFor({ traits: fenceOnly });
    // The rest of another till's receipt lies in the buffer, its own fence behind it; paper was just loaded.
    printer.at('byte', preflightBytes + 500, () => printer.say([0x00, 0x00]));
    printer.at('row', 40, () => printer.powerOff());
    expect((await send(printer)).outcome).toEqual(lost);
  });

  it('of a foreign process id is passed over', async () => {
    const printer = await printerFor();
    printer.at('row', 1, () => printer.say([0x37, 0x22, 0x39, 0x39, 0x39, 0x39, 0x00]));
    printer.at('row', 40, () => printer.powerOff());
    expect((await send(printer, { answersProcessId: true })).outcome).toEqual(lost);
  });

  it('without any sense leaves the job to how the line ends', async () => {
    const printer = await printerFor({ traits: { statusRequests: [], answersFence: false } });
    printer.at('connect', 1, () => printer.say([...Buffer.from('Who are you?'), 0xff, 0x80, 0x01, 0x02]));
    printer.at('row', 20, () => printer.say([0x01, 0x02, 0x81, 0xff]));
    expect((await send(printer, quick)).outcome).toEqual(printed);
    expectOneReceipt(printer);
  });
});

describe('a printer that is not ready', () => {
  it.each<{ name: string; reason: BlockReason; prepare: (printer: VirtualPrinter) => void }>([
    { name: 'without paper', reason: 'paper-out', prepare: (printer) => printer.setPaper(0) },
    { name: 'with a stuck cutter', reason: 'cutter-error', prepare: (printer) => printer.setError('cutter') },
    { name: 'with its cover open', reason: 'cover-open', prepare: (printer) => printer.setCover(true) },
    { name: 'with a hot head', reason: 'error', prepare: (printer) => printer.setError('hot') },
  ])('$name is given no byte of the job', async ({ reason, prepare }) => {
    const printer = await printerFor();
    prepare(printer);
    expect(await send(printer)).toEqual({
      outcome: { kind: 'blocked', reason },
      firstBytes: 0,
      handedOver: 0,
      troubles: [],
    });
    expect(printer.state().bytesTaken).toBe(healthBytes + 3);
  });

  const unreachable = {
    outcome: { kind: 'blocked', reason: 'unreachable' },
    firstBytes: 0,
    handedOver: 0,
    troubles: [],
  };

  it('that is switched off is unreachable', async () => {
    const gone = createServer();
    const port = await new Promise<number>((resolve) =>
      gone.listen(0, '127.0.0.1', () => {
        const address = gone.address();
        gone.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
      }),
    );
    expect(await send({ port })).toEqual(unreachable);
  });

  it.each(['auto', 'none'] as const)(
    'whose line breaks at once was given nothing (%s)',
    async (statusMode) => {
      const printer = await printerFor();
      printer.at('connect', 1, () => printer.cutLine());
      expect(await send(printer, { statusMode })).toEqual(unreachable);
    },
  );

  it.each([1, healthBytes, healthBytes + 1, preflightBytes])(
    'whose line breaks after %i bytes of questions was given nothing',
    async (bytes) => {
      const printer = await printerFor();
      printer.at('byte', bytes, () => printer.cutLine());
      expect(await send(printer)).toEqual(unreachable);
      expect(printer.state().bytesTaken).toBe(bytes);
    },
  );

  it('opens the drawer even so, where the printer acts at once', async () => {
    const printer = await printerFor();
    printer.setPaper(0);
    const whenStopped = Uint8Array.of(0x10, 0x14, 0x01, 0x00, 0x01);
    expect(await send(printer, {}, { bytes: drawerJob, whenStopped })).toEqual({
      outcome: printed,
      firstBytes: 1,
      handedOver: 1,
      troubles: [],
    });
    expect(printer.state()).toMatchObject({ drawerPulses: 1, drawerOpen: true });
  });
});

describe('a line that breaks', () => {
  const band = sampleJob.findIndex((byte, at) => byte === 0x1d && sampleJob[at + 1] === 0x76);
  const fenceBytes = 9;
  /** GS a, which goes in behind ESC @. */
  const more = 3;
  const whole = sampleJob.length + more + fenceBytes;
  it.each([
    ['with its first byte', 1],
    ['in the first command', 4],
    ['in the head of a picture', band + more + 5],
    ['behind the head of a picture', band + more + 8],
    ['in the rows of a picture', band + more + 300],
    ['far in', 30_000],
    ['in the cut', whole - fenceBytes - 2],
    ['behind the cut, before the fence', whole - fenceBytes],
    ['in the fence', whole - 2],
  ])('leaves the job in doubt: %s', async (_name, bytes) => {
    const printer = await printerFor();
    printer.at('byte', preflightBytes + bytes, () => printer.cutLine());
    expect(await send(printer)).toMatchObject({ outcome: lost, firstBytes: 1 });
    expect(printer.state().connections).toBe(1);
    expect(printer.cuts().length).toBeLessThanOrEqual(1);
  });

  it('leaves it in doubt between the paper and the answer', async () => {
    for (const answersProcessId of [true, false]) {
      const printer = await printerFor();
      printer.at(answersProcessId ? 'process-id' : 'fence', answersProcessId ? 1 : 4, () =>
        printer.cutLine(),
      );
      expect((await send(printer, { answersProcessId })).outcome).toEqual(lost);
      expectOneReceipt(printer);
    }
  });

  it('is of no account once the answer is there', async () => {
    const printer = await printerFor();
    printer.at('end', 1, () => printer.cutLine());
    expect((await send(printer)).outcome).toEqual(printed);
    expectOneReceipt(printer);
  });

  it('in the half-close of a printer without a fence leaves it in doubt', async () => {
    const printer = await printerFor({ traits: statusOnly });
    printer.at('end', 1, () => printer.cutLine());
    expect((await send(printer, quick)).outcome).toEqual(lost);
  });

  it('is noticed on a silent printer too', async () => {
    const printer = await printerFor({ model: 'clone' });
    printer.at('byte', 5_000, () => printer.cutLine());
    expect((await send(printer, quick)).outcome).toEqual(lost);
  });

  it.each(['row', 'cut'] as const)('by loss of power at a %s leaves it in doubt', async (point) => {
    const printer = await printerFor();
    printer.at(point, 1, () => printer.powerOff());
    expect((await send(printer)).outcome).toEqual(lost);
    await printer.powerOn();
    expect((await send(printer)).outcome).toEqual(printed);
  });

  it('only hangs while the cable is out, and the receipt goes on when it is in', async () => {
    const printer = await printerFor();
    printer.at('byte', preflightBytes + 9_000, () => {
      printer.pullCable();
      setTimeout(() => void printer.plugCable(), 100);
    });
    expect(await send(printer)).toMatchObject({ outcome: printed, troubles: [] });
    expectOneReceipt(printer);
  });

  it('without a word is given up after a while', async () => {
    const printer = await printerFor();
    printer.at('byte', preflightBytes + 9_000, () => printer.pullCable());
    expect((await send(printer, { silenceTimeoutMs: 300 })).outcome).toEqual({
      kind: 'unknown',
      reason: 'no-answer',
    });
  });

  it('because nobody said anything for minutes leaves it in doubt', async () => {
    const printer = await printerFor({ traits: { idleMs: 150, aheadBytes: 0 } });
    printer.setPaper(100);
    expect(await send(printer, { pollMs: 10 })).toMatchObject({ outcome: lost, troubles: ['paper-out'] });
  });
});
