import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { BlockReason } from '../../../../../main/devices/printer/transport.ts';
import { createSpoolerHelper } from '../../../../../main/devices/printer/transports/spooler-helper.ts';
import {
  askSpooler,
  spoolerPrinter,
} from '../../../../../main/devices/printer/transports/spooler-printer.ts';
import { sampleJob } from '../../../../support/sample-job.ts';
import { tempFolder } from '../../../../support/temp-folder.ts';

const standIn = join(import.meta.dirname, '../../../../support/stand-in-spooler.mjs');
const job = { id: 'job-1', bytes: sampleJob, dots: 576 };
const ready = {
  name: 'Máy in quầy',
  driver: 'Generic / Text Only',
  port: 'USB001',
  attributes: 0x40,
  status: 0,
  jobs: 0,
};

const printing = 0x10;
const printed = 0x80;

/** A till's end of the helper, and what the helper was told. */
function windows(scenario: Readonly<Record<string, unknown>>) {
  const diary = join(tempFolder(), 'diary');
  let starts = 0;
  const helper = createSpoolerHelper(() => {
    starts += 1;
    return spawn(process.execPath, [standIn, JSON.stringify({ queues: [ready], ...scenario }), diary], {
      stdio: 'pipe',
    });
  }, 5_000);
  onTestFinished(() => helper.close());
  const told = (): readonly Readonly<Record<string, unknown>>[] =>
    existsSync(diary)
      ? readFileSync(diary, 'utf8')
          .trim()
          .split('\n')
          .map((line): Readonly<Record<string, unknown>> => JSON.parse(line))
      : [];
  return { helper, starts: () => starts, told, asked: () => told().map((request) => request['do']) };
}

async function send(
  system: ReturnType<typeof windows>,
  over: { stuckMs?: number; signal?: AbortSignal; queue?: string } = {},
) {
  const seen: string[] = [];
  const troubles: (BlockReason | null)[] = [];
  const outcome = await spoolerPrinter({
    queue: over.queue ?? ready.name,
    helper: system.helper,
    pollMs: 5,
    dropMs: 100,
    stuckMs: over.stuckMs ?? 10_000,
  }).send(job, {
    onFirstByte: () => void seen.push('first byte'),
    onHandedOver: () => void seen.push('handed over'),
    onTrouble: (reason) => void troubles.push(reason),
    ...(over.signal && { signal: over.signal }),
  });
  return { outcome, seen, troubles };
}

