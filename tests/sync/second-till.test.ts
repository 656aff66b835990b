import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { appView } from '../../main/services/app-view.ts';
import { addStaff, givePin, revokePin, staffViews } from '../../main/services/manage-staff.ts';
import { saveSettings } from '../../main/services/save-settings.ts';
import { bindMachine, connectShop, finishSetup, setupView } from '../../main/services/set-up.ts';
import { readShopSettings } from '../../main/services/shop-settings.ts';
import { signIn } from '../../main/services/sign-in.ts';
import { must } from '../support/selling-till.ts';
import {
  actorOf,
  cloudFields,
  firstTill,
  joinedTill,
  personNamed,
  pins,
  shopDataOf,
  shopTill,
  whoIs,
} from '../support/shop-tills.ts';
import { shopCloud } from '../support/synced-till.ts';

/** The first till with a manager, somebody entered by hand, and the shop's own words. */
async function settledShop() {
  const sandbox = await shopCloud({ products: 5, customers: 1 });
  const first = await firstTill(sandbox);
  const manager = staffViews(first.till.store).find((person) => !person.hasPin);
  must(await givePin(first.till, null, { staffId: manager?.id ?? '', pin: pins.manager, role: 'manager' }));
  const { staffId } = must(addStaff(first.till, null, { name: 'Lan', role: 'cashier' }));
  must(await givePin(first.till, null, { staffId, pin: pins.cashier, role: 'cashier' }));
  must(
    saveSettings(first.till, actorOf(first), {
      receiptTitle: 'PHIẾU BÁN LẺ',
      receiptFooter: ['Hẹn gặp lại'],
      sellBelowZero: false,
      soundVolume: 20,
      locale: 'en',
    }),
  );
  must(await first.till.shopData.share());
  return { sandbox, first, manager: manager?.name ?? '' };
}

