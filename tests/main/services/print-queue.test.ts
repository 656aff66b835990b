import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { drawerPatienceMs, printJobMoves, printJobStates } from '../../../domain/print-job.ts';
import { printJobById, setPrintJobState } from '../../../main/db/repositories/print-jobs.ts';
import { networkPrinter } from '../../../main/devices/printer/network-printer.ts';
import type { PrinterTransport } from '../../../main/devices/printer/transport.ts';
import { virtualPrinter } from '../../../main/devices/printer/virtual-printer.ts';
import { addJob, queueOver, statesOf } from '../../support/print-world.ts';
import { printerFor } from '../../support/printer-for.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { testNow, testTill } from '../../support/test-till.ts';

const patience = { statusTimeoutMs: 3_000, pollMs: 20, fencePatienceMs: 120, silenceTimeoutMs: 4_000 };

describe('the print queue', () => {
  it('prints what waits, oldest first, one at a time', async () => {
    const { till } = testTill();
    const printer = await printerFor();
    const { queue } = queueOver(till.store, () =>
      networkPrinter({ host: '127.0.0.1', port: printer.port, ...patience }),
    );
    for (const id of ['a', 'b']) addJob(till.store, id);
    addJob(till.store, 'c', 'drawer');
    queue.start();
    await queue.settled();
    expect(statesOf(till.store)).toEqual({ a: 'printed', b: 'printed', c: 'printed' });
    expect(printer.state()).toMatchObject({ connections: 3, cuts: 2, drawerPulses: 1 });
  });

  it('writes down that a job is being sent before its first byte leaves', async () => {
    const { till } = testTill();
    const seen: string[] = [];
    const transport: PrinterTransport = {
      kind: 'observed',
      send: async (job, hooks) => {
        seen.push(printJobById(till.store, job.id)?.state ?? '');
        hooks.onFirstByte();
        seen.push(printJobById(till.store, job.id)?.state ?? '');
        return { kind: 'printed' };
      },
    };
    const { queue } = queueOver(till.store, () => transport);
    addJob(till.store, 'a');
    queue.start();
    await queue.settled();
    expect(seen).toEqual(['preflight', 'sending']);
  });

  it('keeps everything while the printer is jammed and prints it once, in order, when it is not', async () => {
    const { till } = testTill();
    const folder = tempFolder();
    writeFileSync(join(folder, 'jammed'), '');
    const { queue, until } = queueOver(till.store, () => virtualPrinter(folder));
    for (const id of ['a', 'b', 'c']) addJob(till.store, id);
    queue.start();
    await until('a', 'blocked', 'jammed');
    expect(statesOf(till.store)).toEqual({ a: 'blocked: jammed', b: 'queued', c: 'queued' });
    rmSync(join(folder, 'jammed'));
    queue.wake();
    await queue.settled();
    expect(statesOf(till.store)).toEqual({ a: 'printed', b: 'printed', c: 'printed' });
    expect(readdirSync(folder).filter((file) => file.endsWith('.bin'))).toEqual(['a.bin', 'b.bin', 'c.bin']);
  });

  it('takes a job that comes in while another prints', async () => {
    const { till } = testTill();
    const folder = tempFolder();
    const inner = virtualPrinter(folder);
    const transport: PrinterTransport = {
      kind: 'busy',
      send: async (job, hooks) => {
        if (job.id === 'a') {
          addJob(till.store, 'b');
          queue.wake();
        }
        return await inner.send(job, hooks);
      },
    };
    const { queue } = queueOver(till.store, () => transport);
    addJob(till.store, 'a');
    queue.start();
    await queue.settled();
    expect(statesOf(till.store)).toEqual({ a: 'printed', b: 'printed' });
  });

  it('asks about a job whose line broke, sends it to nobody again, and goes on with the next', async () => {
    const { till } = testTill();
    const printer = await printerFor();
    printer.at('byte', 10_000, () => printer.cutLine());
    const { queue } = queueOver(till.store, () =>
      networkPrinter({ host: '127.0.0.1', port: printer.port, ...patience }),
    );
    addJob(till.store, 'a');
    queue.start();
    await queue.settled();
    expect(statesOf(till.store)).toEqual({ a: 'unknown: connection-lost' });
    queue.wake();
    await queue.settled();
    expect(printer.state().connections).toBe(1);
  });

  it('says why a receipt stands still and lets it finish by itself', async () => {
    const { till } = testTill();
    const printer = await printerFor();
    printer.setPaper(200);
    const { queue, until } = queueOver(till.store, () =>
      networkPrinter({ host: '127.0.0.1', port: printer.port, ...patience }),
    );
    addJob(till.store, 'a');
    queue.start();
    await until('a', 'sent', 'paper-out');
    printer.setPaper(Number.POSITIVE_INFINITY);
    await queue.settled();
    expect(statesOf(till.store)).toEqual({ a: 'printed' });
    expect(printer.state()).toMatchObject({ cuts: 1, uncutRows: 0 });
  });
});

