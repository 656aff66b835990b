import { connect, createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  type NetworkPrinterOptions,
  networkPrinter,
  printerMemory,
} from '../../../../main/devices/printer/network-printer.ts';
import type { BlockReason, SendOutcome } from '../../../../main/devices/printer/transport.ts';
import type { Model } from '../../../../virtual-counter/models.ts';
import type { VirtualPrinter } from '../../../../virtual-counter/start.ts';
import { printerFor } from '../../../support/printer-for.ts';
import { drawerJob, sampleJob } from '../../../support/sample-job.ts';

const job = { id: '019ab3c2-7d10-7abc-8def-0123456789ab', bytes: sampleJob, dots: 576 };

/** Long enough for a busy machine to answer. */
const patient = { statusTimeoutMs: 3_000, pollMs: 20, fencePatienceMs: 120, silenceTimeoutMs: 4_000 };
/** Short waits, where the printer keeps silent and is to be given up within the test. */
const quick = { statusTimeoutMs: 150, silenceTimeoutMs: 400 };

/** Three questions of three bytes; a fourth asks for the cause when something is wrong. */
const healthBytes = 9;
/** The same, and three fences that show that nothing of another job is in the way. */
const preflightBytes = healthBytes + 9;

const fenceOnly: Partial<Model> = { functionBlocks: 'skipped' };
const statusOnly: Partial<Model> = { ...fenceOnly, answersFence: false, automaticStatus: false };
const few: Partial<Model> = { ...statusOnly, statusRequests: [1, 4] };
const printsOnlyPictures = { takesText: false };

type Sent = {
  readonly outcome: SendOutcome;
  readonly firstBytes: number;
  readonly handedOver: number;
  readonly troubles: readonly (BlockReason | null)[];
};

async function send(
  printer: Pick<VirtualPrinter, 'port'>,
  options: Partial<NetworkPrinterOptions> = {},
  over: {
    readonly signal?: AbortSignal;
    readonly onTrouble?: (reason: BlockReason | null) => void;
    readonly bytes?: Uint8Array;
    readonly whenStopped?: Uint8Array;
  } = {},
): Promise<Sent> {
  let [firstBytes, handedOver] = [0, 0];
  const troubles: (BlockReason | null)[] = [];
  const outcome = await networkPrinter({
    host: '127.0.0.1',
    port: printer.port,
    ...patient,
    ...options,
  }).send(
    { ...job, bytes: over.bytes ?? job.bytes, ...(over.whenStopped && { whenStopped: over.whenStopped }) },
    {
      onFirstByte: () => {
        firstBytes += 1;
      },
      onHandedOver: () => {
        handedOver += 1;
      },
      onTrouble: (reason) => {
        troubles.push(reason);
        over.onTrouble?.(reason);
      },
      ...(over.signal && { signal: over.signal }),
    },
  );
  return { outcome, firstBytes, handedOver, troubles };
}

const printed: SendOutcome = { kind: 'printed' };
const lost: SendOutcome = { kind: 'unknown', reason: 'connection-lost' };

/** One whole receipt, nothing half beside it, nothing a printer would act on by mistake. */
function expectOneReceipt(printer: VirtualPrinter): void {
  expect(printer.state()).toMatchObject({ cuts: 1, uncutRows: 0, strayRealTime: 0, failures: [] });
}

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

