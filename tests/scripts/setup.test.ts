import { spawn } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quay-test-setup-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface Ending {
  readonly code: number | null;
  readonly stdout: string;
  readonly lines: readonly string[];
}

function node(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>> = {},
): Promise<Ending> {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise((resolve) =>
    child.on('close', (code) =>
      resolve({ code, stdout, lines: stderr.split('\n').filter((line) => line !== '') }),
    ),
  );
}

function evaluate(module: string, body: string, env: Readonly<Record<string, string>> = {}): Promise<Ending> {
  const url = pathToFileURL(join(root, 'scripts', module)).href;
  return node(['--input-type=module', '-e', `import * as it from ${JSON.stringify(url)};\n${body}`], env);
}

describe('set-up', () => {
  it('says and does nothing when there is nothing to do', async () => {
    expect(await node([join(root, 'scripts/setup.mjs')])).toEqual({ code: 0, stdout: '', lines: [] });
  });

  it.skipIf(process.platform === 'win32')('ends a failure with the one thing to do', async () => {
    cpSync(join(root, 'scripts'), join(folder, 'scripts'), { recursive: true });
    for (const file of ['package.json', 'package-lock.json']) cpSync(join(root, file), join(folder, file));
    const bin = join(folder, 'bin');
    mkdirSync(bin);
    writeFileSync(join(bin, 'npm'), '#!/bin/sh\necho "getaddrinfo failed" >&2\nexit 1\n');
    chmodSync(join(bin, 'npm'), 0o755);
    const ending = await node([join(folder, 'scripts/setup.mjs')], {
      PATH: `${bin}:${process.env['PATH']}`,
      npm_execpath: undefined,
    });
    expect(ending.code).toBe(1);
    expect(ending.stdout).toBe('');
    expect(ending.lines).toContain('getaddrinfo failed');
    expect(ending.lines.at(-1)).toBe(
      'quay: Check that the npm registry is reachable, then run the command again.',
    );
  });
});

describe('the cache', () => {
  const make = `await it.makeOnce('thing', (draft) => fs.promises.writeFile(draft + '/made', String(process.pid)));`;

  it('makes a folder once', async () => {
    const body = `import fs from 'node:fs'; ${make} await it.makeOnce('thing', () => { throw new Error('twice'); });`;
    expect(await evaluate('setup/make-once.mjs', body, { QUAY_CACHE_DIR: folder })).toMatchObject({
      code: 0,
    });
    expect(readdirSync(folder)).toEqual(['thing']);
  });

  it('leaves nothing behind when making it fails', async () => {
    const body = `await it.makeOnce('thing', async () => { throw new Error('no disk'); });`;
    const ending = await evaluate('setup/make-once.mjs', body, { QUAY_CACHE_DIR: folder });
    expect(ending.code).toBe(1);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is whole when two processes make it at once', async () => {
    const body = `import fs from 'node:fs'; ${make}`;
    const endings = await Promise.all(
      [1, 2, 3].map(() => evaluate('setup/make-once.mjs', body, { QUAY_CACHE_DIR: folder })),
    );
    expect(endings.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(readdirSync(folder)).toEqual(['thing']);
    expect(readdirSync(join(folder, 'thing'))).toEqual(['made']);
  });
});

describe('the stages of the checks', () => {
  const run = (stages: string): Promise<Ending> => {
    const body = `
      const step = (name, code) => ({ name, command: [process.execPath, '-e', 'process.exit(' + code + ')'] });
      process.exitCode = await it.runStages(${stages}, process.env);`;
    return evaluate('support/stages.mjs', body);
  };

  it('reports every failure and fails as a whole', async () => {
    const { code, stdout } = await run(`[[step('a', 1), step('b', 0)], [step('c', 3)]]`);
    expect(code).toBe(1);
    const summary = stdout.split('\n').filter((line) => /^(?:passed|FAILED) +\d/.test(line));
    expect(summary.map((line) => line.replace(/ +[\d.]+ s +/, ' ')).sort()).toEqual([
      'FAILED a',
      'FAILED c',
      'passed b',
    ]);
  });

  it('passes when all steps pass', async () => {
    expect((await run(`[[step('a', 0)], [step('b', 0)]]`)).code).toBe(0);
  });

  it('skips what follows a failed build', async () => {
    const { code, stdout } = await run(`[[step('build', 1)], [step('end-to-end', 0)]]`);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^skipped +0\.0 s +end-to-end$/m);
  });
});
