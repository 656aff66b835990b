import { spawn } from 'node:child_process';
import { SetupError } from './report.mjs';

const keptCharacters = 3000;

/**
 * Runs a program to its end and gives back its stdout.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: Record<string, string | undefined>, timeoutMs?: number, remedy: string }} options
 * @returns {Promise<string>} throws a SetupError with the end of the output and `remedy` when the program fails
 */
export function run(program, args, { cwd, env, timeoutMs, remedy }) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: timeoutMs,
      windowsHide: true,
    });
    let stdout = '';
    let tail = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text;
      tail = (tail + text).slice(-keptCharacters);
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      tail = (tail + text).slice(-keptCharacters);
    });
    const fail = (reason) => {
      reject(new SetupError(`${[program, ...args].join(' ')}: ${reason}\n${tail.trim()}`, remedy));
    };
    child.on('error', (error) => fail(error.message));
    child.on('close', (code, signal) => {
      if (code === 0) resolve(stdout);
      else fail(signal ? `ended by ${signal}` : `exit code ${code}`);
    });
  });
}