describe('paper that runs out in the middle', () => {
  it.each([
    ['a printer that hears and tells', {}],
    ['one that only answers', { automaticStatus: false }],
    ['one that only tells', { aheadBytes: 0 }],
  ] as const)('of %s: it is told, waited for, and the one receipt goes on', async (_name, traits) => {
    const printer = await printerFor({ traits });
    printer.setPaper(200);
    const { outcome, troubles } = await send(
      printer,
      { silenceTimeoutMs: 400 },
      {
        onTrouble: (reason) => {
          // Longer than silence is borne otherwise: nobody loads paper in no time.
          if (reason === 'paper-out') setTimeout(() => printer.setPaper(Number.POSITIVE_INFINITY), 600);
        },
      },
    );
    expect([outcome, troubles[0]]).toEqual([printed, 'paper-out']);
    expect(printer.state().connections).toBe(1);
    expectOneReceipt(printer);
  });

  it('goes on when the roll was changed through the cover', async () => {
    const printer = await printerFor();
    printer.setPaper(200);
    const { outcome } = await send(
      printer,
      {},
      {
        onTrouble: (reason) => {
          if (reason === 'paper-out') printer.setCover(true);
          else if (reason === 'cover-open') {
            printer.setPaper(Number.POSITIVE_INFINITY);
            printer.setCover(false);
          }
        },
      },
    );
    expect(outcome).toEqual(printed);
    expectOneReceipt(printer);
  });

  it('of a printer that goes deaf leaves the job in doubt, and the receipt comes whole when paper is loaded', async () => {
    const printer = await printerFor({ model: 'xprinter' });
    printer.setPaper(200);
    expect((await send(printer, { silenceTimeoutMs: 300 })).outcome).toEqual({
      kind: 'unknown',
      reason: 'no-answer',
    });
    printer.setPaper(Number.POSITIVE_INFINITY);
    await printer.until(({ cuts }) => cuts().length === 1);
    expectOneReceipt(printer);
  });

  it('is in doubt when the till gives up first', async () => {
    const printer = await printerFor();
    printer.setPaper(200);
    const stopping = new AbortController();
    const { outcome } = await send(
      printer,
      {},
      { signal: stopping.signal, onTrouble: () => stopping.abort() },
    );
    expect(outcome).toEqual({ kind: 'unknown', reason: 'interrupted' });
  });
});

describe('a cover that is opened in the middle', () => {
  const openAndClose = (printer: VirtualPrinter) => {
    printer.at('row', 50, () => printer.setCover(true));
    return {
      onTrouble: (reason: BlockReason | null) => {
        if (reason === 'cover-open') printer.setCover(false);
      },
    };
  };

  it('makes somebody look at the receipt, which is not sent again', async () => {
    const printer = await printerFor({ traits: fenceOnly });
    expect(await send(printer, {}, openAndClose(printer))).toMatchObject({
      outcome: { kind: 'unknown', reason: 'cover-opened' },
      troubles: ['cover-open', null],
    });
    expectOneReceipt(printer);
  });

  it('is of no account where the printer vouches for the paper', async () => {
    const printer = await printerFor();
    const { outcome } = await send(printer, { answersProcessId: true }, openAndClose(printer));
    expect(outcome).toEqual(printed);
    expectOneReceipt(printer);
  });
});

describe('cheap printers', () => {
  it('that know only the first and the paper status are still stopped for want of paper', async () => {
    const printer = await printerFor({ traits: few });
    printer.setPaper(0);
    expect((await send(printer, { ...quick, statusTimeoutMs: 600 })).outcome).toEqual({
      kind: 'blocked',
      reason: 'paper-out',
    });
    printer.setPaper(Number.POSITIVE_INFINITY);
    expect((await send(printer, { ...quick, statusTimeoutMs: 600 })).outcome).toEqual(printed);
  });

  it('that answer nothing have printed when they took all and hung up in order', async () => {
    const printer = await printerFor({ model: 'clone' });
    expect(await send(printer, quick)).toEqual({
      outcome: printed,
      firstBytes: 1,
      handedOver: 1,
      troubles: [],
    });
    expectOneReceipt(printer);
  });

  it('that are known to answer nothing are not asked', async () => {
    const printer = await printerFor({ model: 'clone' });
    expect((await send(printer, { statusMode: 'none' })).outcome).toEqual(printed);
    expect(printer.state().bytesTaken).toBe(job.bytes.length);
  });

  it('that know status but no fence have printed when they hung up in order', async () => {
    const printer = await printerFor({ traits: statusOnly });
    expect((await send(printer, { statusTimeoutMs: 300 })).outcome).toEqual(printed);
    expectOneReceipt(printer);
  });

  it('that are known to have no fence are not asked for one', async () => {
    let fences = 0;
    const printer = await printerFor({ traits: statusOnly });
    printer.at('fence', 1, () => {
      fences += 1;
    });
    expect((await send(printer, { answersFence: false })).outcome).toEqual(printed);
    expect(fences).toBe(0);
  });

  it('that fall silent with the job leave it in doubt', async () => {
    const printer = await printerFor({ model: 'clone', traits: { hangsUp: 'when-printed' } });
    printer.setPaper(10);
    expect((await send(printer, quick)).outcome).toEqual({ kind: 'unknown', reason: 'no-answer' });
  });

  it('are left alone between two jobs as long as they need', async () => {
    const printer = await printerFor({ model: 'clone', traits: { pauseMs: 250 } });
    const options = { ...quick, statusMode: 'none' as const, memory: printerMemory() };
    expect((await send(printer, options)).outcome).toEqual(printed);
    expect((await send(printer, options)).outcome).toEqual({ kind: 'blocked', reason: 'unreachable' });
    expect((await send(printer, { ...options, pauseMs: 300 })).outcome).toEqual(printed);
    expect(printer.cuts()).toHaveLength(2);
  });
});

