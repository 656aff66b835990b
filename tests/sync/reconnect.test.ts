import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { dispatch } from '../../main/ipc/dispatch.ts';
import type { Envelope } from '../../main/services/answer.ts';
import { KeyStoreFailure } from '../../main/services/ports-keychain.ts';
import { finishSetup } from '../../main/services/set-up.ts';
import { readBinding, writeBinding } from '../../main/services/shop-settings.ts';
import { demoCode } from '../../sandbox/generate/demo-goods.ts';
import type { Sandbox } from '../../sandbox/start.ts';
import { noDesktop } from '../support/no-desktop.ts';
import { must } from '../support/selling-till.ts';
import { actorOf, firstTill, joinedTill, type ShopTill } from '../support/shop-tills.ts';
import { cloudOrders, shopCloud } from '../support/synced-till.ts';

const newToken = 'C0FFEE42'.repeat(8);

type Window = (name: string, input?: unknown) => Promise<Envelope<unknown>>;

/** The owner at the window of a till that is set up and running, with a shift open. */
async function ownersTill(): Promise<{
  readonly sandbox: Sandbox;
  readonly one: ShopTill;
  readonly call: Window;
  readonly said: string[];
}> {
  const sandbox = await shopCloud({ products: 10, customers: 1 });
  const one = await firstTill(sandbox);
  must(await one.till.sync.firstPull(() => undefined));
  must(finishSetup(one.till));
  const { call, said } = windowOf(one);
  must(await call('shift:open', { float: 0 }));
  return { sandbox, one, call, said };
}

function windowOf({ till, session, log }: ShopTill) {
  const said: string[] = [];
  return {
    said,
    call: async (name: string, input?: unknown) => {
      session.open(actorOf({ till } as ShopTill));
      const context = {
        till,
        session,
        facts: { version: '1', demoPins: [] },
        preview: () => '',
        desktop: noDesktop,
        log: (event: string, details: Readonly<Record<string, unknown>>) => log.error(details, event),
      };
      const answer = await dispatch(context, name, input);
      said.push(JSON.stringify(answer));
      return answer;
    },
  };
}

async function sell(call: Window): Promise<void> {
  must(await call('cart:scan', { code: demoCode(1) }));
  const { active } = must(await call('cart:get')) as {
    active: { id: string; version: number; totals: { total: number } };
  };
  const tenders = [{ kind: 'cash', amount: 1_000_000, reference: '' }];
  must(await call('pay:complete', { cartId: active.id, version: active.version, tenders, print: false }));
}

function codeOf(answer: Envelope<unknown>): string {
  return answer.ok ? 'none' : answer.error.code;
}

function journalled({ till }: ShopTill): number {
  return till.store.all("SELECT 1 FROM journal WHERE kind = 'token-replaced'").length;
}

async function revoked() {
  const shop = await ownersTill();
  const { sandbox, one, call } = shop;
  await sandbox.control({ token: newToken });
  await sell(call);
  await sell(call);
  await vi.waitFor(() => expect(one.till.sync.connection().state).toBe('token-refused'), 5_000);
  return shop;
}

