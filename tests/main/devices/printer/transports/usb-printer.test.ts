import { execFileSync } from 'node:child_process';
import { chmodSync, closeSync, constants, openSync, readSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { BlockReason } from '../../../../../main/devices/printer/transport.ts';
import {
  askUsbPrinter,
  probeUsbPrinter,
  type UsbPrinterOptions,
  usbPrinter,
} from '../../../../../main/devices/printer/transports/usb-printer.ts';
import { deviceFileOf, socat } from '../../../../support/device-file.ts';
import { printerFor } from '../../../../support/printer-for.ts';
import { sampleJob } from '../../../../support/sample-job.ts';
import { tempFolder } from '../../../../support/temp-folder.ts';

const job = { id: '019ab3c2-7d10-7abc-8def-0123456789ab', bytes: sampleJob, dots: 576 };
const patient = { statusTimeoutMs: 3_000, pollMs: 20, fencePatienceMs: 200, silenceTimeoutMs: 8_000 };

async function send(
  path: string,
  options: Partial<UsbPrinterOptions> = {},
  over: { readonly signal?: AbortSignal; readonly onTrouble?: (reason: BlockReason | null) => void } = {},
) {
  const seen: string[] = [];
  const outcome = await usbPrinter({ path, serial: null, ...patient, ...options }).send(job, {
    onFirstByte: () => void seen.push('first byte'),
    onHandedOver: () => void seen.push('handed over'),
    ...over,
  });
  return { outcome, seen };
}

describe.skipIf(socat.isMissing)(`a printer behind a device file${socat.note}`, { timeout: 30_000 }, () => {
  it('prints one receipt and says so', async () => {
    const printer = await printerFor({ takesText: false });
    const { path } = await deviceFileOf(printer.port);
    expect(await send(path)).toEqual({ outcome: { kind: 'printed' }, seen: ['first byte', 'handed over'] });
    expect(printer.state()).toMatchObject({ cuts: 1, uncutRows: 0, strayRealTime: 0, failures: [] });
  });

  it('gets nothing while it is out of paper, and is not there once it is unplugged', async () => {
    const printer = await printerFor();
    printer.setPaper(0);
    const { path, unplug } = await deviceFileOf(printer.port);
    expect(await send(path)).toEqual({ outcome: { kind: 'blocked', reason: 'paper-out' }, seen: [] });
    unplug();
    await until(async () => (await send(path)).outcome.kind === 'blocked');
    expect(await send(`${path}-gone`)).toEqual({
      outcome: { kind: 'blocked', reason: 'unplugged' },
      seen: [],
    });
  });

  it('goes on by itself when paper is loaded in the middle of a receipt', async () => {
    const printer = await printerFor();
    printer.setPaper(400);
    const { path } = await deviceFileOf(printer.port);
    const troubles: (BlockReason | null)[] = [];
    const sending = send(
      path,
      {},
      {
        onTrouble: (reason) => {
          troubles.push(reason);
          if (reason === 'paper-out') printer.setPaper(100_000);
        },
      },
    );
    expect((await sending).outcome).toEqual({ kind: 'printed' });
    expect(troubles).toContain('paper-out');
    expect(printer.state()).toMatchObject({ cuts: 1, uncutRows: 0 });
  });

  it('that answers nothing has printed what it took', async () => {
    const printer = await printerFor({ traits: { statusRequests: [], answersFence: false } });
    const { path } = await deviceFileOf(printer.port);
    expect((await send(path, { statusMode: 'none' })).outcome).toEqual({ kind: 'printed' });
    await printer.until(({ cuts }) => cuts().length === 1);
  });

  it('is asked how it is and who it is', async () => {
    const asked = await deviceFileOf((await printerFor()).port);
    expect(await askUsbPrinter({ path: asked.path, serial: null }, 3_000)).toMatchObject({
      trouble: null,
      answered: [1, 4, 2, 3],
    });
    const probed = await deviceFileOf((await printerFor()).port);
    const found = await probeUsbPrinter({ path: probed.path, serial: null }, () => undefined);
    expect(found?.profile).toMatchObject({
      make: 'EPSON',
      model: 'TM-T82III',
      answers: 'all',
      confirms: 'process-id',
    });
    expect(await probeUsbPrinter({ path: `${probed.path}-gone`, serial: null }, () => undefined)).toBeNull();
  });
});

describe('a device file that takes no more', () => {
  /** A pipe whose reader reads nothing: it is full after 64 KB. */
  function stuckFile() {
    const path = join(tempFolder(), 'lp0');
    execFileSync('mkfifo', [path]);
    const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    onTestFinished(() => closeSync(reader));
    return { path, reader };
  }

  it('keeps nobody waiting: the till goes on, and can close', async () => {
    const { path } = stuckFile();
    const stop = new AbortController();
    const large = { ...job, bytes: new Uint8Array(300_000) };
    const sending = usbPrinter({ path, serial: null, ...patient, statusMode: 'none' }).send(large, {
      onFirstByte: () => undefined,
      signal: stop.signal,
    });
    for (let turn = 0; turn < 20; turn += 1) {
      const startedAt = performance.now();
      await setTimeout(5);
      expect(performance.now() - startedAt).toBeLessThan(1_000);
    }
    stop.abort();
    expect(await sending).toEqual({ kind: 'unknown', reason: 'interrupted' });
  });

  it('is left in doubt after a while', async () => {
    const { path } = stuckFile();
    const large = { ...job, bytes: new Uint8Array(300_000) };
    const transport = usbPrinter({
      path,
      serial: null,
      ...patient,
      silenceTimeoutMs: 200,
      statusMode: 'none',
    });
    expect(await transport.send(large, { onFirstByte: () => undefined })).toEqual({
      kind: 'unknown',
      reason: 'no-answer',
    });
  });

  it('has the whole job before it counts as printed, and one harmless command behind it', async () => {
    const { path, reader } = stuckFile();
    const bytes = sampleJob.subarray(0, 20_000);
    const outcome = await usbPrinter({ path, serial: null, statusMode: 'none' }).send(
      { ...job, bytes },
      { onFirstByte: () => undefined },
    );
    expect(outcome).toEqual({ kind: 'printed' });
    const taken = Buffer.alloc(bytes.length + 100);
    const length = readSync(reader, taken, 0, taken.length, null);
    expect(taken.subarray(0, length).toString('hex')).toBe(`${Buffer.from(bytes).toString('hex')}1b40`);
  });

  it('is told apart from one that may not be used, and from one nobody listens at', async () => {
    const folder = tempFolder();
    const path = join(folder, 'lp0');
    execFileSync('mkfifo', [path]);
    expect((await send(path, { statusMode: 'none' })).outcome).toEqual({
      kind: 'blocked',
      reason: 'unplugged',
    });
    // To root everything is open.
    if (process.getuid?.() !== 0) {
      writeFileSync(join(folder, 'lp1'), '');
      chmodSync(join(folder, 'lp1'), 0);
      expect((await send(join(folder, 'lp1'))).outcome).toEqual({ kind: 'blocked', reason: 'no-permission' });
    }
  });
});

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await setTimeout(20);
}
