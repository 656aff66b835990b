import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../contracts/errors/registry.ts';
import { createApiBudget } from '../../main/cloud/api-budget.ts';
import { haravanClient } from '../../main/cloud/haravan/client.ts';
import { ownMetafields } from '../../main/cloud/haravan/metafields.ts';
import { seededSpread } from '../../main/cloud/seeded-spread.ts';
import { createShopData } from '../../main/cloud/shop-data/link.ts';
import { openPeppers } from '../../main/secrets/pepper.ts';
import { appView } from '../../main/services/app-view.ts';
import { addStaff, givePin, revokePin, staffViews } from '../../main/services/manage-staff.ts';
import { saveSettings } from '../../main/services/save-settings.ts';
import { connectShop, nameOwner, setupView } from '../../main/services/set-up.ts';
import { shopDataHome } from '../../main/services/shop-data-home.ts';
import { readBinding } from '../../main/services/shop-settings.ts';
import type { Sandbox } from '../../sandbox/start.ts';
import { must } from '../support/selling-till.ts';
import {
  actorOf,
  bindTo,
  cloudFields,
  firstTill,
  joinedTill,
  overwriteField,
  personNamed,
  pins,
  type ShopTill,
  shopDataOf,
  shopTill,
  whoIs,
} from '../support/shop-tills.ts';
import { shopCloud } from '../support/synced-till.ts';

const small = { products: 5, customers: 1 };

async function twoTills() {
  const sandbox = await shopCloud(small);
  const first = await firstTill(sandbox);
  const { staffId } = must(addStaff(first.till, null, { name: 'Lan', role: 'cashier' }));
  must(await givePin(first.till, null, { staffId, pin: pins.cashier, role: 'cashier' }));
  must(await first.till.shopData.share());
  return { sandbox, first, second: await joinedTill(sandbox) };
}

function warningsOf({ till }: ShopTill): readonly ErrorCode[] {
  return appView(till, null, { version: '', demoPins: [] })
    .warnings.map(({ code }) => code)
    .filter((code) => code.startsWith('SHOP_DATA'));
}

function journalOf({ till }: ShopTill, kind: string): readonly unknown[] {
  return till.store
    .all<{ facts_json: string }>('SELECT facts_json FROM journal WHERE kind = ? ORDER BY sequence', [kind])
    .map((row) => JSON.parse(row.facts_json) as unknown);
}

async function fieldNamed(sandbox: Sandbox, key: string, token = sandbox.token): Promise<string> {
  return (await cloudFields({ ...sandbox, token })).find((field) => field.key === key)?.value ?? '';
}

/** Names of the tokens the shop's key is wrapped for. */
async function wrapsOf(sandbox: Sandbox, token: string): Promise<readonly string[]> {
  const keys = JSON.parse(await fieldNamed(sandbox, 'shop_keys', token)) as { wraps: { token: string }[] };
  return keys.wraps.map((wrap) => wrap.token);
}

describe('a reading the pull made', () => {
  it('is not held against what was written after it', async () => {
    const { sandbox, first } = await twoTills();
    const { till, keyStore } = first;
    const peppers = openPeppers(first.directory);
    const budget = createApiBudget({ clock: () => performance.now(), spread: seededSpread(1) });
    const link = createShopData({
      store: till.store,
      keyStore,
      home: shopDataHome({ ...till, peppers }),
      binding: () => readBinding(till.store),
      budget,
      log: () => undefined,
    });
    must(await link.share());
    const client = haravanClient({ baseUrl: sandbox.url, token: sandbox.token, budget }).as('money');
    const askedAt = performance.now();
    const answer = await ownMetafields(client);
    for (const autoLockMinutes of [20, 30]) {
      must(saveSettings(till, actorOf(first), { autoLockMinutes }));
      must(await link.share());
    }
    must(saveSettings(till, actorOf(first), { needShift: false }));
    await link.over({ askedAt, client, answer });
    expect(warningsOf(first)).toEqual([]);
    await link.stop();
  });
});

