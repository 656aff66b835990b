import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readVietQr } from '../../domain/vietqr/read.ts';
import { testIds } from '../../renderer/test-ids.ts';
import { demoCode } from '../../sandbox/generate/demo-goods.ts';
import {
  activeCart,
  amountShown,
  answerOf,
  emptyCart,
  scanIntoCart,
  shownTotal,
} from './support/cart-on-screen.ts';
import {
  demoPins,
  eventually,
  newProfile,
  openShift,
  signIn,
  startDemoTill,
  typeByHand,
} from './support/demo-till.ts';
import { scan, type TillWindow } from './support/till-window.ts';

const shirt = { code: demoCode(2), price: 189_000 };
const milk = { code: demoCode(5), price: 8_000 };

describe('paying', () => {
  const profile = newProfile();
  let till: TillWindow;

  beforeAll(async () => {
    till = await startDemoTill(profile.path);
    await signIn(till, demoPins.manager);
    await openShift(till, 1_000_000);
  });

  beforeEach(() => emptyCart(till));

  afterAll(async () => {
    await till.close();
    profile.remove();
  });

  const openPayment = async () => {
    await till.page.keyboard.press('F9');
    await till.page.getByTestId(testIds.payPanel).waitFor();
  };
  const finishPayment = async () => {
    await till.page.keyboard.press('F9');
    await till.page.getByTestId(testIds.payPanel).waitFor({ state: 'detached' });
  };
  const newestSale = async () => {
    const { rows } = await answerOf(till, 'sales:list', { text: '', limit: 1, offset: 0 });
    return answerOf(till, 'sales:get', { saleId: rows[0]?.id ?? '' });
  };
  const saleCount = async () => (await answerOf(till, 'sales:list', { text: '', limit: 1, offset: 0 })).total;

  it('shows a VietQR for a transfer that names the account and the exact amount', async () => {
    const { page } = till;
    await scanIntoCart(till, shirt.code);
    await openPayment();
    await page.keyboard.press('ArrowRight');
    await page.getByTestId(testIds.payQr).waitFor();
    const cart = await activeCart(till);
    const qr = await answerOf(till, 'pay:transfer-qr', { cartId: cart.id, amount: cart.total });
    const reading = readVietQr(qr.payload);
    expect(reading).toMatchObject({
      kind: 'transfer',
      transfer: { bin: '970436', account: '0000000000', amount: shirt.price },
    });
    // The picture is that payload: as many dark modules as the code has.
    const dark = qr.rows.join('').replaceAll('0', '').length;
    const path = (await page.getByTestId(testIds.payQr).locator('path').getAttribute('d')) ?? '';
    expect(path.split('M').length - 1).toBe(dark);
    await finishPayment();
    const sale = await newestSale();
    expect(sale.payments.map(({ kind, amount }) => ({ kind, amount }))).toEqual([
      { kind: 'transfer', amount: shirt.price },
    ]);
    expect(sale.change).toBe(0);
  });

  it('takes a card', async () => {
    await scanIntoCart(till, shirt.code);
    await openPayment();
    await till.page.getByTestId(testIds.tenderKind('card')).click();
    await finishPayment();
    expect((await newestSale()).tenders).toEqual(['card']);
  });

  it('splits one sale over cash and a transfer', async () => {
    const { page } = till;
    await scanIntoCart(till, shirt.code);
    await openPayment();
    await typeByHand(till, '100000');
    await page.keyboard.press('+');
    await eventually(() => page.getByTestId(testIds.tenderRow).count(), 2);
    await finishPayment();
    const { payments, change, total } = await newestSale();
    expect(Object.fromEntries(payments.map(({ kind, amount }) => [kind, amount]))).toEqual({
      cash: 100_000,
      transfer: shirt.price - 100_000,
    });
    expect(payments).toHaveLength(2);
    expect({ change, total }).toEqual({ change: 0, total: shirt.price });
  });

  it('refuses less than what is owed, in words, and keeps the cart', async () => {
    const { page } = till;
    const before = await saleCount();
    await scanIntoCart(till, shirt.code);
    await openPayment();
    await typeByHand(till, '100000');
    await page.keyboard.press('F9');
    await page.getByTestId(testIds.payError).waitFor();
    expect(await saleCount()).toBe(before);
    await page.keyboard.press('Escape');
    await page.getByTestId(testIds.payPanel).waitFor({ state: 'detached' });
    expect(await shownTotal(till)).toBe(shirt.price);
  });

  it('makes one sale of two presses of the pay key', async () => {
    const before = await saleCount();
    await scanIntoCart(till, milk.code);
    await openPayment();
    await till.app.evaluate(async ({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      await new Promise((resolve) => setTimeout(resolve, 0));
      for (const type of ['keyDown', 'keyUp', 'keyDown', 'keyUp'] as const)
        contents?.sendInputEvent({ type, keyCode: 'F9' });
    });
    await till.page.getByTestId(testIds.payPanel).waitFor({ state: 'detached' });
    await till.page.keyboard.press('F9');
    await till.page.getByTestId(testIds.lastSale).waitFor();
    expect(await saleCount()).toBe(before + 1);
    expect(await till.page.getByTestId(testIds.payPanel).count()).toBe(0);
  });

  it('lets a scan into the cart while paying: the total follows, the typed amount stays', async () => {
    await scanIntoCart(till, shirt.code);
    await openPayment();
    await typeByHand(till, '500000');
    await eventually(() => amountShown(till, testIds.tenderAmount), 500_000);
    await scan(till.app, milk.code);
    await eventually(() => amountShown(till, testIds.payDue), shirt.price + milk.price);
    expect(await amountShown(till, testIds.tenderAmount)).toBe(500_000);
    expect(await till.page.getByTestId(testIds.payPanel).count()).toBe(1);
    await eventually(() => amountShown(till, testIds.payChange), 500_000 - shirt.price - milk.price);
    await till.page.keyboard.press('Escape');
  });
});
