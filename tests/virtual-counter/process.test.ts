import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readPng } from '../support/read-png.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { call, feedAndCut, fence, initialise, picture, status } from './support.ts';

const main = join(import.meta.dirname, '../../virtual-counter/main.ts');

function launch(...flags: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, [main, ...flags], { stdio: ['pipe', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

/** The tool with a keyboard: each order gives its answer. */
async function tool(...flags: readonly string[]) {
  const child = launch('--port', '0', '--speed', 'instant', ...flags);
  if (child.stdout === null || child.stdin === null) throw new Error('no pipes');
  const { stdin } = child;
  const events: string[] = [];
  const answers: string[] = [];
  let more: () => void = () => undefined;
  createInterface({ input: child.stdout }).on('line', (line) => {
    (line.startsWith('* ') ? events : answers).push(line);
    more();
  });
  const next = async (list: string[], found: (line: string) => boolean = () => true): Promise<string> => {
    for (;;) {
      const line = list.find(found);
      if (line !== undefined) {
        list.splice(list.indexOf(line), 1);
        return line;
      }
      await new Promise<void>((resolve) => (more = resolve));
    }
  };
  const ready: unknown = JSON.parse(await next(answers));
  const port = typeof ready === 'object' && ready !== null && 'port' in ready ? Number(ready.port) : 0;
  return {
    child,
    ready,
    port,
    order: (words: string) => {
      stdin.write(`${words}\n`);
      return next(answers);
    },
    event: (words: string) => next(events, (line) => line.includes(words)),
  };
}

describe('the tool', () => {
  it('says where it is, prints, and keeps bytes, picture and log', async () => {
    const out = join(tempFolder(), 'paper');
    const { ready, port, event } = await tool('--out', out, '--model', 'epson');
    expect(ready).toEqual({ host: '127.0.0.1', port, model: 'epson', out });
    const line = await call({ port });
    const job = Buffer.concat([initialise, picture(40), feedAndCut, fence]);
    line.send(job);
    await line.hear(1);
    await event('cut 1: paper-0001.png, 5 mm');
    expect(readFileSync(join(out, 'line-0001.bin')).equals(job)).toBe(true);
    const paper = readPng(readFileSync(join(out, 'paper-0001.png')));
    expect([paper.width, paper.rows.length]).toEqual([576 + 48, 40 + 48]);
    expect(paper.rows[24]?.slice(24, 600)).toBe('10'.repeat(288));
    expect(
      readFileSync(join(out, 'log.txt'), 'utf8')
        .split('\n')
        .filter((one) => !one.startsWith('#')),
    ).toEqual(['initialise', 'picture 576x40', 'cut partial after feeding', 'fence (paper)', '']);
  });

  it('obeys orders, one line of answer each, and says what it does not know', async () => {
    const { port, order, child } = await tool('--out', tempFolder());
    const line = await call({ port });
    expect(await order('paper out')).toBe('the paper is out');
    line.send(status(4));
    expect(await line.hear(1)).toBe('7e');
    expect(await order('paper in 200')).toBe('there is paper for 200 rows');
    expect(await order('cover open')).toBe('the cover is open');
    line.send(status(2));
    expect(await line.hear(2)).toBe('7e16');
    expect(await order('COVER CLOSE')).toBe('the cover is closed');
    expect(await order('drawer open')).toBe('the drawer is open');
    line.send(status(1));
    expect(await line.hear(3)).toBe('7e1616');
    expect(await order('dance')).toBe('unknown order "dance"; "help" lists what there is');
    expect(await order('slow')).toBe('slow: how many times?');
    expect(await order('slow 20')).toBe('prints 20 times slower');
    expect(await order('at noon quit')).toBe(
      'at: one of connect, byte, row, cut, status, fence, process-id, end',
    );
    expect(await order('at row 5 dance')).toBe('at: unknown order "dance"');
    const help = await order('help');
    for (const words of ['paper out', 'power on', 'cut line', 'error cutter', 'state', 'quit'])
      expect(help).toContain(words);
    expect(await order('at row 5 power off')).toBe('at row 5: power off');
    line.send(picture(20));
    expect(await line.over).toBe('broken');
    expect(JSON.parse(await order('state'))).toMatchObject({ power: 'off', uncutRows: 5, cuts: 0 });
    expect(await order('power on')).toBe('the power is on');
    const again = await call({ port });
    again.send(status(1));
    expect(await again.hear(1)).toBe('16');
    const ended = once(child, 'exit');
    child.stdin?.write('quit\n');
    expect(await ended).toEqual([0, null]);
  });

  it('shows unknown bytes', async () => {
    const { port, event } = await tool('--out', tempFolder(), '--model', 'clone');
    const line = await call({ port });
    line.send(0x1b, 0x00);
    expect(await event('FAILURE')).toBe('* FAILURE at byte 0: unknown command 1b00');
  });

  it('keeps the paper that was not cut off when it ends', async () => {
    const out = tempFolder();
    const { port, child } = await tool('--out', out);
    const line = await call({ port });
    line.send(picture(8), fence);
    await line.hear(1);
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    expect(existsSync(join(out, 'paper-0001.png'))).toBe(true);
  });

  it.each([
    ['an unknown flag', ['--colour', 'red'], 'colour'],
    ['an unknown model', ['--model', 'star'], '--model'],
    ['a port out of range', ['--port', '70000'], '--port'],
  ])('refuses %s in a sentence', async (_name, flags, words) => {
    const child = launch(...flags);
    if (child.stderr === null) throw new Error('no stderr');
    const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    expect(code).toBe(1);
    expect(said).toContain(words);
    expect(said).not.toContain('    at ');
  });
});
