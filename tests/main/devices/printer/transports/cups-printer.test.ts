import { createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { BlockReason } from '../../../../../main/devices/printer/transport.ts';
import { askCups, cupsPrinter } from '../../../../../main/devices/printer/transports/cups-printer.ts';
import { cups, startCups, until } from '../../../../support/cups-server.ts';
import { printerFor } from '../../../../support/printer-for.ts';
import { sampleJob } from '../../../../support/sample-job.ts';

const job = { id: 'job-1', bytes: sampleJob, dots: 576 };

function watched() {
  const seen: string[] = [];
  const troubles: (BlockReason | null)[] = [];
  return {
    seen,
    troubles,
    hooks: {
      onFirstByte: () => void seen.push('first byte'),
      onHandedOver: () => void seen.push('handed over'),
      onTrouble: (reason: BlockReason | null) => void troubles.push(reason),
    },
  };
}

/** A port where nobody listens. */
async function deadPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

describe.skipIf(cups.isMissing)(`a raw queue of CUPS${cups.note}`, { timeout: 30_000 }, () => {
  it('prints a receipt byte for byte and says so once the printer has it', async () => {
    const printer = await printerFor();
    const server = await startCups();
    server.addQueue('till', printer.port);
    const { seen, hooks } = watched();
    const outcome = await cupsPrinter({ queue: 'till', run: server.run, pollMs: 50 }).send(job, hooks);
    expect(outcome).toEqual({ kind: 'printed' });
    expect(seen).toEqual(['first byte', 'handed over']);
    await printer.until(({ cuts }) => cuts().length === 1);
    expect(printer.state()).toMatchObject({
      cuts: 1,
      uncutRows: 0,
      bytesTaken: sampleJob.length,
      failures: [],
    });
  });

  it('gives nothing to a queue that is not there, is stopped, or takes no jobs', async () => {
    const printer = await printerFor();
    const server = await startCups();
    server.addQueue('till', printer.port);
    const send = async (queue: string) => {
      const { seen, hooks } = watched();
      const outcome = await cupsPrinter({ queue, run: server.run }).send(job, hooks);
      expect(seen).toEqual([]);
      return outcome;
    };
    expect(await send('kitchen')).toEqual({ kind: 'blocked', reason: 'queue-missing' });
    expect(await send('-a')).toEqual({ kind: 'blocked', reason: 'queue-missing' });
    server.command('cupsdisable', 'till');
    expect(await send('till')).toEqual({ kind: 'blocked', reason: 'offline' });
    server.command('cupsenable', 'till');
    expect(await askCups('till', server.run)).toBeNull();
    server.command('cupsreject', 'till');
    expect(await send('till')).toEqual({ kind: 'blocked', reason: 'offline' });
    expect(printer.state().bytesTaken).toBe(0);
  });

  it('takes back a job the printer was never reached for, so that it is not printed an hour later', async () => {
    const server = await startCups();
    server.addQueue('till', await deadPort());
    const { seen, troubles, hooks } = watched();
    const transport = cupsPrinter({ queue: 'till', run: server.run, pollMs: 50, stuckMs: 1_500 });
    expect(await transport.send(job, hooks)).toEqual({ kind: 'blocked', reason: 'offline' });
    expect(seen).toEqual(['first byte', 'handed over']);
    expect(troubles).toContain('offline');
    const left = await server.run('lpstat', ['-W', 'not-completed', '-o', 'till']);
    expect(left).toMatchObject({ ok: true, out: '' });
  });

  it('does not know of a job it takes back in the middle', async () => {
    // Takes a little of the job, says nothing and reads no more.
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => socket.pause());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const address = server.address();
    const system = await startCups();
    system.addQueue('till', typeof address === 'object' && address !== null ? address.port : 0);
    const stop = new AbortController();
    const { hooks } = watched();
    // More than the line between takes without a reader.
    const large = { ...job, bytes: new Uint8Array(12_000_000) };
    const sending = cupsPrinter({ queue: 'till', run: system.run, pollMs: 50 }).send(large, {
      ...hooks,
      signal: stop.signal,
    });
    await until(async () => {
      const said = await system.run('lpstat', ['-l', '-o', 'till']);
      return typeof said === 'object' && /job-printing/.test(said.out) && !/Connecting/.test(said.out);
    });
    stop.abort();
    expect(await sending).toEqual({ kind: 'unknown', reason: 'interrupted' });
  });

  it('says that printing itself does not run', async () => {
    const server = await startCups();
    await server.stop();
    expect(await askCups('till', server.run)).toBe('no-print-system');
  });
});

it('a machine without CUPS is told', async () => {
  expect(await askCups('till', async () => 'missing')).toBe('no-print-system');
});
