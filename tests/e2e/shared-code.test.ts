import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testIds } from '../../renderer/test-ids.ts';
import { demoCode } from '../../sandbox/generate/demo-goods.ts';
import { activeCart, shownTotal } from './support/cart-on-screen.ts';
import { eventually, newProfile, openShift, referenceSize, signIn, typeByHand } from './support/demo-till.ts';
import { ownerPin, setUpTill } from './support/first-run.ts';
import { type ShopCloud, startShopCloud } from './support/shop-cloud.ts';
import { scan, startTill, type TillWindow } from './support/till-window.ts';

const coffee = { code: demoCode(11), price: 62_000 };
const tea = { variantId: 1_100_000_012, price: 11_000 };

describe('one code on several goods', () => {
  const profile = newProfile();
  let cloud: ShopCloud;
  let till: TillWindow;

  beforeAll(async () => {
    cloud = await startShopCloud(['--products', '80']);
    const answer = await fetch(`${cloud.url}/com/variants/${tea.variantId}.json`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${cloud.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ variant: { id: tea.variantId, barcode: coffee.code } }),
    });
    if (!answer.ok) throw new Error(`the cloud refused the code: ${answer.status}`);
    till = await startTill({ profile: profile.path, size: referenceSize });
    till.page.setDefaultTimeout(8_000);
    await setUpTill(till, cloud);
    await signIn(till, ownerPin);
    await openShift(till, 0);
  });

  afterAll(async () => {
    await till.close();
    await cloud.stop();
    profile.remove();
  });

  it('is asked about, adds nothing by itself, and takes the goods of the pressed digit', async () => {
    const { page } = till;
    await scan(till.app, coffee.code);
    await page.getByTestId(testIds.chooser).waitFor();
    await eventually(() => page.getByTestId(testIds.chooserRow).count(), 2);
    expect((await activeCart(till)).lines).toEqual([]);
    const rows = await page.getByTestId(testIds.chooserRow).allInnerTexts();
    const teaAt = rows.findIndex((row) => row.includes('Trà xanh'));
    expect(teaAt).toBeGreaterThanOrEqual(0);
    await typeByHand(till, String(teaAt + 1));
    await page.getByTestId(testIds.chooser).waitFor({ state: 'detached' });
    await eventually(() => shownTotal(till), tea.price);
  });

  it('is left with Esc without a line', async () => {
    const { page } = till;
    await scan(till.app, coffee.code);
    await page.getByTestId(testIds.chooser).waitFor();
    await page.keyboard.press('Escape');
    await page.getByTestId(testIds.chooser).waitFor({ state: 'detached' });
    expect(await shownTotal(till)).toBe(tea.price);
  });
});
