import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../main/db/store.ts';
import { testIds } from '../../renderer/test-ids.ts';
import { demoCode } from '../../sandbox/generate/demo-goods.ts';
import { answerOf, quantities, scanIntoCart } from './support/cart-on-screen.ts';
import {
  eventually,
  newProfile,
  openScreen,
  openShift,
  referenceSize,
  signIn,
  typeByHand,
} from './support/demo-till.ts';
import { ownerPin, setUpTill } from './support/first-run.ts';
import { looksOf } from './support/looks.ts';
import { type ShopCloud, startShopCloud } from './support/shop-cloud.ts';
import { scan, startTill, type TillWindow } from './support/till-window.ts';

const newToken = 'C0FFEE42'.repeat(8);
const minute = 60_000;

describe('the state of a till in its window', () => {
  const profile = newProfile();
  let cloud: ShopCloud;
  let till: TillWindow;

  const start = async () => {
    till = await startTill({ profile: profile.path, size: referenceSize });
    till.page.setDefaultTimeout(8_000);
  };

  beforeAll(async () => {
    cloud = await startShopCloud();
    await start();
    await setUpTill(till, cloud);
    await signIn(till, ownerPin);
    await openShift(till, 0);
  });

  afterAll(async () => {
    await till.close();
    await cloud.stop();
    profile.remove();
  });

  const at = (testId: string) => till.page.getByTestId(testId);
  const row = (id: string) => at(testIds.healthRow(id));
  const sell = async (...codes: readonly string[]) => {
    await scanIntoCart(till, ...codes);
    await till.page.keyboard.press('F9');
    await at(testIds.payPanel).waitFor();
    await till.page.keyboard.press('F9');
    await at(testIds.payPanel).waitFor({ state: 'detached' });
  };
  const pillState = () => at(testIds.connectionPill).getAttribute('data-state');
  const waiting = async () => (await answerOf(till, 'app:view')).connection.waiting;

  it('opens from the pill, says of everything how it is, and leaves the total in sight', async () => {
    await sell(demoCode(1));
    await eventually(waiting, 0, 20_000);
    await scanIntoCart(till, demoCode(2));
    await at(testIds.connectionPill).click();
    await eventually(() => row('connection').getAttribute('data-tone'), 'done');
    for (const id of ['queue', 'products', 'stock', 'customers', 'orders', 'printer', 'clock', 'disk', 'api'])
      expect([id, (await row(id).innerText()).length > 10]).toEqual([id, true]);
    await eventually(() => row('queue').getAttribute('data-tone'), 'done');
    expect(await looksOf(till.page)).toMatchObject({
      widerBy: 0,
      higherBy: 0,
      lowButtons: [],
      cutButtons: [],
      coveredTotal: [],
    });
    await till.page.keyboard.press('Escape');
    await at(testIds.healthPanel).waitFor({ state: 'detached' });
  });

  it('opens by its key and from the menu, and gives way to a scan, which reaches the cart', async () => {
    const { page } = till;
    await page.keyboard.press('Control+h');
    await at(testIds.healthPanel).waitFor();
    await page.keyboard.press('Control+h');
    await at(testIds.healthPanel).waitFor({ state: 'detached' });
    await page.keyboard.press('F12');
    await at(testIds.menuItem('health')).click();
    await at(testIds.healthPanel).waitFor();
    await scan(till.app, demoCode(2));
    await eventually(() => quantities(till), [2000]);
    await at(testIds.healthPanel).waitFor({ state: 'detached' });
  });

  it('shows a withdrawn token while sales wait, and the owner’s button to answer it', async () => {
    await cloud.control({ token: newToken });
    await sell(demoCode(3));
    await sell(demoCode(4));
    await eventually(pillState, 'token-refused', 30_000);
    await at(testIds.connectionPill).click();
    await eventually(() => row('connection').getAttribute('data-tone'), 'stop');
    await eventually(async () => /2 hóa đơn/.test(await row('queue').innerText()), true);
    expect(await looksOf(till.page)).toMatchObject({ widerBy: 0, cutButtons: [], coveredTotal: [] });
  });

  it('refuses a wrong token in words and keeps what was typed; the till sells on', async () => {
    await at(testIds.reconnectOpen).click();
    await at(testIds.reconnectDialog).waitFor();
    await at(testIds.healthPanel).waitFor({ state: 'detached' });
    await at(testIds.reconnectToken).fill('DEADBEEF'.repeat(8));
    await till.page.keyboard.press('Enter');
    await eventually(() => at(testIds.failure).getAttribute('data-code'), 'CLOUD_TOKEN_REFUSED');
    expect(await at(testIds.reconnectToken).inputValue()).toBe('DEADBEEF'.repeat(8));
    expect(await waiting()).toBe(2);
  });

  it('takes the good one, and everything that waited goes up, each sale once', async () => {
    await at(testIds.reconnectToken).fill(newToken);
    await till.page.keyboard.press('Enter');
    await at(testIds.reconnectDialog).waitFor({ state: 'detached' });
    await at(testIds.toastDone).waitFor();
    await eventually(waiting, 0, 30_000);
    await eventually(pillState, 'online');
    const { orders } = (await (
      await fetch(`${cloud.url}/com/orders.json?status=any&limit=50`, {
        headers: { authorization: `Bearer ${newToken}` },
      })
    ).json()) as { orders: unknown[] };
    expect(orders).toHaveLength(3);
    expect(await till.page.content()).not.toContain(newToken);
  });

  it('offers the same on the sync page and in the settings', async () => {
    await cloud.control({ forbidden: ['orders'] });
    await sell(demoCode(5));
    await eventually(pillState, 'scope-missing', 30_000);
    await openScreen(till, 'sync');
    await at(testIds.syncReconnect).getByTestId(testIds.reconnectOpen).click();
    await at(testIds.reconnectDialog).waitFor();
    await till.page.keyboard.press('Escape');
    await openScreen(till, 'settings');
    await at(testIds.settingsSection('machine')).click();
    await at(testIds.reconnectOpen).click();
    await at(testIds.reconnectDialog).waitFor();
    await till.page.keyboard.press('Escape');
    await till.page.keyboard.press('Control+h');
    await eventually(async () => (await row('connection').innerText()).includes('đơn hàng'), true);
    await till.page.keyboard.press('Escape');
    await till.page.keyboard.press('Escape');
    await at(testIds.sellScreen).waitFor();
    await cloud.control({ forbidden: [] });
    await eventually(waiting, 0, 60_000);
  });

  it('says that the clock is twenty minutes off, for as long as it is, and sells on', async () => {
    await cloud.control({ clockSkewMs: -20 * minute });
    await sell(demoCode(6));
    const clockWarning = till.page.locator(`[data-testid="${testIds.warning}"][data-code="CLOCK_FAST"]`);
    await clockWarning.waitFor({ timeout: 30_000 });
    expect(await clockWarning.innerText()).toContain('20 phút');
    await till.page.keyboard.press('Control+h');
    await eventually(() => row('clock').getAttribute('data-tone'), 'look');
    await eventually(async () => (await row('clock').innerText()).includes('20 phút'), true);
    await till.page.keyboard.press('Escape');
    await cloud.control({ clockSkewMs: 0 });
    await sell(demoCode(7));
    await clockWarning.waitFor({ state: 'detached', timeout: 30_000 });
  });

  it('says as of when stock and prices are right once they are no longer fresh', async () => {
    await typeByHand(till, 'nuoc');
    await at(testIds.searchRow).first().waitFor();
    expect(await at(testIds.searchPanel).getByTestId(testIds.asOf).count()).toBe(0);
    await till.close();
    await cloud.control({ down: true });
    const store = openStore(join(profile.path, 'quay.db'));
    store.writer.run('UPDATE pull_progress SET pulled_at = pulled_at - ?', [26 * 60 * minute]);
    store.close();
    await start();
    await signIn(till, ownerPin);
    await typeByHand(till, 'nuoc');
    const rowAsOf = at(testIds.searchRow).first().getByTestId(testIds.asOf);
    await eventually(() => rowAsOf.count(), 2);
    await eventually(
      async () => /lúc \d{2}\/\d{2} \d{2}:\d{2}/.test(await rowAsOf.first().innerText()),
      true,
    );
  });
});
