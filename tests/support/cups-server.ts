import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { type RunProgram, runsProgram } from '../../main/devices/printer/transports/run-program.ts';
import { tempFolder } from './temp-folder.ts';

const scheduler = '/usr/sbin/cupsd';
const isMissing =
  !existsSync(scheduler) || !existsSync('/usr/lib/cups/backend/socket') || process.getuid?.() !== 0;

export const cups = {
  isMissing,
  note: isMissing ? ' [skipped, run as root after: apt-get install cups cups-client]' : '',
};

export type CupsServer = {
  readonly run: RunProgram;
  /** A raw queue whose printer listens on a port of this machine. */
  readonly addQueue: (name: string, port: number) => void;
  readonly command: (program: string, ...args: readonly string[]) => void;
  readonly stop: () => Promise<void>;
};

/** A CUPS of its own, in a folder of its own, that knows nothing of the machine's printers. */
export async function startCups(): Promise<CupsServer> {
  const folder = tempFolder();
  chmodSync(folder, 0o755);
  for (const name of ['spool', 'cache', 'run', 'log']) mkdirSync(join(folder, name));
  spawnSync('chown', ['-R', 'lp:lp', ...['spool', 'cache', 'run', 'log'].map((name) => join(folder, name))]);
  const socket = join(folder, 'cups.sock');
  writeFileSync(join(folder, 'cupsd.conf'), configuration(socket));
  writeFileSync(join(folder, 'cups-files.conf'), places(folder));
  const server = spawn(
    scheduler,
    ['-f', '-c', join(folder, 'cupsd.conf'), '-s', join(folder, 'cups-files.conf')],
    {
      stdio: 'ignore',
    },
  );
  const env = { ...process.env, CUPS_SERVER: socket };
  const stop = () => ended(server);
  onTestFinished(stop);
  const run = runsProgram(10_000, env);
  await until(async () => {
    const said = await run('lpstat', ['-r']);
    return typeof said === 'object' && /is running/.test(said.out);
  });
  const command = (program: string, ...args: readonly string[]) => {
    const { status, stderr } = spawnSync(program, args, { env: { ...env, LC_ALL: 'C' }, encoding: 'utf8' });
    if (status !== 0) throw new Error(`${program}: ${stderr}`);
  };
  return {
    run,
    command,
    stop,
    addQueue: (name, port) =>
      command('lpadmin', '-p', name, '-E', '-v', `socket://127.0.0.1:${port}`, '-m', 'raw'),
  };
}

/** Asks again until it holds. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await setTimeout(20);
}

async function ended(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const gone = new Promise((resolve) => server.once('exit', resolve));
  server.kill();
  await gone;
}

function configuration(socket: string): string {
  const everybody = '  Order allow,deny\n  Allow all\n';
  return [
    'LogLevel warn',
    `Listen ${socket}`,
    'Browsing Off',
    'DefaultAuthType None',
    'WebInterface No',
    `<Location />\n${everybody}</Location>`,
    `<Location /admin>\n${everybody}</Location>`,
    `<Policy default>\n  JobPrivateAccess all\n  JobPrivateValues none\n  <Limit All>\n${everybody}  </Limit>\n</Policy>`,
    '',
  ].join('\n');
}

function places(folder: string): string {
  return [
    `ServerRoot ${folder}`,
    `RequestRoot ${folder}/spool`,
    `TempDir ${folder}/spool`,
    `CacheDir ${folder}/cache`,
    `StateDir ${folder}/run`,
    `AccessLog ${folder}/log/access`,
    `ErrorLog ${folder}/log/error`,
    `PageLog ${folder}/log/page`,
    'User lp',
    'Group lp',
    'SystemGroup root',
    '',
  ].join('\n');
}