describe('a queue of the Windows spooler', () => {
  it('gets the job as raw bytes and has printed it once it left the queue', async () => {
    const system = windows({ jobs: [0x8, printing, 'gone'], noise: true });
    expect(await send(system)).toEqual({
      outcome: { kind: 'printed' },
      seen: ['first byte', 'handed over'],
      troubles: [],
    });
    expect(system.asked()).toEqual(['state', 'print', 'job', 'job', 'job']);
    expect(system.told()[1]).toMatchObject({
      queue: 'Máy in quầy',
      file: sampleJob instanceof Uint8Array ? Buffer.from(sampleJob).toString('base64') : '',
    });
  });

  it('has printed a job that is kept in its list afterwards', async () => {
    expect((await send(windows({ jobs: [printing, printed | 0x2000] }))).outcome).toEqual({
      kind: 'printed',
    });
  });

  it.each<[string, Readonly<Record<string, number>>, BlockReason]>([
    ['is set to work offline', { attributes: 0x440 }, 'offline'],
    ['is paused', { status: 0x1 }, 'offline'],
    ['is out of paper', { status: 0x10 }, 'paper-out'],
    ['has its cover open', { status: 0x40_0000 }, 'cover-open'],
    ['is jammed', { status: 0x8 }, 'jammed'],
    ['wants somebody to look', { status: 0x10_0000 }, 'error'],
  ])('that %s gets nothing', async (_name, over, reason) => {
    const system = windows({ queues: [{ ...ready, ...over }] });
    expect(await send(system)).toEqual({ outcome: { kind: 'blocked', reason }, seen: [], troubles: [] });
    expect(system.asked()).toEqual(['state']);
  });

  it('that is not there, or may not be used, is told as such', async () => {
    expect((await send(windows({}), { queue: 'Bếp' })).outcome).toEqual({
      kind: 'blocked',
      reason: 'queue-missing',
    });
    for (const [code, reason] of [
      [5, 'no-permission'],
      [1722, 'no-print-system'],
      [8, 'error'],
    ] as const) {
      const outcome = (await send(windows({ print: { step: 'start', code } }))).outcome;
      expect(outcome).toEqual({ kind: 'blocked', reason });
    }
  });

  it('tells of paper that runs out on the way, and of its end', async () => {
    const system = windows({ jobs: [printing, printing | 0x40, printing | 0x40, printing, 'gone'] });
    const { outcome, troubles } = await send(system);
    expect(outcome).toEqual({ kind: 'printed' });
    expect(troubles).toEqual(['paper-out', null]);
  });

  it('gives a job back that it never began, so that it is not printed an hour later', async () => {
    const system = windows({ jobs: [0x20] });
    expect((await send(system, { stuckMs: 40 })).outcome).toEqual({ kind: 'blocked', reason: 'offline' });
    expect(system.asked()).toContain('cancel');
  });

  it.each([
    ['that it began', { jobs: [printing] }],
    ['that it does not let go of', { jobs: [0x20], afterCancel: 0x20 }],
    ['that somebody took out of the list', { jobs: [printing, 0x100] }],
  ])(
    'leaves a job %s in doubt',
    async (_name, scenario) => {
      const { outcome } = await send(windows(scenario), { stuckMs: 40 });
      expect(outcome.kind).toBe('unknown');
    },
    15_000,
  );

  it('leaves the job in doubt when the helper ends, or keeps silent, once it had the job', async () => {
    expect((await send(windows({ print: 'end' }))).outcome).toEqual({ kind: 'unknown', reason: 'no-answer' });
    const hanging = windows({ print: 'hang' });
    const answer = await hanging.helper.ask(
      { do: 'print', queue: ready.name, title: 'x', file: standIn },
      100,
    );
    expect(answer).toEqual({ kind: 'lost' });
  });

  it('is watched to the end by a new helper when the old one ends', async () => {
    // Each helper looks once and ends; the spooler goes on by itself.
    const system = windows({ jobs: [printing, 'end'] });
    const sending = send(system, { stuckMs: 300 });
    expect((await sending).outcome.kind).toBe('unknown');
    expect(system.starts()).toBeGreaterThan(1);
  });

  it('leaves a begun document in doubt, and an untouched one not', async () => {
    const outcomeOf = async (print: unknown) => (await send(windows({ print }))).outcome.kind;
    expect(await outcomeOf({ step: 'write', code: 1117, written: 0 })).toBe('blocked');
    expect(await outcomeOf({ step: 'write', code: 1117, written: 4096 })).toBe('unknown');
    expect(await outcomeOf({ step: 'end', code: 1117, written: 4096 })).toBe('unknown');
  });

  it('is given up when the till closes', async () => {
    const stop = new AbortController();
    const system = windows({ jobs: [0x20] });
    const sending = send(system, { signal: stop.signal });
    while (!system.asked().includes('job')) await new Promise((resolve) => setTimeout(resolve, 5));
    stop.abort();
    expect((await sending).outcome).toEqual({ kind: 'blocked', reason: 'interrupted' });
    expect(system.asked()).toContain('cancel');
  });
});

describe('a machine that lets no script make types', () => {
  it('is told apart from a printer that does not work', async () => {
    const { outcome, seen } = await send(windows({ ready: false }));
    expect(outcome).toEqual({ kind: 'blocked', reason: 'helper-refused' });
    expect(seen).toEqual([]);
  });

  it('or has no PowerShell at all says the same', async () => {
    const helper = createSpoolerHelper(() => spawn('/nonexistent/powershell.exe', [], { stdio: 'pipe' }));
    expect(await askSpooler('x', helper)).toBe('helper-refused');
  });

  it('or starts it and hears nothing says the same', async () => {
    const helper = createSpoolerHelper(
      () => spawn(process.execPath, [standIn, '{"silent":true}', '/dev/null'], { stdio: 'pipe' }),
      300,
    );
    expect(await askSpooler('x', helper)).toBe('helper-refused');
  });
});
