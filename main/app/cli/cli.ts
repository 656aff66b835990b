import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { explain } from '../../../contracts/errors/failure.ts';
import { errorRegistry } from '../../../contracts/errors/registry.ts';
import { refuseNewer } from '../../db/migrate.ts';
import { openStore } from '../../db/store.ts';
import { hasStuckCall } from '../../secrets/bounded-call.ts';
import { failure, success } from '../../services/answer.ts';
import { describeError } from '../../services/describe-error.ts';
import { setResourceRoot } from '../../services/resource-path.ts';
import { verifyStore } from '../../services/verify/verify.ts';
import { composeTill, SecondInstance } from '../compose.ts';
import { profileIn } from '../profile.ts';
import type { Answer } from './answer.ts';
import { readArguments } from './arguments.ts';
import { commands, runCommand } from './commands.ts';

const usage = `Usage: npm run till -- --profile DIR COMMAND [--pin P] [--json]

  bind --cloud URL --token T --branch ID [--owner-pin P] [--till N]
                                        the shop's first till needs --owner-pin
  staff add --name N --new-pin P --role owner|manager|cashier
  pull                                  download the shop
  open-shift --float AMOUNT
  sell --scan CODE[xQTY]… --tender cash|transfer|card:AMOUNT[:REFERENCE]…
  close-shift --counted AMOUNT
  push                                  send what waits
  status
  reconcile [--day YYYY-MM-DD]          hold a day against the cloud; exit code 1 when anything differs
  support-bundle --out FILE.zip         log, versions and state for support; no secrets, no customers, no sales
  verify                                check every invariant of the database

Every command but bind, reconcile and verify takes --pin P and has that person's rights. Amounts are whole đồng.`;

/** A printer that stands still in the middle of a receipt is left to it; the next start asks about the job. */
const paperPatienceMs = 20_000;

/** The command line: one command, one answer, exit code 0 or 1. */
async function main(argv: readonly string[]): Promise<number> {
  setResourceRoot(join(import.meta.dirname, '..', '..', '..', 'resources'));
  const given = readArguments(argv);
  if (given === null || given.help || given.command === '') {
    const answer = failure('COMMAND_UNKNOWN', {
      where: argv.filter((word) => !/^\d{8}$/.test(word)).join(' '),
    });
    if (argv.includes('--json')) print(answer, true);
    else process.stdout.write(`${usage}\n`);
    return given?.help === true ? 0 : 1;
  }
  const directory = given.one('profile');
  if (directory === undefined) return print(failure('COMMAND_UNKNOWN', { where: '--profile' }), given.json);
  if (given.command === 'verify') return print(verify(directory), given.json);
  if (commands[given.command] === undefined)
    return print(failure('COMMAND_UNKNOWN', { where: given.command }), given.json);
  try {
    const running = composeTill({ directory });
    try {
      const answer = await runCommand(running.till, given);
      const printed = print(answer, given.json);
      const code = answer.ok ? (commands[given.command]?.exitCode?.(answer.value) ?? printed) : printed;
      // Paper comes after the answer: the sale is durable whether the printer works or not.
      running.till.printer.start();
      await Promise.race([running.till.printer.settled(), setTimeout(paperPatienceMs, null, { ref: false })]);
      return code;
    } finally {
      await running.close();
    }
  } catch (error) {
    if (error instanceof SecondInstance) return print(failure('SECOND_INSTANCE'), given.json);
    const described = describeError(error);
    if (described.code === 'UNEXPECTED')
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    return print({ ok: false, error: described }, given.json);
  }
}

function verify(directory: string): Answer {
  const { database } = profileIn(directory);
  // A folder without a database was never set up; a file in the folder's place is a failure of the store like any other.
  if (!existsSync(database) && statSync(directory, { throwIfNoEntry: false })?.isFile() !== true)
    return failure('NOT_BOUND');
  try {
    const store = openStore(database, { readonly: true });
    try {
      refuseNewer(store);
      const violations = verifyStore(store.writer);
      for (const { check, says, subject } of violations)
        process.stdout.write(`${check}: ${subject} (${says})\n`);
      return violations.length === 0
        ? success({ violations })
        : failure('VERIFY_FAILED', { count: violations.length });
    } finally {
      store.close();
    }
  } catch (error) {
    return { ok: false, error: describeError(error) };
  }
}

function print(answer: Answer, json: boolean): number {
  if (answer.ok) {
    process.stdout.write(
      json
        ? `${JSON.stringify({ ok: true, ...answer.value })}\n`
        : `${JSON.stringify(answer.value, null, 2)}\n`,
    );
    return 0;
  }
  const { code } = answer.error;
  const { what, todo } = explain(answer.error, 'vi');
  const message = `${what} ${todo}`;
  if (json) process.stdout.write(`${JSON.stringify({ ok: false, error: { code, message } })}\n`);
  else
    process.stderr.write(
      `${message} (${code}${errorRegistry[code].dataAtRisk ? ', dữ liệu có thể bị ảnh hưởng' : ''})\n`,
    );
  return 1;
}

process.exitCode = await main(process.argv.slice(2));
// All is closed and on disk; a call into the keychain that never came back would keep the process for ever.
if (hasStuckCall()) process.stdout.write('', () => process.kill(process.pid, 'SIGKILL'));
