import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import {
  type NetworkPrinterOptions,
  networkPrinter,
} from '../../../../main/devices/printer/network-printer.ts';
import type { BlockReason, SendOutcome } from '../../../../main/devices/printer/transport.ts';
import { type PaperPrinter, startPaperPrinter } from '../../../support/paper-printer.ts';
import { drawerJob, sampleJob } from '../../../support/sample-job.ts';

const job = { id: '019ab3c2-7d10-7abc-8def-0123456789ab', bytes: sampleJob, dots: 576 };

/** Long enough for a busy machine to answer. */
const patient = { statusTimeoutMs: 3_000, pollMs: 20, fencePatienceMs: 120, silenceTimeoutMs: 4_000 };
/** Short waits, where the printer keeps silent and is to be given up within the test. */
const quick = { statusTimeoutMs: 150, silenceTimeoutMs: 400 };

/** Three questions of three bytes; a fourth asks for the cause when something is wrong. */
const preflightBytes = 9;

type Sent = {
  readonly outcome: SendOutcome;
  readonly firstBytes: number;
  readonly troubles: readonly (BlockReason | null)[];
};

async function send(
  printer: Pick<PaperPrinter, 'port'>,
  options: Partial<NetworkPrinterOptions> = {},
  over: { readonly signal?: AbortSignal; readonly onTrouble?: (reason: BlockReason | null) => void } = {},
): Promise<Sent> {
  let firstBytes = 0;
  const troubles: (BlockReason | null)[] = [];
  const outcome = await networkPrinter({
    host: '127.0.0.1',
    port: printer.port,
    ...patient,
    ...options,
  }).send(job, {
    onFirstByte: () => {
      firstBytes += 1;
    },
    onTrouble: (reason) => {
      troubles.push(reason);
      over.onTrouble?.(reason);
    },
    ...(over.signal && { signal: over.signal }),
  });
  return { outcome, firstBytes, troubles };
}

const printed: SendOutcome = { kind: 'printed' };

describe('a printer on the network', () => {
  it('prints one receipt and says so', async () => {
    const printer = await startPaperPrinter();
    expect(await send(printer)).toEqual({ outcome: printed, firstBytes: 1, troubles: [] });
    const [receipt, ...rest] = printer.receipts();
    expect(receipt?.at(-1)).toEqual({ kind: 'cut' });
    expect(rest.flat().map(({ kind }) => kind)).toEqual(['fence']);
    expect(printer.strayRealTime()).toBe(0);
  });

  it('takes a drawer pulse as a job of its own', async () => {
    const printer = await startPaperPrinter();
    const transport = networkPrinter({ host: '127.0.0.1', port: printer.port, ...patient });
    expect(await transport.send({ ...job, bytes: drawerJob }, { onFirstByte: () => undefined })).toEqual(
      printed,
    );
    expect(printer.drawerPulses()).toBe(1);
  });

  it('waits for the paper itself where the printer confirms it', async () => {
    const printer = await startPaperPrinter();
    expect((await send(printer, { answersProcessId: true })).outcome).toEqual(printed);
    expect(printer.receipts().flat()).toContainEqual({
      kind: 'process-id',
      id: [...'89ab'].map((letter) => letter.charCodeAt(0)),
    });
  });

  it('does not take the fence for paper where a confirmation was promised', async () => {
    const printer = await startPaperPrinter({ answers: 'fence-only' });
    const { outcome } = await send(printer, { answersProcessId: true, silenceTimeoutMs: 400 });
    expect(outcome).toEqual({ kind: 'unknown', reason: 'no-answer' });
    expect(printer.receipts()[0]?.at(-1)).toEqual({ kind: 'cut' });
  });

  it('loses no byte when the printer is slow and talks unasked', async () => {
    const printer = await startPaperPrinter({ bytesPerMs: 300, chatty: true });
    const { outcome } = await send(printer, { fencePatienceMs: 60_000, silenceTimeoutMs: 10_000 });
    expect(outcome).toEqual(printed);
    const pictures = printer
      .receipts()
      .flat()
      .filter((step) => step.kind === 'picture');
    expect(pictures.reduce((sum, { data }) => sum + data.length + 8, 0)).toBeGreaterThan(
      job.bytes.length * 0.95,
    );
  });

  it('is not confused by status it did not ask for', async () => {
    const printer = await startPaperPrinter({ chatty: true });
    expect(await send(printer)).toEqual({ outcome: printed, firstBytes: 1, troubles: [] });
  });
});

