import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { composeTill, type RunningTill } from '../../main/app/compose.ts';
import { memoryKeyStore } from '../../main/secrets/memory-key-store.ts';
import { staffViews } from '../../main/services/manage-staff.ts';
import type { KeyStore } from '../../main/services/ports-keychain.ts';
import { setResourceRoot } from '../../main/services/resource-path.ts';
import { bindMachine, connectShop, nameOwner } from '../../main/services/set-up.ts';
import { readBinding, readShopSettings } from '../../main/services/shop-settings.ts';
import { signIn } from '../../main/services/sign-in.ts';
import type { Sandbox } from '../../sandbox/start.ts';
import { must } from './selling-till.ts';
import { cloudGet } from './synced-till.ts';
import { tempFolder } from './temp-folder.ts';

const root = join(import.meta.dirname, '../..');

export const pins = {
  owner: '20260701',
  manager: '35791357',
  cashier: '24682468',
  other: '73926410',
} as const;

export type ShopTill = RunningTill & {
  readonly directory: string;
  readonly keyStore: KeyStore;
  /** As after a restart: the same folder and keychain. */
  readonly reopen: () => Promise<ShopTill>;
};

/** A till as the program puts it together, in a new folder, not set up yet. */
export function shopTill(
  over: { readonly directory?: string; readonly keyStore?: KeyStore; readonly clock?: () => number } = {},
): ShopTill {
  setResourceRoot(join(root, 'resources'));
  const directory = over.directory ?? join(tempFolder(), 'profile');
  const keyStore = over.keyStore ?? memoryKeyStore();
  const running = composeTill({ ...over, directory, keyStore });
  let isClosed = false;
  const close = async () => {
    if (isClosed) return;
    isClosed = true;
    await running.close();
  };
  onTestFinished(close);
  return {
    ...running,
    close,
    directory,
    keyStore,
    reopen: async () => {
      await close();
      return shopTill({ ...over, directory, keyStore });
    },
  };
}

let lastNumber = 0;

/** Connects and binds to the shop's branch of that position, with a till number nobody has. */
export async function bindTo(
  { till }: ShopTill,
  sandbox: Sandbox,
  branch: number,
  token: string = sandbox.token,
): Promise<void> {
  must(await connectShop(till, { baseUrl: sandbox.url, token }));
  lastNumber = (lastNumber % 99) + 1;
  must(
    await bindMachine(till, null, {
      locationId: sandbox.locations[branch]?.id ?? 0,
      tillNumber: readBinding(till.store)?.tillNumber ?? lastNumber,
    }),
  );
}

/** The shop's first till, up to its owner. */
export async function firstTill(sandbox: Sandbox): Promise<ShopTill> {
  const one = shopTill();
  await bindTo(one, sandbox, 0);
  const owner = staffViews(one.till.store).find((person) => person.isAccountOwner);
  must(await nameOwner(one.till, { staffId: owner?.id ?? null, name: 'Chủ', pin: pins.owner }));
  must(await one.till.shopData.share());
  return one;
}

export async function joinedTill(sandbox: Sandbox, branch = 1): Promise<ShopTill> {
  const one = shopTill();
  await bindTo(one, sandbox, branch);
  return one;
}

/** Who that PIN is, or the code of the refusal. A wrong try costs no wait here. */
export async function whoIs(
  { till }: ShopTill,
  pin: string,
): Promise<{ readonly name: string; readonly role: string } | string> {
  const answer = await signIn(till, pin);
  till.store.run('UPDATE sign_in_guard SET failures = 0, blocked_until_at = 0');
  return answer.ok ? { name: answer.value.name, role: answer.value.role } : answer.error.code;
}

export function personNamed({ till }: ShopTill, name: string): string {
  const person = staffViews(till.store).find((one) => one.name === name);
  if (person === undefined) throw new Error(`nobody is called ${name}`);
  return person.id;
}

export function actorOf(one: ShopTill) {
  const person = staffViews(one.till.store).find(
    (candidate) => candidate.role === 'owner' && candidate.hasPin,
  );
  if (person === undefined) throw new Error('this till has no owner');
  return { staffId: person.id, name: person.name, role: 'owner' as const };
}

/** Everything two tills must agree on: people by what they may do, and the shop's settings. */
export function shopDataOf({ till }: ShopTill): unknown {
  const people = till.store.all(
    'SELECT name, role, pin_digest, pin_clashed FROM staff WHERE pin_digest IS NOT NULL OR pin_clashed = 1 ORDER BY name',
  );
  const { locale, soundVolume, receiptHeader, ...shared } = readShopSettings(till.store);
  return { people, shared };
}

export type CloudField = { readonly id: number; readonly key: string; readonly value: string };

/** The shop's metafields, as anybody with access to them sees them. */
export async function cloudFields(sandbox: Sandbox): Promise<readonly CloudField[]> {
  const { metafields } = await cloudGet<{ metafields: readonly CloudField[] }>(
    sandbox,
    '/com/metafields.json?namespace=quay&limit=50',
  );
  return metafields;
}

/** Writes past every till, as somebody with access to metafields could. */
export async function overwriteField(sandbox: Sandbox, key: string, value: string): Promise<void> {
  const field = (await cloudFields(sandbox)).find((one) => one.key === key);
  const response = await fetch(`${sandbox.url}/com/metafields/${field?.id}.json`, {
    method: 'PUT',
    headers: { Authorization: `Bearer ${sandbox.token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ metafield: { value, value_type: 'string' } }),
  });
  if (!response.ok) throw new Error(`the field was not written: ${response.status}`);
}
