import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { app } from 'electron';
import { z } from 'zod';
import type { Envelope } from '../../contracts/errors/failure.ts';
import type { Role } from '../../domain/staff.ts';
import { givePin, staffViews } from '../services/manage-staff.ts';
import { bindMachine, connectShop, finishSetup, isSetUp, nameOwner } from '../services/set-up.ts';
import { readBinding, readShopSettings, writeShopSettings } from '../services/shop-settings.ts';
import type { RunningTill } from './compose.ts';
import type { DemoOptions } from './start-options.ts';

type DemoPin = { readonly name: string; readonly role: Role; readonly pin: string };

const cloudReady = z.object({
  url: z.string(),
  token: z.string(),
  locations: z.array(z.object({ id: z.number(), name: z.string() })).min(1),
});

type DemoCloud = z.output<typeof cloudReady>;

/** In the order of the shop's staff, the account owner first. */
const pins: readonly { readonly role: Role; readonly pin: string }[] = [
  { role: 'owner', pin: '20260701' },
  { role: 'manager', pin: '35791357' },
  { role: 'cashier', pin: '24682468' },
];

/** Where demo money goes: a made-up account, so that nobody is ever paid by accident. */
const demoAccount = { bin: '970436', account: '0000000000', holder: 'SHOP DEMO' };

/**
 * The demo shop: starts the shop cloud that lies in the sources, and on the first run connects, binds and fills this till the way an
 * owner would. Gives back the PINs for the lock screen.
 */
export async function startDemoShop(running: RunningTill, options: DemoOptions): Promise<readonly DemoPin[]> {
  const cloud = await startDemoCloud(running, options);
  const { till } = running;
  mustSucceed(await connectShop(till, { baseUrl: cloud.url, token: cloud.token }));
  if (!isSetUp(till.store)) await setUp(running, cloud);
  return staffViews(till.store)
    .filter((person) => person.hasPin)
    .flatMap((person, index) => {
      const pin = pins[index];
      return pin === undefined ? [] : [{ name: person.name, role: person.role, pin: pin.pin }];
    });
}

async function setUp({ till }: RunningTill, cloud: DemoCloud): Promise<void> {
  const [branch] = cloud.locations;
  if (branch === undefined) throw new Error('the demo shop has no branch');
  if (readBinding(till.store) === null)
    mustSucceed(await bindMachine(till, null, { locationId: branch.id, tillNumber: 1 }));
  for (const [index, person] of staffViews(till.store).entries()) {
    const grant = pins[index];
    if (grant === undefined || person.hasPin) continue;
    if (index === 0)
      mustSucceed(await nameOwner(till, { staffId: person.id, name: person.name, pin: grant.pin }));
    else mustSucceed(await givePin(till, null, { staffId: person.id, ...grant }));
  }
  mustSucceed(await till.sync.firstPull((progress) => till.notify('pull', progress)));
  writeShopSettings(till.store, { ...readShopSettings(till.store), transferAccount: demoAccount });
  mustSucceed(finishSetup(till));
}

/** The cloud runs as a process of its own, under the Node of the sources, and ends with the app. */
async function startDemoCloud(running: RunningTill, options: DemoOptions): Promise<DemoCloud> {
  const folder = join(running.profile.directory, 'demo-cloud');
  mkdirSync(folder, { recursive: true });
  const node = join(
    options.sourceRoot,
    'node_modules',
    'node',
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
  const child = spawn(
    node,
    [
      join(options.sourceRoot, 'sandbox', 'main.ts'),
      ...[
        '--port',
        '0',
        '--seed',
        '7',
        '--products',
        String(options.products),
        '--db',
        join(folder, 'cloud.db'),
      ],
    ],
    // A killed app takes the pipe with it, and the cloud ends too.
    { stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, SANDBOX_FOLLOWS_PARENT: '1' } },
  );
  app.on('will-quit', () => child.kill());
  return cloudReady.parse(JSON.parse(await firstLine(child)));
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    if (child.stdout === null) return reject(new Error('the demo cloud has no output'));
    createInterface({ input: child.stdout }).once('line', resolve);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the demo cloud ended with code ${code}`)));
  });
}

/** The demo shop is our own: what fails here is a mistake in the sources. */
function mustSucceed<T>(answer: Envelope<T>): T {
  if (!answer.ok) throw new Error(`the demo shop could not be set up: ${answer.error.code}`);
  return answer.value;
}