describe('two tills at one printer', () => {
  /** Another till's connection that is in no hurry. */
  async function occupied(printer: VirtualPrinter) {
    const other = connect({ host: '127.0.0.1', port: printer.port });
    onTestFinished(() => void other.destroy());
    await printer.until(({ state }) => state().connected);
    return other;
  }

  it.each([
    ['is known to answer', { statusMode: 'always' as const, statusTimeoutMs: 200 }],
    ['has answered before', { statusTimeoutMs: 200, memory: { ...printerMemory(), hasAnswered: true } }],
  ])('is given nothing while the other one is served, if it %s', async (_name, options) => {
    const printer = await printerFor();
    const other = await occupied(printer);
    expect(await send(printer, options)).toMatchObject({
      outcome: { kind: 'blocked', reason: 'busy' },
      firstBytes: 0,
    });
    other.end();
    await printer.until(({ state }) => !state().connected);
    expect((await send(printer, { ...options, statusTimeoutMs: 3_000 })).outcome).toEqual(printed);
    expectOneReceipt(printer);
  });

  it('that turns the second one away is given nothing', async () => {
    const printer = await printerFor({ model: 'xprinter' });
    await occupied(printer);
    for (const statusMode of ['auto', 'none'] as const)
      expect(await send(printer, { statusMode })).toMatchObject({
        outcome: { kind: 'blocked', reason: 'unreachable' },
        firstBytes: 0,
      });
  });

  it('is given nothing while the rest of an older receipt holds up what it is known to answer', async () => {
    const printer = await printerFor({ traits: fenceOnly });
    const memory = printerMemory();
    expect((await send(printer, { memory })).outcome).toEqual(printed);
    // It says that it is well, and works nothing off yet.
    printer.at('fence', 1, () => printer.setCover(true));
    expect(await send(printer, { memory, statusTimeoutMs: 200 })).toMatchObject({
      outcome: { kind: 'blocked', reason: 'busy' },
      firstBytes: 0,
    });
    printer.setCover(false);
    expect((await send(printer, { memory })).outcome).toEqual(printed);
    expect(printer.state()).toMatchObject({ cuts: 2, uncutRows: 0, failures: [] });
  });

  it('prints what was given to it in ignorance, once, when its turn comes', async () => {
    const printer = await printerFor();
    const other = await occupied(printer);
    const sending = send(printer, { statusTimeoutMs: 100 });
    await printer.until(({ state }) => state().waiting === 1);
    setTimeout(() => other.end(), 300);
    expect((await sending).outcome).toEqual(printed);
    expectOneReceipt(printer);
  });
});

describe('a till that closes', () => {
  it('gives no byte of a job it has not begun', async () => {
    const printer = await printerFor();
    expect(await send(printer, {}, { signal: AbortSignal.abort() })).toEqual({
      outcome: { kind: 'blocked', reason: 'interrupted' },
      firstBytes: 0,
      handedOver: 0,
      troubles: [],
    });
    expect(printer.state().connections).toBe(0);
  });

  it('sends nothing when the state before sending could not be stored', async () => {
    const printer = await printerFor();
    const transport = networkPrinter({ host: '127.0.0.1', port: printer.port, ...patient });
    const sending = transport.send(job, {
      onFirstByte: () => {
        throw new Error('disk full');
      },
    });
    await expect(sending).rejects.toThrow('disk full');
    expect(printer.state().bytesTaken).toBe(preflightBytes);
  });
});
