import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';

const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs a command on this process's own stdio, passes signals on, and answers how it ended.
 *
 * @param {readonly string[]} command program and arguments
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>} the exit code, 128 + signal number if a signal ended it, 127 if it could not start
 */
export function runInForeground([program, ...args], env) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { env, stdio: 'inherit' });
    const handlers = forwarded.map((signal) => [signal, () => child.kill(signal)]);
    for (const [signal, handler] of handlers) process.on(signal, handler);
    const settle = (code) => {
      for (const [signal, handler] of handlers) process.off(signal, handler);
      resolve(code);
    };
    child.on('error', (error) => {
      process.stderr.write(`${program}: ${error.message}\n`);
      settle(127);
    });
    child.on('close', (code, signal) => settle(signal ? 128 + constants.signals[signal] : code));
  });
}

const setpriv = '/usr/bin/setpriv';

/**
 * Starts a helper process that must not outlive this one: in its own process group, so that Ctrl+C in the terminal
 * reaches the command and not the helper under it, and, where util-linux is there, ended by the kernel when this
 * process is killed.
 */
export function spawnDaemon(program, args, options) {
  const [file, all] = existsSync(setpriv)
    ? [setpriv, ['--pdeathsig', 'TERM', program, ...args]]
    : [program, args];
  return spawn(file, all, { ...options, detached: true });
}

/** Ends a process this one started and waits until it is gone; SIGKILL after `patienceMs`. */
export function stop(child, patienceMs = 2_000) {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs);
    child.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
    child.kill('SIGTERM');
  });
}

/** The command after this script's own name, or a usage error. */
export function commandLine(script) {
  const command = process.argv.slice(2);
  if (command[0] === '--') command.shift();
  if (command.length === 0) {
    process.stderr.write(`usage: node scripts/${script} COMMAND [ARGUMENTS]\n`);
    process.exit(2);
  }
  return command;
}
