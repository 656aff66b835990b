import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { networkPrinter, printerMemory } from '../../../../main/devices/printer/network-printer.ts';
import type { BlockReason } from '../../../../main/devices/printer/transport.ts';
import type { VirtualPrinter } from '../../../../virtual-counter/start.ts';
import {
  expectOneReceipt,
  fenceOnly,
  few,
  job,
  patient,
  preflightBytes,
  printed,
  quick,
  send,
  statusOnly,
} from '../../../support/network-printing.ts';
import { printerFor } from '../../../support/printer-for.ts';

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