describe('a token that was withdrawn while sales wait', { timeout: 30_000 }, () => {
  it('is replaced by the owner, and the queue goes up at once, each sale once', async () => {
    const { sandbox, one, call } = await revoked();
    expect(one.till.sync.connection().waiting).toBe(2);
    must(await call('setup:reconnect', { token: ` ${newToken}\n` }));
    await vi.waitFor(() => expect(one.till.sync.connection().waiting).toBe(0), 5_000);
    expect(one.till.sync.connection().state).toBe('online');
    expect(await one.keyStore.get('cloud-token')).toBe(newToken);
    expect(await cloudOrders({ ...sandbox, token: newToken })).toHaveLength(2);
    expect(journalled(one)).toBe(1);
  });

  it('lets stock and prices come again at once too, however long the till had given up', async () => {
    const { one, call } = await revoked();
    const before = one.till.sync.connection().lastPullAt ?? 0;
    must(await call('setup:reconnect', { token: newToken }));
    await vi.waitFor(() => expect(one.till.sync.connection().lastPullAt ?? 0).toBeGreaterThan(before), 5_000);
  });

  it('opens the shop’s shared PINs with the new one, so that the next till joins', async () => {
    const { sandbox, one, call } = await revoked();
    must(await call('setup:reconnect', { token: newToken }));
    must(await one.till.shopData.share());
    const second = await joinedTill({ ...sandbox, token: newToken });
    expect(actorOf(second)).toMatchObject({ role: 'owner' });
  });

  it('never shows either token, in no answer and in no file', async () => {
    const { sandbox, one, call, said } = await revoked();
    const wrong = 'DEADBEEF'.repeat(8);
    await call('setup:reconnect', { token: wrong });
    await call('setup:reconnect', { token: `${wrong}\u0000mã` });
    must(await call('setup:reconnect', { token: newToken }));
    await call('app:view');
    await call('health:view');
    await one.close();
    const files = readdirSync(one.directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'));
    expect(files.length).toBeGreaterThan(2);
    for (const text of [...said, ...files])
      for (const secret of [sandbox.token, newToken, wrong]) expect(text.includes(secret)).toBe(false);
  });
});

describe('a token that will not do', { timeout: 30_000 }, () => {
  const oldToken = async ({ keyStore }: ShopTill) => keyStore.get('cloud-token');

  it('is refused with its reason, and nothing is lost: the old one stays and goes on working', async () => {
    const { sandbox, one, call } = await ownersTill();
    expect(codeOf(await call('setup:reconnect', { token: newToken }))).toBe('CLOUD_TOKEN_REFUSED');
    expect(codeOf(await call('setup:reconnect', { token: '' }))).toBe('CLOUD_TOKEN_REFUSED');
    expect(await oldToken(one)).toBe(sandbox.token);
    expect(journalled(one)).toBe(0);
    await sell(call);
    await vi.waitFor(() => expect(one.till.sync.connection().waiting).toBe(0), 5_000);
    expect(one.till.sync.connection().state).toBe('online');
  });

  it('of another shop is named so', async () => {
    const { sandbox, one, call } = await ownersTill();
    const bound = readBinding(one.till.store);
    if (bound === null) throw new Error('the till is bound');
    writeBinding(one.till.store, { ...bound, shopId: bound.shopId + 1, shopName: 'Tạp hóa Khác' });
    await sandbox.control({ token: newToken });
    expect(await call('setup:reconnect', { token: newToken })).toMatchObject({
      ok: false,
      error: { code: 'CLOUD_OTHER_SHOP', params: { ours: 'Tạp hóa Khác' } },
    });
    expect(await oldToken(one)).toBe(sandbox.token);
  });

  it('that does not reach this till’s branch names the branch', async () => {
    const { sandbox, one, call } = await ownersTill();
    const bound = readBinding(one.till.store);
    if (bound === null) throw new Error('the till is bound');
    writeBinding(one.till.store, { ...bound, locationId: 404, branchName: 'CN Đã Đóng' });
    expect(await call('setup:reconnect', { token: sandbox.token })).toMatchObject({
      ok: false,
      error: { code: 'CLOUD_BRANCH_GONE', params: { branch: 'CN Đã Đóng' } },
    });
  });

  it('that lacks permissions names every one of them', async () => {
    const { sandbox, one, call } = await ownersTill();
    await sandbox.control({ token: newToken, forbidden: ['inventory_locations', 'orders'] });
    expect(await call('setup:reconnect', { token: newToken })).toMatchObject({
      ok: false,
      error: {
        code: 'CLOUD_SCOPE_MISSING',
        params: { scope: 'com.write_inventories, com.write_orders' },
      },
    });
    expect(await oldToken(one)).toBe(sandbox.token);
    await sandbox.control({ forbidden: [] });
    must(await call('setup:reconnect', { token: newToken }));
  });

  it('cannot be checked without a line, and says so', async () => {
    const { sandbox, one, call } = await ownersTill();
    await sandbox.control({ down: true });
    expect(codeOf(await call('setup:reconnect', { token: newToken }))).toBe('CLOUD_UNREACHABLE');
    expect(await oldToken(one)).toBe(sandbox.token);
  });

  it('finds the line broken in the middle of the check, and keeps the old one', async () => {
    const { sandbox, one, call } = await ownersTill();
    await sandbox.control({ token: newToken, forbidden: [], garbage: 0 });
    await one.till.sync.stop();
    // Shop and branches answer; one of the questions after them does not.
    const cloud = one.till.openCloud;
    const broken = {
      ...one.till,
      openCloud: (address: Parameters<typeof cloud>[0]) => {
        const shop = cloud(address);
        return {
          ...shop,
          missingScopes: async () => {
            await sandbox.control({ badGateways: 1 });
            return shop.missingScopes();
          },
        };
      },
    };
    const { call: callBroken } = windowOf({ ...one, till: broken });
    expect(codeOf(await callBroken('setup:reconnect', { token: newToken }))).toBe('CLOUD_UNREACHABLE');
    expect(await oldToken(one)).toBe(sandbox.token);
    must(await call('setup:reconnect', { token: newToken }));
  });

  it('finds the keychain locked before anything is asked', async () => {
    const { sandbox, one } = await ownersTill();
    const locked = {
      ...one.keyStore,
      probe: async () => 'locked' as const,
      set: async () => {
        throw new KeyStoreFailure('locked');
      },
    };
    const { call } = windowOf({ ...one, till: { ...one.till, keyStore: locked } });
    sandbox.resetStats();
    await one.till.sync.stop();
    expect(codeOf(await call('setup:reconnect', { token: newToken }))).toBe('KEYCHAIN_LOCKED');
    expect(await oldToken(one)).toBe(sandbox.token);
  });
});

describe('a permission that was taken from a good token', { timeout: 30_000 }, () => {
  it('is named while sales wait, and is gone from the words once it is given back', async () => {
    const { sandbox, one, call } = await ownersTill();
    await sandbox.control({ forbidden: ['orders'] });
    await sell(call);
    await vi.waitFor(
      () =>
        expect(one.till.sync.connection()).toMatchObject({
          state: 'scope-missing',
          // Orders are looked for before any is sent.
          missingScopes: ['com.read_orders'],
          waiting: 1,
        }),
      5_000,
    );
    await sandbox.control({ forbidden: [] });
    must(await call('setup:reconnect', { token: sandbox.token }));
    await vi.waitFor(
      () => expect(one.till.sync.connection()).toMatchObject({ state: 'online', waiting: 0 }),
      5_000,
    );
  });
});