describe('a printer that is not ready', () => {
  it.each<{ name: string; reason: BlockReason; prepare: (printer: PaperPrinter) => void }>([
    { name: 'without paper', reason: 'paper-out', prepare: (printer) => printer.loadPaper(0) },
    { name: 'with a stuck cutter', reason: 'cutter-error', prepare: (printer) => printer.jamCutter() },
    { name: 'with its cover open', reason: 'cover-open', prepare: (printer) => printer.openCover(true) },
  ])('$name is given no byte of the job', async ({ reason, prepare }) => {
    const printer = await startPaperPrinter();
    prepare(printer);
    expect(await send(printer)).toEqual({
      outcome: { kind: 'blocked', reason },
      firstBytes: 0,
      troubles: [],
    });
    expect(printer.bytesTaken()).toBe(preflightBytes + 3);
  });

  it('that is switched off is unreachable', async () => {
    const gone = createServer();
    const port = await new Promise<number>((resolve) =>
      gone.listen(0, '127.0.0.1', () => {
        const address = gone.address();
        gone.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
      }),
    );
    expect(await send({ port })).toEqual({
      outcome: { kind: 'blocked', reason: 'unreachable' },
      firstBytes: 0,
      troubles: [],
    });
  });

  it('that hangs up before the job has been given nothing', async () => {
    const printer = await startPaperPrinter({ breaksAfterBytes: 1 });
    expect(await send(printer)).toEqual({
      outcome: { kind: 'blocked', reason: 'unreachable' },
      firstBytes: 0,
      troubles: [],
    });
  });
});

describe('a line that breaks', () => {
  // In the first command, in the head of a picture, in its rows, near the end, in the cut.
  it.each([1, 9, 200, 5_000, job.bytes.length - 3, job.bytes.length])(
    'leaves the job in doubt after %i bytes',
    async (bytes) => {
      const printer = await startPaperPrinter({ breaksAfterBytes: preflightBytes + bytes });
      const { outcome, firstBytes } = await send(printer);
      expect(outcome).toEqual({ kind: 'unknown', reason: 'connection-lost' });
      expect(firstBytes).toBe(1);
      expect(printer.connections()).toBe(1);
    },
  );

  it('is noticed on a silent printer too', async () => {
    const printer = await startPaperPrinter({ answers: 'none', breaksAfterBytes: 5_000 });
    expect((await send(printer, quick)).outcome).toEqual({ kind: 'unknown', reason: 'connection-lost' });
  });
});

describe('paper that runs out in the middle', () => {
  it('is told, waited for, and the one receipt goes on when paper is loaded', async () => {
    const printer = await startPaperPrinter({ paperRows: 200 });
    const { outcome, troubles } = await send(
      printer,
      {},
      {
        onTrouble: (reason) => {
          if (reason === 'paper-out') printer.loadPaper(Number.POSITIVE_INFINITY);
        },
      },
    );
    expect(outcome).toEqual(printed);
    expect(troubles[0]).toBe('paper-out');
    expect(printer.connections()).toBe(1);
    expect(printer.receipts().filter((receipt) => receipt.some(({ kind }) => kind === 'cut'))).toHaveLength(
      1,
    );
  });

  it('is in doubt when the till gives up first', async () => {
    const printer = await startPaperPrinter({ paperRows: 200 });
    const stopping = new AbortController();
    const { outcome } = await send(
      printer,
      {},
      { signal: stopping.signal, onTrouble: () => stopping.abort() },
    );
    expect(outcome).toEqual({ kind: 'unknown', reason: 'interrupted' });
  });
});

describe('cheap printers', () => {
  it('that know only the first and the paper status are still stopped for want of paper', async () => {
    const printer = await startPaperPrinter({ answers: 'few' });
    printer.loadPaper(0);
    expect((await send(printer, { ...quick, statusTimeoutMs: 600 })).outcome).toEqual({
      kind: 'blocked',
      reason: 'paper-out',
    });
    printer.loadPaper(Number.POSITIVE_INFINITY);
    expect((await send(printer, { ...quick, statusTimeoutMs: 600 })).outcome).toEqual(printed);
  });

  it('that answer nothing have printed when they took all and hung up in order', async () => {
    const printer = await startPaperPrinter({ answers: 'none' });
    expect((await send(printer, quick)).outcome).toEqual(printed);
    expect(printer.receipts()).toHaveLength(1);
  });

  it('that are known to answer nothing are not asked', async () => {
    const printer = await startPaperPrinter({ answers: 'none' });
    expect((await send(printer, { statusMode: 'none' })).outcome).toEqual(printed);
    expect(printer.bytesTaken()).toBe(job.bytes.length);
  });

  it('that know status but no fence have printed when they hung up in order', async () => {
    const printer = await startPaperPrinter({ answers: 'status-only' });
    expect((await send(printer)).outcome).toEqual(printed);
  });

  it('that fall silent with the job leave it in doubt', async () => {
    const printer = await startPaperPrinter({ answers: 'none', paperRows: 10 });
    expect((await send(printer, quick)).outcome).toEqual({ kind: 'unknown', reason: 'no-answer' });
  });
});

describe('a till that closes', () => {
  it('gives no byte of a job it has not begun', async () => {
    const printer = await startPaperPrinter();
    expect(await send(printer, {}, { signal: AbortSignal.abort() })).toEqual({
      outcome: { kind: 'blocked', reason: 'interrupted' },
      firstBytes: 0,
      troubles: [],
    });
    expect(printer.connections()).toBe(0);
  });

  it('sends nothing when the state before sending could not be stored', async () => {
    const printer = await startPaperPrinter();
    const transport = networkPrinter({ host: '127.0.0.1', port: printer.port, ...patient });
    const sending = transport.send(job, {
      onFirstByte: () => {
        throw new Error('disk full');
      },
    });
    await expect(sending).rejects.toThrow('disk full');
    expect(printer.bytesTaken()).toBe(preflightBytes);
  });
});