describe('somebody who can write the shop’s metafields', () => {
  it.each([
    ['garbage', () => 'no JSON at all'],
    ['another shape', () => '{"v":1}'],
    [
      'changed bytes',
      (value: string) => {
        const part = JSON.parse(value) as { box: string };
        return JSON.stringify({
          ...part,
          box: `${part.box.startsWith('A') ? 'B' : 'A'}${part.box.slice(1)}`,
        });
      },
    ],
    [
      'a raised version',
      (value: string) => JSON.stringify({ ...(JSON.parse(value) as object), version: 99 }),
    ],
  ])('changes nothing with %s: it is refused, told, journalled and written anew', async (_, forge) => {
    const { sandbox, first, second } = await twoTills();
    const before = shopDataOf(second);
    await overwriteField(sandbox, 'shop_data_1', forge(await fieldNamed(sandbox, 'shop_data_1')));
    must(await second.till.shopData.share());
    expect(shopDataOf(second)).toEqual(before);
    expect(warningsOf(second)).toEqual(['SHOP_DATA_TAMPERED']);
    expect(journalOf(second, 'shop-data-refused')).toEqual([
      { field: 'shop_data_1', reason: 'SHOP_DATA_TAMPERED' },
    ]);
    expect(shopDataOf(await joinedTill(sandbox))).toEqual(before);
    must(await first.till.shopData.share());
    expect(warningsOf(first)).toEqual([]);
  });

  it('plants no owner with a key of their own', async () => {
    const { sandbox, first, second } = await twoTills();
    const other = await shopCloud({ ...small, seed: 8 });
    const thief = await firstTill(other);
    must(await thief.till.shopData.share());
    for (const key of ['shop_keys', 'shop_data_1'])
      await overwriteField(sandbox, key, await fieldNamed(other, key));
    must(await second.till.shopData.share());
    expect(warningsOf(second)).toEqual(['SHOP_DATA_TAMPERED']);
    expect(
      staffViews(second.till.store).filter(({ role, hasPin }) => role === 'owner' && hasPin),
    ).toHaveLength(1);
    must(await first.till.shopData.share());
    expect(shopDataOf(await joinedTill(sandbox))).toEqual(shopDataOf(first));
  });

  it('brings no revoked PIN back with an older copy', async () => {
    const { sandbox, first, second } = await twoTills();
    const old = await fieldNamed(sandbox, 'shop_data_1');
    must(revokePin(first.till, actorOf(first).staffId, personNamed(first, 'Lan')));
    must(await first.till.shopData.share());
    must(await second.till.shopData.share());
    await overwriteField(sandbox, 'shop_data_1', old);
    must(await second.till.shopData.share());
    expect(await whoIs(second, pins.cashier)).toBe('SIGN_IN_WRONG_PIN');
    expect(warningsOf(second)).toEqual(['SHOP_DATA_OLD']);
    expect(journalOf(second, 'shop-data-refused')).toEqual([
      { field: 'shop_data_1', reason: 'SHOP_DATA_OLD' },
    ]);
    expect(await whoIs(await joinedTill(sandbox), pins.cashier)).toBe('SIGN_IN_WRONG_PIN');
  });

  it('can take all of it away, and the tills put it back', async () => {
    const { sandbox, first, second } = await twoTills();
    for (const { id, key } of await cloudFields(sandbox))
      if (key.startsWith('shop_'))
        await fetch(`${sandbox.url}/com/metafields/${id}.json`, {
          method: 'DELETE',
          headers: { Authorization: `Bearer ${sandbox.token}` },
        });
    must(await second.till.shopData.share());
    expect(await whoIs(second, pins.cashier)).toMatchObject({ name: 'Lan' });
    expect(shopDataOf(await joinedTill(sandbox))).toEqual(shopDataOf(first));
  });
});

describe('a token that may not touch metafields', () => {
  it('leaves the till with what it has, and says so until it may', async () => {
    const { sandbox, second } = await twoTills();
    await sandbox.control({ forbidden: ['metafields'] });
    must(await second.till.sync.firstPull(() => undefined));
    expect(warningsOf(second)).toEqual(['SHOP_DATA_FORBIDDEN']);
    expect(await whoIs(second, pins.cashier)).toMatchObject({ name: 'Lan' });
    const fresh = shopTill();
    await bindTo(fresh, sandbox, 1);
    expect(setupView(fresh.till)).toMatchObject({ step: 'owner', shopData: { code: 'SHOP_DATA_FORBIDDEN' } });
    await sandbox.control({ forbidden: [] });
    must(await second.till.sync.runOnce('pull'));
    expect(warningsOf(second)).toEqual([]);
  });
});

describe('data of a newer program', () => {
  it.each(['shop_keys', 'shop_data_1'])('in %s is left alone', async (key) => {
    const { sandbox, second } = await twoTills();
    await overwriteField(sandbox, key, '{"v":2,"anything":true}');
    expect(await second.till.shopData.share()).toMatchObject({ error: { code: 'SHOP_DATA_NEWER' } });
    expect(await fieldNamed(sandbox, key)).toBe('{"v":2,"anything":true}');
    expect(await whoIs(second, pins.cashier)).toMatchObject({ name: 'Lan' });
  });
});

describe('one PIN given to two people without a network', () => {
  it('stays with the first; the other is revoked on both tills, marked and journalled', async () => {
    const { sandbox, first, second } = await twoTills();
    await sandbox.control({ down: true });
    const [mai, tu] = [first, second].map(({ till }, index) =>
      must(addStaff(till, null, { name: ['Mai', 'Tú'][index] ?? '', role: 'cashier' })),
    );
    must(await givePin(first.till, null, { staffId: mai?.staffId ?? '', pin: pins.other, role: 'cashier' }));
    must(await givePin(second.till, null, { staffId: tu?.staffId ?? '', pin: pins.other, role: 'cashier' }));
    await sandbox.control({ down: false });
    for (const one of [second, first, second]) must(await one.till.shopData.share());
    for (const one of [first, second]) {
      expect(await whoIs(one, pins.other)).toMatchObject({ name: 'Mai' });
      expect(staffViews(one.till.store).find(({ name }) => name === 'Tú')).toMatchObject({
        hasPin: false,
        pinClashed: true,
      });
      expect(journalOf(one, 'pin-clashed')).toHaveLength(1);
    }
    must(
      await givePin(first.till, null, {
        staffId: personNamed(first, 'Tú'),
        pin: '11223344',
        role: 'cashier',
      }),
    );
    must(await first.till.shopData.share());
    must(await second.till.shopData.share());
    expect(staffViews(second.till.store).find(({ name }) => name === 'Tú')).toMatchObject({
      hasPin: true,
      pinClashed: false,
    });
  });
});

