import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { composeTill } from '../../main/app/compose.ts';
import { profileIn } from '../../main/app/profile.ts';
import { insertStaff } from '../../main/db/repositories/staff.ts';
import { openStore, type Store } from '../../main/db/store.ts';
import { memoryKeyStore } from '../../main/secrets/memory-key-store.ts';
import { givePin } from '../../main/services/manage-staff.ts';
import { setResourceRoot } from '../../main/services/resource-path.ts';
import { openShift } from '../../main/services/run-shift.ts';
import { writeBinding } from '../../main/services/shop-settings.ts';
import { fillGoods } from './fill-goods.ts';
import { must, smallShop } from './selling-till.ts';

const root = join(import.meta.dirname, '../..');
const node = join(root, 'node_modules/node/bin/node');

export const pins = { owner: '20260701', cashier: '24682468' } as const;

/** Fills a profile folder as set-up and an opened shift leave it, without a cloud: bound, two people, the small shop's goods. */
export async function fillProfile(directory: string): Promise<void> {
  setResourceRoot(join(root, 'resources'));
  const { till, close } = composeTill({ directory, keyStore: memoryKeyStore() });
  const at = till.clock();
  writeBinding(till.store, {
    tillId: 'till-1',
    shopId: 1,
    shopName: 'Tạp hóa Thử',
    baseUrl: 'http://127.0.0.1:1',
    locationId: 11,
    branchName: 'CN Lê Lợi',
    branchCode: 'LL',
    tillNumber: 1,
    boundAt: at,
  });
  for (const role of ['owner', 'cashier'] as const) {
    insertStaff(till.store, { id: role, name: `Người ${role}`, role, at });
    must(await givePin(till, null, { staffId: role, pin: pins[role], role }));
  }
  fillGoods(till.store, smallShop);
  must(openShift(till, { staffId: 'cashier', name: 'Người cashier', role: 'cashier' }, 500_000));
  await close();
}

/** The database of a profile, read beside whatever program works on it. */
export function readProfile<T>(directory: string, look: (store: Store) => T): T {
  const store = openStore(profileIn(directory).database, { readonly: true });
  try {
    return look(store);
  } finally {
    store.close();
  }
}

export type CommandAnswer = {
  /** Null when it was killed. */
  readonly code: number | null;
  /** The last line on stdout, as JSON; undefined when that line is none. */
  readonly answer: Readonly<Record<string, unknown>> | undefined;
  readonly stdout: string;
  readonly stderr: string;
};

export type RunningCommand = {
  readonly kill: () => void;
  readonly done: Promise<CommandAnswer>;
};

/** Program and arguments of the real command line. */
export function commandLine(...words: readonly string[]): readonly string[] {
  return [node, '--disable-warning=ExperimentalWarning', join(root, 'main/app/cli/cli.ts'), ...words];
}

/** Starts the real command line in a process of its own, which ends with the test. */
export function startCommand(...words: readonly string[]): RunningCommand {
  const running = startCommandIn({}, ...words);
  onTestFinished(running.kill);
  return running;
}

/** With more in its environment, outside of a test as well: whoever starts it sees to its end. */
export function startCommandIn(
  env: Readonly<Record<string, string>>,
  ...words: readonly string[]
): RunningCommand {
  const [program, ...args] = commandLine(...words);
  const child = spawn(program ?? node, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return {
    kill: () => void child.kill('SIGKILL'),
    done: new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => resolve({ code, answer: lastLine(stdout), stdout, stderr }));
    }),
  };
}

export function runCommand(...words: readonly string[]): Promise<CommandAnswer> {
  return startCommand(...words).done;
}

function lastLine(stdout: string): Readonly<Record<string, unknown>> | undefined {
  // A line that was cut off by a kill was never an answer.
  if (!stdout.endsWith('\n')) return undefined;
  try {
    const parsed: unknown = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : undefined;
  } catch {
    return undefined;
  }
}