describe('a second till of a shop', () => {
  it('knows owner, PINs, roles and settings as soon as it is bound, and asks nobody for them', async () => {
    const { sandbox, first, manager } = await settledShop();
    const second = await joinedTill(sandbox);
    expect(setupView(second.till)).toMatchObject({ step: 'pull', joined: true, shopData: null });
    const { session: _, ...view } = appView(second.till, null, { version: '', demoPins: [] });
    expect(view.phase).toBe('setup');
    must(await second.till.sync.firstPull(() => undefined));
    expect(setupView(second.till).step).toBe('ready');
    must(finishSetup(second.till));
    expect(appView(second.till, null, { version: '', demoPins: [] }).phase).toBe('locked');
    expect(await whoIs(second, pins.manager)).toEqual({ name: manager, role: 'manager' });
    expect(await whoIs(second, pins.cashier)).toEqual({ name: 'Lan', role: 'cashier' });
    expect(await whoIs(second, pins.owner)).toMatchObject({ role: 'owner' });
    expect(shopDataOf(second)).toEqual(shopDataOf(first));
  });

  it('keeps what is the machine’s own, and has its own branch at the head of its receipts', async () => {
    const { sandbox, first } = await settledShop();
    const second = await joinedTill(sandbox);
    const [settings, others] = [readShopSettings(second.till.store), readShopSettings(first.till.store)];
    expect(settings).toMatchObject({
      receiptTitle: 'PHIẾU BÁN LẺ',
      sellBelowZero: false,
      soundVolume: 60,
      locale: 'vi',
    });
    expect(settings.receiptHeader[1]).toBe(sandbox.locations[1]?.name);
    expect(settings.receiptHeader).not.toEqual(others.receiptHeader);
  });

  it('has the words of its branch where another till of that branch wrote them', async () => {
    const { sandbox, first } = await settledShop();
    must(saveSettings(first.till, actorOf(first), { receiptHeader: ['CN Lê Lợi', 'MST 0312345678'] }));
    must(await first.till.shopData.share());
    const neighbour = shopTill();
    must(await connectShop(neighbour.till, { baseUrl: sandbox.url, token: sandbox.token }));
    must(
      await bindMachine(neighbour.till, null, { locationId: sandbox.locations[0]?.id ?? 0, tillNumber: 2 }),
    );
    expect(readShopSettings(neighbour.till.store).receiptHeader).toEqual(['CN Lê Lợi', 'MST 0312345678']);
  });

  it('refuses a PIN that was taken away on the first after its next pull', async () => {
    const { sandbox, first } = await settledShop();
    const second = await joinedTill(sandbox);
    must(await second.till.sync.firstPull(() => undefined));
    must(revokePin(first.till, actorOf(first).staffId, personNamed(first, 'Lan')));
    must(await first.till.sync.runOnce('pull'));
    must(await second.till.sync.runOnce('pull'));
    expect(await whoIs(second, pins.cashier)).toBe('SIGN_IN_WRONG_PIN');
    expect(await whoIs(second, pins.owner)).toMatchObject({ role: 'owner' });
  });

  it('signs out who lost PIN or role on the first, even in the middle of a sale', async () => {
    const { sandbox, first, manager } = await settledShop();
    const second = await joinedTill(sandbox);
    const signedIn = async (pin: string) => second.session.open(must(await signIn(second.till, pin)));
    await signedIn(pins.cashier);
    must(revokePin(first.till, actorOf(first).staffId, personNamed(first, 'Lan')));
    must(await first.till.shopData.share());
    expect(second.session.actor()).toMatchObject({ name: 'Lan' });
    must(await second.till.shopData.share());
    expect(second.session.actor()).toBeNull();
    await signedIn(pins.manager);
    must(
      await givePin(first.till, null, {
        staffId: personNamed(first, manager),
        pin: pins.manager,
        role: 'cashier',
      }),
    );
    must(await first.till.shopData.share());
    must(await second.till.shopData.share());
    expect(second.session.actor()).toBeNull();
  });

  it('gives its own changes back, those made without a network too', async () => {
    const { sandbox, first } = await settledShop();
    const second = await joinedTill(sandbox);
    must(await second.till.sync.firstPull(() => undefined));
    must(await first.till.sync.firstPull(() => undefined));
    await sandbox.control({ down: true });
    must(
      await givePin(second.till, null, {
        staffId: personNamed(second, 'Lan'),
        pin: pins.other,
        role: 'manager',
      }),
    );
    must(saveSettings(second.till, actorOf(second), { blindCount: false }));
    expect(await second.till.shopData.share()).toMatchObject({
      ok: false,
      error: { code: 'CLOUD_UNREACHABLE' },
    });
    await sandbox.control({ down: false });
    must(await second.till.sync.runOnce('pull'));
    must(await first.till.sync.runOnce('pull'));
    expect(await whoIs(first, pins.other)).toEqual({ name: 'Lan', role: 'manager' });
    expect(await whoIs(first, pins.cashier)).toBe('SIGN_IN_WRONG_PIN');
    expect(shopDataOf(first)).toEqual(shopDataOf(second));
  });

  it('has what was changed on the first just before that was switched off', async () => {
    const { sandbox, first } = await settledShop();
    await sandbox.control({ answerDelayMs: 50 });
    must(saveSettings(first.till, actorOf(first), { receiptTitle: 'HÓA ĐƠN' }));
    await first.close();
    await sandbox.control({ answerDelayMs: 0 });
    expect(readShopSettings((await joinedTill(sandbox)).till.store).receiptTitle).toBe('HÓA ĐƠN');
  });

  it('costs no call of its own while nothing changes', async () => {
    const { sandbox, first } = await settledShop();
    const second = await joinedTill(sandbox);
    for (const { till } of [first, second]) must(await till.sync.firstPull(() => undefined));
    sandbox.resetStats();
    must(await first.till.sync.runOnce('pull'));
    must(await second.till.sync.runOnce('pull'));
    const calls = Object.entries(sandbox.stats().calls).filter(([name]) => name.includes('metafields'));
    expect(calls).toEqual([['GET metafields', 2]]);
  });

  it('shows PINs, names and texts to nobody who only sees the metafields, and secrets to no file', async () => {
    const { sandbox, first } = await settledShop();
    const second = await joinedTill(sandbox);
    const secret = JSON.parse((await second.keyStore.get('shop-secret')) ?? '{}') as {
      key: string;
      pepper: string;
    };
    expect(secret.key).toMatch(/^[0-9a-f]{64}$/);
    const digests = first.till.store
      .all<{ pin_digest: string | null }>('SELECT pin_digest FROM staff')
      .flatMap(({ pin_digest }) => pin_digest ?? []);
    const cloud = JSON.stringify(await cloudFields(sandbox));
    for (const word of [
      ...digests,
      'Lan',
      'PHIẾU',
      secret.key,
      secret.pepper,
      Buffer.from(secret.pepper, 'hex').toString('base64'),
    ])
      expect(cloud).not.toContain(word);
    expect(digests).toHaveLength(3);
    await second.close();
    const files = readdirSync(second.directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name)));
    const holding = (bytes: Buffer) => files.filter((file) => file.includes(bytes)).length;
    for (const bytes of [Buffer.from(secret.key), Buffer.from(secret.key, 'hex'), Buffer.from(sandbox.token)])
      expect(holding(bytes)).toBe(0);
    expect(holding(Buffer.from(secret.pepper))).toBe(0);
  });
});