describe('a till that had PINs before it joined', () => {
  async function lateJoiner() {
    const { sandbox, first } = await twoTills();
    await sandbox.control({ forbidden: ['metafields'] });
    const late = shopTill();
    await bindTo(late, sandbox, 1);
    const owner = staffViews(late.till.store).find((person) => person.isAccountOwner);
    must(await nameOwner(late.till, { staffId: owner?.id ?? null, name: '', pin: pins.other }));
    const { staffId } = must(addStaff(late.till, null, { name: 'Hoa', role: 'cashier' }));
    must(await givePin(late.till, null, { staffId, pin: '55667788', role: 'cashier' }));
    await sandbox.control({ forbidden: [] });
    return { sandbox, first, late };
  }

  it('lets people in with them, changes each over when it is used, and tells the others', async () => {
    const { first, late } = await lateJoiner();
    must(await late.till.shopData.share());
    expect(staffViews(late.till.store).find(({ name }) => name === 'Hoa')).toMatchObject({ hasPin: true });
    expect(await whoIs(first, '55667788')).toBe('SIGN_IN_WRONG_PIN');
    expect(await whoIs(late, '55667788')).toMatchObject({ name: 'Hoa', role: 'cashier' });
    must(await late.till.shopData.share());
    must(await first.till.shopData.share());
    expect(await whoIs(first, '55667788')).toMatchObject({ name: 'Hoa', role: 'cashier' });
    const again = await late.reopen();
    expect(await whoIs(again, '55667788')).toMatchObject({ name: 'Hoa' });
  });

  it('follows the shop where the shop knows the person', async () => {
    const { late } = await lateJoiner();
    must(await late.till.shopData.share());
    expect(await whoIs(late, pins.other)).toBe('SIGN_IN_WRONG_PIN');
    expect(await whoIs(late, pins.owner)).toMatchObject({ role: 'owner' });
  });

  it('gives a PIN that waits to be changed over to nobody else', async () => {
    const { late } = await lateJoiner();
    must(await late.till.shopData.share());
    const { staffId } = must(addStaff(late.till, null, { name: 'Kim', role: 'cashier' }));
    expect(await givePin(late.till, null, { staffId, pin: '55667788', role: 'cashier' })).toMatchObject({
      error: { code: 'PIN_TAKEN' },
    });
  });
});

describe('a token that was replaced', () => {
  const next = 'B'.repeat(64);

  it('is let in by a till that still has the key, and then opens on a new machine', async () => {
    const { sandbox, first } = await twoTills();
    await sandbox.control({ token: next });
    const fresh = shopTill();
    await bindTo(fresh, sandbox, 1, next);
    expect(setupView(fresh.till)).toMatchObject({
      step: 'owner',
      joined: false,
      shopData: { code: 'SHOP_DATA_LOCKED' },
    });
    const former = await wrapsOf(sandbox, next);
    must(await connectShop(first.till, { baseUrl: sandbox.url, token: next }));
    must(await first.till.shopData.share());
    const wraps = await wrapsOf(sandbox, next);
    expect(wraps).toHaveLength(1);
    expect(wraps).not.toEqual(former);
    await bindTo(fresh, sandbox, 1, next);
    expect(setupView(fresh.till)).toMatchObject({ step: 'pull', joined: true, shopData: null });
    expect(await whoIs(fresh, pins.cashier)).toMatchObject({ name: 'Lan' });
  });

  it('begins anew where the owner says so: no PIN from before counts on any till', async () => {
    const { sandbox, first } = await twoTills();
    await sandbox.control({ token: next });
    const fresh = shopTill();
    await bindTo(fresh, sandbox, 1, next);
    const owner = staffViews(fresh.till.store).find((person) => person.isAccountOwner);
    must(await nameOwner(fresh.till, { staffId: owner?.id ?? null, name: '', pin: pins.other }));
    must(await fresh.till.shopData.share());
    expect(setupView(fresh.till).shopData).toBeNull();
    must(await connectShop(first.till, { baseUrl: sandbox.url, token: next }));
    must(await first.till.shopData.share());
    expect(await whoIs(first, pins.cashier)).toBe('SIGN_IN_WRONG_PIN');
    expect(await whoIs(first, pins.owner)).toBe('SIGN_IN_WRONG_PIN');
    expect(await whoIs(first, pins.other)).toMatchObject({ role: 'owner' });
    expect(journalOf(first, 'shop-joined')).toContainEqual({ anew: true });
  });
});
