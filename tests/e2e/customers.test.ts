import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { testIds } from '../../renderer/test-ids.ts';
import { demoCode } from '../../sandbox/generate/demo-goods.ts';
import { scanIntoCart } from './support/cart-on-screen.ts';
import { eventually, newProfile, openShift, referenceSize, signIn, typeByHand } from './support/demo-till.ts';
import { ownerPin, setUpTill } from './support/first-run.ts';
import { looksOf } from './support/looks.ts';
import { type ShopCloud, startShopCloud } from './support/shop-cloud.ts';
import { startTill, type TillWindow } from './support/till-window.ts';

const customersPage = z.object({
  customers: z.array(
    z.object({
      id: z.number(),
      first_name: z.string(),
      last_name: z.string(),
      orders_count: z.number(),
      note: z.string(),
    }),
  ),
});

describe('customers at the till', () => {
  const profile = newProfile();
  let cloud: ShopCloud;
  let till: TillWindow;

  beforeAll(async () => {
    // Room for a test that asks the cloud as often as it likes.
    cloud = await startShopCloud(['--products', '200', '--bucket', '10000', '--leak', '10000']);
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

  const at = (id: string) => till.page.getByTestId(id);
  const inCloud = async (query: string) => {
    const answer = await fetch(`${cloud.url}/com/customers/search.json?query=${encodeURIComponent(query)}`, {
      headers: { authorization: `Bearer ${cloud.token}` },
    });
    const { customers } = customersPage.parse(await answer.json());
    return customers.map(({ last_name, first_name, orders_count, note }) => ({
      name: `${last_name} ${first_name}`,
      orders: orders_count,
      note,
    }));
  };
  /** Typed into whatever has the focus, as hands do; Enter by key as well. */
  const enter = async (text: string, field: string) => {
    await typeByHand(till, text);
    await eventually(() => at(field).inputValue(), text);
  };
  const look = async (name: string) => {
    const folder = process.env['QUAY_PICTURES'];
    if (folder !== undefined) await till.page.screenshot({ path: `${folder}/${name}.png` });
    const { coveredTotal, ...looks } = await looksOf(till.page);
    expect.soft(looks, name).toEqual({ widerBy: 0, higherBy: 0, lowButtons: [], cutButtons: [] });
  };
  const payIt = async () => {
    await till.page.keyboard.press('F9');
    await at(testIds.payPanel).waitFor();
    await till.page.keyboard.press('F9');
    await at(testIds.payPanel).waitFor({ state: 'detached' });
  };

  it('are made by keys alone in the middle of a sale, without a line, and are in the cart', async () => {
    await cloud.control({ down: true });
    await scanIntoCart(till, demoCode(1), demoCode(2));
    await till.page.keyboard.press('F4');
    await at(testIds.customerPanel).waitFor();
    await enter('0987654321', testIds.customerInput);
    await look('customer-find-none');
    await till.page.keyboard.press('Enter');
    await at(testIds.customerNew).waitFor();
    expect(await at(testIds.customerField('phone')).inputValue()).toBe('0987654321');
    await enter('Lan', testIds.customerField('name'));
    await look('customer-new');
    await till.page.keyboard.press('Enter');
    await at(testIds.customerPanel).waitFor({ state: 'detached' });
    await eventually(async () => (await at(testIds.cartCustomer).innerText()).includes('Lan'), true);
    expect(await at(testIds.cartCustomer).innerText()).toContain('098***4321');
  });

  it('are offered instead of made a second time', async () => {
    await till.page.keyboard.press('F4');
    await at(testIds.customerPanel).waitFor();
    await till.page.keyboard.press('F4');
    await at(testIds.customerNew).waitFor();
    await enter('0987 654 321', testIds.customerField('phone'));
    await till.page.keyboard.press('Enter');
    await at(testIds.customerKnown).waitFor();
    await look('customer-known');
    await till.page.keyboard.press('Enter');
    await at(testIds.customerPanel).waitFor({ state: 'detached' });
    await eventually(async () => (await at(testIds.cartCustomer).innerText()).includes('Lan'), true);
  });

  it('are in the cloud with their order once there is a line again', async () => {
    await payIt();
    await cloud.control({ down: false });
    await eventually(() => inCloud('0987654321'), [{ name: ' Lan', orders: 1, note: '' }], 40_000);
  });

  it('have a card that shows what they bought and takes corrections, which the cloud gets too', async () => {
    await scanIntoCart(till, demoCode(3));
    await till.page.keyboard.press('F4');
    await at(testIds.customerPanel).waitFor();
    await enter('4321', testIds.customerInput);
    await eventually(() => at(testIds.customerRow).count(), 1);
    await till.page.keyboard.press('F7');
    await at(testIds.customerCard).waitFor();
    expect(await at(testIds.customerPurchase).count()).toBe(1);
    expect(await at(testIds.customerCard).innerText()).not.toContain('0987654321');
    await till.page.keyboard.press('F7');
    await at(testIds.customerEditor).waitFor();
    await eventually(() => at(testIds.customerField('phone')).inputValue(), '0987654321');
    await at(testIds.customerField('name')).fill('Nguyễn Lan Anh');
    await at(testIds.customerField('note')).fill('Giao buổi chiều');
    await at(testIds.customerGender('female')).click();
    await look('customer-edit');
    await at(testIds.customerField('note')).press('Enter');
    await at(testIds.customerEditor).waitFor({ state: 'detached' });
    await eventually(() => at(testIds.customerChange).count(), 3);
    await at(testIds.toastDone).waitFor({ state: 'detached' });
    await look('customer-card');
    await eventually(
      () => inCloud('0987654321'),
      [{ name: 'Nguyễn Lan Anh', orders: 1, note: 'Giao buổi chiều' }],
      20_000,
    );
    await eventually(async () => (await at(testIds.customerCard).innerText()).includes('Đã có'), true);
    await till.page.keyboard.press('Escape');
    await at(testIds.customerCard).waitFor({ state: 'detached' });
    await till.page.keyboard.press('Enter');
    await eventually(async () => (await at(testIds.cartCustomer).innerText()).includes('Lan Anh'), true);
  });

  it('are asked for from any page', async () => {
    await till.page.keyboard.press('F12');
    await at(testIds.menuItem('sales')).click();
    await at(testIds.screen('sales')).waitFor();
    await till.page.keyboard.press('F4');
    await at(testIds.customerPanel).waitFor();
    await till.page.keyboard.press('Escape');
    await at(testIds.sellScreen).waitFor();
  });
});
