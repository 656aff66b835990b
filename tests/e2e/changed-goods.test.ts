import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testIds } from '../../renderer/test-ids.ts';
import { demoCode } from '../../sandbox/generate/demo-goods.ts';
import { activeCart, answerOf, emptyCart, scanIntoCart, shownTotal } from './support/cart-on-screen.ts';
import { eventually, newProfile, openShift, referenceSize, signIn } from './support/demo-till.ts';
import { ownerPin, setUpTill } from './support/first-run.ts';
import { looksOf } from './support/looks.ts';
import { type ShopCloud, startShopCloud } from './support/shop-cloud.ts';
import { startTill, type TillWindow } from './support/till-window.ts';

describe('goods that the shop changes while they lie in the cart', () => {
  const profile = newProfile();
  let cloud: ShopCloud;
  let till: TillWindow;

  beforeAll(async () => {
    cloud = await startShopCloud(['--products', '200', '--bucket', '10000', '--leak', '10000']);
    till = await startTill({ profile: profile.path, size: referenceSize });
    till.page.setDefaultTimeout(8_000);
    await setUpTill(till, cloud);
    await signIn(till, ownerPin);
    await openShift(till, 0);
  });

  beforeEach(() => emptyCart(till));

  afterAll(async () => {
    await till.close();
    await cloud.stop();
    profile.remove();
  });

  const inShop = async (method: 'PUT' | 'DELETE', path: string, body?: unknown) => {
    const answer = await fetch(`${cloud.url}/com/${path}`, {
      method,
      headers: { authorization: `Bearer ${cloud.token}`, 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
    await answerOf(till, 'sync:now');
  };
  const badge = () => till.page.getByTestId(testIds.lineChange);
  const pay = async () => {
    const total = await shownTotal(till);
    await till.page.keyboard.press('F9');
    await till.page.getByTestId(testIds.payPanel).waitFor();
    await till.page.keyboard.press('F9');
    await till.page.getByTestId(testIds.payPanel).waitFor({ state: 'detached' });
    return total;
  };

  const refused = async (): Promise<readonly (number | null)[]> => {
    const all = { text: '', kind: null, from: null, to: null, limit: 10, offset: 0 };
    return (await answerOf(till, 'sync:list', { ...all, stage: 'refused' })).rows.map((row) => row.total);
  };

  it('keep the price of the scan and say the new one; a key takes it', async () => {
    await scanIntoCart(till, demoCode(9));
    expect(await shownTotal(till)).toBe(55_000);
    await inShop('PUT', 'variants/1100000009.json', { variant: { id: 1_100_000_009, price: 56_500 } });
    await badge().waitFor();
    expect(await badge().innerText()).toContain('56.500');
    expect(await shownTotal(till)).toBe(55_000);
    await till.page.getByTestId(testIds.takeNewPrice).waitFor();
    expect(await looksOf(till.page)).toMatchObject({ lowButtons: [], cutButtons: [], coveredTotal: [] });
    await till.page.keyboard.press('Control+g');
    await eventually(() => shownTotal(till), 56_500);
    await badge().waitFor({ state: 'detached' });
    await till.page.keyboard.press('Control+z');
    await eventually(() => shownTotal(till), 55_000);
    await till.page.getByTestId(testIds.takeNewPrice).click();
    await eventually(() => shownTotal(till), 56_500);
  });

  it('are sold at the price of the scan when nobody takes the new one', async () => {
    await scanIntoCart(till, demoCode(13));
    await inShop('PUT', 'variants/1100000013.json', { variant: { id: 1_100_000_013, price: 70_000 } });
    await badge().waitFor();
    expect(await pay()).toBe(68_000);
    await eventually(async () => (await cloud.orderTotals()).includes(68_000), true, 20_000);
  });

  it('are sold all the same when the shop deleted them', async () => {
    await scanIntoCart(till, demoCode(15));
    await inShop('DELETE', 'products/1000000015.json');
    // The round that was asked for sends first, and what was just sold takes a while to settle.
    await badge().waitFor({ timeout: 45_000 });
    expect(await badge().getAttribute('data-change')).toBe('deleted');
    expect(await badge().innerText()).toMatch(/bán được/);
    expect((await activeCart(till)).unknownCodes).toBe(0);
    expect(await pay()).toBe(145_000);
    // The cloud cannot take goods it does not have: the sale is kept, and waits among the refused for its repair.
    await eventually(refused, [145_000], 30_000);
  });
});