describe('a till that goes down', () => {
  it('lets go of a printer without paper and asks about the job at the next start', async () => {
    const { till } = testTill();
    const printer = await printerFor();
    printer.setPaper(200);
    const network = networkPrinter({
      host: '127.0.0.1',
      port: printer.port,
      ...patience,
    });
    const { queue, until } = queueOver(till.store, () => network);
    addJob(till.store, 'a');
    addJob(till.store, 'b');
    queue.start();
    await until('a', 'sent', 'paper-out');
    await queue.stop();
    expect(statesOf(till.store)).toEqual({ a: 'unknown: interrupted', b: 'queued' });
  });

  it('asks about a receipt that was being sent when it was killed, but not about a drawer', async () => {
    const { till } = testTill();
    const folder = tempFolder();
    for (const [id, kind] of [
      ['a', 'receipt'],
      ['b', 'drawer'],
      ['c', 'receipt'],
    ] as const)
      addJob(till.store, id, kind);
    for (const id of ['a', 'b']) {
      setPrintJobState(till.store, id, 'preflight', null, testNow);
      setPrintJobState(till.store, id, 'sending', null, testNow);
    }
    const { queue } = queueOver(till.store, () => virtualPrinter(folder));
    queue.start();
    await queue.settled();
    expect(statesOf(till.store)).toEqual({
      a: 'unknown: interrupted',
      b: 'expired: interrupted',
      c: 'printed',
    });
    expect(readdirSync(folder)).not.toContain('a.bin');
  });

  it('does not begin a job after it was told to stop', async () => {
    const { till } = testTill();
    const folder = tempFolder();
    const { queue } = queueOver(till.store, () => virtualPrinter(folder));
    queue.start();
    await queue.stop();
    addJob(till.store, 'a');
    queue.wake();
    await queue.settled();
    expect(statesOf(till.store)).toEqual({ a: 'queued' });
  });
});

describe('a drawer', () => {
  it('does not open when the moment has passed', async () => {
    const { till } = testTill();
    const folder = tempFolder();
    const { queue, advance } = queueOver(till.store, () => virtualPrinter(folder));
    addJob(till.store, 'a', 'drawer');
    advance(drawerPatienceMs + 1);
    queue.start();
    await queue.settled();
    expect(statesOf(till.store)).toEqual({ a: 'expired: too-late' });
    expect(existsSync(join(folder, 'a.bin'))).toBe(false);
  });

  it('is a job of exactly one pulse', async () => {
    const { till } = testTill();
    const folder = tempFolder();
    const { queue } = queueOver(till.store, () => virtualPrinter(folder));
    addJob(till.store, 'a', 'drawer');
    queue.start();
    await queue.settled();
    expect(readFileSync(join(folder, 'a.bin')).toString('hex')).toBe('1b401b700019fa');
  });
});

describe('trouble of the till itself', () => {
  it('is logged and waited out, without a byte sent or a job lost', async () => {
    const { till } = testTill();
    let sends = 0;
    const transport: PrinterTransport = {
      kind: 'failing',
      send: async () => {
        sends += 1;
        throw new Error('disk full');
      },
    };
    const { queue, logged } = queueOver(till.store, () => transport);
    addJob(till.store, 'a');
    queue.start();
    await queue.settled();
    expect(sends).toBe(1);
    expect(logged).toEqual(['print-queue-failed']);
    expect(statesOf(till.store)).toEqual({ a: 'queued' });
  });
});

describe('the store', () => {
  it('refuses every move the life of a print job does not know', () => {
    const { till } = testTill();
    for (const from of printJobStates) {
      for (const to of printJobStates) {
        const id = addJob(till.store, `${from}-${to}`);
        till.store.run('UPDATE print_job SET state = ? WHERE id = ?', [from, id]);
        const move = () => setPrintJobState(till.store, id, to, null, testNow);
        if (printJobMoves[from].includes(to)) move();
        else expect(move, `${from} to ${to}`).toThrow(/may not become/);
      }
    }
  });
});
