import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSandbox } from '../../sandbox/start.ts';
import { at, numberAt, until, variantId } from './support.ts';

const root = join(import.meta.dirname, '../..');
let folder = '';
const children: ChildProcess[] = [];
/** A process whose parent a test killed; 0 for none. */
let orphan = 0;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quay-sandbox-'));
});

afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }
  if (isRunning(orphan)) process.kill(orphan, 'SIGKILL');
  orphan = 0;
  await rm(folder, { recursive: true });
});

function isRunning(pid: number): boolean {
  try {
    return pid !== 0 && process.kill(pid, 0);
  } catch {
    return false;
  }
}

function launch(...flags: readonly string[]) {
  const child = spawn(process.execPath, [join(root, 'sandbox/main.ts'), ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  return child;
}

async function firstLine(child: { readonly stdout: Readable }): Promise<unknown> {
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  return JSON.parse(String(line));
}

async function call(ready: unknown, path: string, init: RequestInit = {}): Promise<unknown> {
  const headers = { authorization: `Bearer ${at(ready, 'token')}`, 'content-type': 'application/json' };
  return (await fetch(`${at(ready, 'url')}${path}`, { ...init, headers })).json();
}

const order = JSON.stringify({
  order: {
    line_items: [{ variant_id: variantId(1), quantity: 1 }],
    transactions: [{ kind: 'capture', amount: 42_000 }],
  },
});

describe('the sandbox as a program', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'says where it is in one line, answers, and ends cleanly on %s',
    async (signal) => {
      const child = launch('--port', '0', '--seed', '7', '--products', '60');
      const ready = await firstLine(child);
      expect(ready).toEqual({
        url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
        token: expect.stringMatching(/^[0-9A-F]{64}$/),
        locations: [
          { id: 410_001, name: 'CN Lê Lợi' },
          { id: 410_002, name: 'CN Hai Bà Trưng' },
        ],
      });
      expect(at(await call(ready, '/com/shop.json'), 'shop.currency')).toBe('VND');
      const ended = once(child, 'exit');
      child.kill(signal);
      expect(await ended).toEqual([0, null]);
    },
  );

  it('ends when the npm script that started it is killed', async () => {
    const launcher = `const { spawn } = require('node:child_process');
      const child = spawn(process.execPath, process.argv.slice(1), { stdio: ['ignore', 'pipe', 'inherit'] });
      child.stdout.once('data', (line) => process.stdout.write(JSON.stringify({ pid: child.pid }) + '\\n'));`;
    const parent = spawn(
      process.execPath,
      ['-e', launcher, join(root, 'sandbox/main.ts'), '--products', '1'],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
        env: { ...process.env, npm_lifecycle_event: 'sandbox' },
      },
    );
    children.push(parent);
    orphan = numberAt(await firstLine(parent), 'pid');
    parent.kill('SIGKILL');
    await until(
      async () => isRunning(orphan),
      (running) => !running,
    );
    expect(isRunning(orphan)).toBe(false);
  });

  it('keeps its state in a file, and books after a kill what it still owed', async () => {
    const flags = ['--products', '54', '--db', join(folder, 'shop.db')];
    const child = launch(...flags, '--settle-ms', '600000');
    const ready = await firstLine(child);
    const made = await call(ready, '/com/orders.json', { method: 'POST', body: order });
    const id = numberAt(made, 'order.id');
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
    const again = await firstLine(launch(...flags));
    expect(at(again, 'token')).toBe(at(ready, 'token'));
    expect(at(await call(again, `/com/orders/${id}.json`), 'order.financial_status')).toBe('paid');
    expect(at(await call(again, '/com/products/count.json'), 'count')).toBe(51);
  });

  it.each([
    ['an unknown flag', ['--colour', 'red'], 'colour'],
    ['a value out of range', ['--products', '500001'], '--products'],
  ])('refuses %s in a sentence', async (_name, flags, words) => {
    const child = launch(...flags);
    const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    expect(code).toBe(1);
    expect(said).toContain(words);
    expect(said).not.toContain('    at ');
  });
});

describe('closing', () => {
  it('frees the port for good, twice or with the port refused', async () => {
    const sandbox = await startSandbox({ products: 1 });
    await sandbox.control({ refuseMs: 60_000 });
    await Promise.all([sandbox.close(), sandbox.close()]);
    await sandbox.close();
    await expect(fetch(sandbox.url)).rejects.toThrow('fetch failed');
  });
});

describe('a file of a shop', () => {
  it('of other options is refused', async () => {
    const db = join(folder, 'shop.db');
    await (await startSandbox({ products: 10, db })).close();
    await expect(startSandbox({ products: 11, db })).rejects.toThrow('another shop');
    await (await startSandbox({ products: 10, db })).close();
  });
});
