import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testIds } from '../../renderer/test-ids.ts';
import { demoCode } from '../../sandbox/generate/demo-goods.ts';
import { emptyCart, quantities, scanIntoCart, shownTotal } from './support/cart-on-screen.ts';
import {
  demoPins,
  eventually,
  newProfile,
  openScreen,
  openShift,
  signIn,
  startDemoTill,
  typeByHand,
} from './support/demo-till.ts';
import { scan, type TillWindow } from './support/till-window.ts';

const fishSauce = { code: demoCode(1), price: 42_000 };
const sugar = { code: demoCode(8), price: 27_000 };
const milk = { code: demoCode(5), price: 8_000 };

describe('finding goods', () => {
  const profile = newProfile();
  let till: TillWindow;

  beforeAll(async () => {
    till = await startDemoTill(profile.path);
    await signIn(till, demoPins.manager);
    await openShift(till, 0);
  });

  beforeEach(async () => {
    await till.page.keyboard.press('Escape');
    await till.page.getByTestId(testIds.searchPanel).waitFor({ state: 'detached' });
    await emptyCart(till);
  });

  afterAll(async () => {
    await till.close();
    profile.remove();
  });

  const search = async (text: string) => {
    await till.page.keyboard.press('F3');
    await till.page.getByTestId(testIds.searchPanel).waitFor();
    await typeByHand(till, text);
    await eventually(() => till.page.getByTestId(testIds.searchInput).inputValue(), text);
  };
  const firstRow = () => till.page.getByTestId(testIds.searchRow).first().innerText();

  it('finds without accents and without đ, and adds with Enter', async () => {
    await search('duong cat trang');
    await expect.poll(firstRow).toContain('Đường cát trắng');
    await till.page.keyboard.press('Enter');
    await till.page.getByTestId(testIds.searchPanel).waitFor({ state: 'detached' });
    await eventually(() => shownTotal(till), sugar.price);
  });

  it('finds by a part inside a word', async () => {
    await search('phu quoc');
    await expect.poll(firstRow).toContain('Phú Quốc');
    await till.page.keyboard.press('Escape');
    await search('uoc mam ca');
    await expect.poll(firstRow).toContain('Nước mắm cá cơm');
    await till.page.keyboard.press('Escape');
    await till.page.getByTestId(testIds.searchPanel).waitFor({ state: 'detached' });
  });

  it('finds by the code on the goods', async () => {
    await search(fishSauce.code);
    await expect.poll(firstRow).toContain('Nước mắm cá cơm');
    await till.page.keyboard.press('Escape');
  });

  it('starts with the first letter typed outside of any field', async () => {
    await typeByHand(till, 'banh');
    await eventually(() => till.page.getByTestId(testIds.searchInput).inputValue(), 'banh');
    await till.page.keyboard.press('Escape');
    await till.page.getByTestId(testIds.searchPanel).waitFor({ state: 'detached' });
  });

  it('does not take a person typing digits and Enter at normal speed for a scanner', async () => {
    await search('2468');
    await till.page.keyboard.press('Enter');
    await eventually(() => quantities(till), []);
    expect(await till.page.getByTestId(testIds.unknownLine).count()).toBe(0);
    await till.page.keyboard.press('Escape');
  });

  it('sends a scan to the cart while the search field is being typed into, and leaves the field alone', async () => {
    await search('sua');
    await scan(till.app, milk.code);
    await eventually(() => shownTotal(till), milk.price);
    expect(await till.page.getByTestId(testIds.searchInput).inputValue()).toBe('sua');
    await till.page.keyboard.press('Escape');
  });

  it('sends a scan to the cart while a dialog is open, and leaves dialog and field as they are', async () => {
    const { page } = till;
    await scanIntoCart(till, fishSauce.code);
    await page.keyboard.press('F7');
    await page.getByTestId(testIds.lineNote).fill('Giao chiều');
    await scan(till.app, milk.code);
    await eventually(() => shownTotal(till), fishSauce.price + milk.price);
    expect(await page.getByTestId(testIds.lineNote).inputValue()).toBe('Giao chiều');
    expect(await page.getByTestId(testIds.lineEditor).count()).toBe(1);
    await page.keyboard.press('Escape');
  });

  it('sends a scan to the cart from another screen and says so in words', async () => {
    const { page } = till;
    await openScreen(till, 'sales');
    await page.getByTestId(testIds.saleSearch).fill('abc');
    await scan(till.app, milk.code);
    await page.getByTestId(testIds.toastDone).first().waitFor();
    expect(await page.getByTestId(testIds.saleSearch).inputValue()).toBe('abc');
    await page.keyboard.press('Escape');
    await page.getByTestId(testIds.sellScreen).waitFor();
    await eventually(() => shownTotal(till), milk.price);
  });
});
