import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testIds } from '../../renderer/test-ids.ts';
import { demoCode } from '../../sandbox/generate/demo-goods.ts';
import {
  activeCart,
  amountShown,
  answerOf,
  emptyCart,
  quantities,
  scanIntoCart,
  shownTotal,
} from './support/cart-on-screen.ts';
import {
  demoPins,
  eventually,
  lock,
  newProfile,
  openShift,
  picturesIn,
  printoutsIn,
  signIn,
  startDemoTill,
  typeByHand,
} from './support/demo-till.ts';
import { scan, type TillWindow } from './support/till-window.ts';

const fishSauce = { code: demoCode(1), price: 42_000 };
const shirt = { code: demoCode(2), price: 189_000 };
const rice = { code: demoCode(3), price: 38_000 };
const beer = { code: demoCode(4), price: 16_500 };
const milk = { code: demoCode(5), price: 8_000 };
const comic = { code: demoCode(6), price: 25_000 };

describe('selling with keys and a scanner', () => {
  const profile = newProfile();
  let till: TillWindow;

  beforeAll(async () => {
    till = await startDemoTill(profile.path);
    await signIn(till, demoPins.cashier);
    await openShift(till, 1_000_000);
  });

  beforeEach(() => emptyCart(till));

  afterAll(async () => {
    await till.close();
    profile.remove();
  });

  it('sells five scanned goods for cash without the mouse: receipt, drawer, and the change until the next scan', async () => {
    const { page } = till;
    const receipts = picturesIn(profile.path).length;
    const pulses = () =>
      printoutsIn(profile.path).filter(({ steps }) => steps.includes('drawer pulse')).length;
    const pulsesBefore = pulses();
    await scanIntoCart(till, fishSauce.code, shirt.code, beer.code, milk.code, comic.code);
    const total = fishSauce.price + shirt.price + beer.price + milk.price + comic.price;
    expect(await shownTotal(till)).toBe(total);

    await page.keyboard.press('F9');
    await page.getByTestId(testIds.payPanel).waitFor();
    await typeByHand(till, '300000');
    await eventually(() => amountShown(till, testIds.tenderAmount), 300_000);
    expect(await amountShown(till, testIds.payChange)).toBe(300_000 - total);
    await page.keyboard.press('F9');

    await page.getByTestId(testIds.payPanel).waitFor({ state: 'detached' });
    expect(await amountShown(till, testIds.lastChange)).toBe(300_000 - total);
    await eventually(() => picturesIn(profile.path).length, receipts + 1);
    await eventually(pulses, pulsesBefore + 1);
    expect(await amountShown(till, testIds.lastChange)).toBe(300_000 - total);
    await scan(till.app, milk.code);
    await page.getByTestId(testIds.lastSale).waitFor({ state: 'detached' });
  });

  it('counts with + and −, and one scan more of the same goods', async () => {
    const { page } = till;
    await scanIntoCart(till, milk.code, milk.code);
    expect(await quantities(till)).toEqual([2000]);
    await page.keyboard.press('+');
    await eventually(() => quantities(till), [3000]);
    await page.keyboard.press('-');
    await page.keyboard.press('-');
    await eventually(() => quantities(till), [1000]);
  });

  it('takes a typed 3* for the next scan only', async () => {
    await typeByHand(till, '3*');
    await eventually(() => till.page.getByTestId(testIds.quickEntry).getAttribute('data-text'), '3*');
    await scan(till.app, fishSauce.code);
    await eventually(() => quantities(till), [3000]);
    await scan(till.app, milk.code);
    await eventually(() => quantities(till), [3000, 1000]);
    await eventually(() => shownTotal(till), 3 * fishSauce.price + milk.price);
  });

  it('sells 1,25 kg of weighed goods', async () => {
    const { page } = till;
    await scanIntoCart(till, rice.code);
    await page.keyboard.press('F7');
    await page.getByTestId(testIds.lineQuantity).waitFor();
    await typeByHand(till, '1,25');
    await page.keyboard.press('Enter');
    await page.getByTestId(testIds.lineEditor).waitFor({ state: 'detached' });
    expect(await quantities(till)).toEqual([1250]);
    await eventually(() => shownTotal(till), 47_500);
    expect(await page.getByTestId(testIds.cartLine).innerText()).toContain('1,25');
  });

  it('takes an amount off a line with F7, and a percentage by typing its sign', async () => {
    const { page } = till;
    await scanIntoCart(till, shirt.code);
    const setDiscount = async (text: string) => {
      await page.keyboard.press('F7');
      await page.getByTestId(testIds.lineDiscount).focus();
      await typeByHand(till, text);
      await page.keyboard.press('Enter');
      await page.getByTestId(testIds.lineEditor).waitFor({ state: 'detached' });
    };
    await setDiscount('19000');
    await eventually(() => shownTotal(till), 170_000);
    await setDiscount('10%');
    await eventually(() => shownTotal(till), 170_100);
  });

  it('takes a discount off the whole order with F6', async () => {
    const { page } = till;
    await scanIntoCart(till, shirt.code, fishSauce.code);
    await page.keyboard.press('F6');
    await page.getByTestId(testIds.orderDiscountValue).waitFor();
    await typeByHand(till, '20000');
    await page.keyboard.press('Enter');
    await page.getByTestId(testIds.orderDiscount).waitFor({ state: 'detached' });
    await eventually(() => shownTotal(till), shirt.price + fishSauce.price - 20_000);
    expect(await amountShown(till, testIds.cartDiscount)).toBe(-20_000);
  });

  it('keeps a note of a line on the screen', async () => {
    const { page } = till;
    await scanIntoCart(till, comic.code);
    await page.keyboard.press('F7');
    await page.getByTestId(testIds.lineNote).fill('Gói quà');
    await page.keyboard.press('Enter');
    await page.getByTestId(testIds.cartLine).getByText('Gói quà').waitFor();
  });

  it('removes a line with Del and brings it back with Ctrl+Z', async () => {
    const { page } = till;
    await scanIntoCart(till, fishSauce.code, milk.code);
    await page.keyboard.press('Delete');
    await eventually(() => shownTotal(till), fishSauce.price);
    await page.keyboard.press('Control+z');
    await eventually(() => shownTotal(till), fishSauce.price + milk.price);
    await page.keyboard.press('Control+z');
    await eventually(() => shownTotal(till), fishSauce.price);
  });

  it('does not let an unknown code be paid for until it is dealt with', async () => {
    const { page } = till;
    await scanIntoCart(till, milk.code);
    await scan(till.app, '8930000000000');
    await page.getByTestId(testIds.unknownLine).waitFor();
    await page.keyboard.press('F9');
    await page.getByTestId(testIds.toastError).first().waitFor();
    expect(await page.getByTestId(testIds.payPanel).count()).toBe(0);
    await page.keyboard.press('Delete');
    await page.getByTestId(testIds.unknownLine).waitFor({ state: 'detached' });
    await page.keyboard.press('F9');
    await page.getByTestId(testIds.payPanel).waitFor();
    await page.keyboard.press('Escape');
    await page.getByTestId(testIds.payPanel).waitFor({ state: 'detached' });
  });

  it('lets an unknown code stand for goods found by name', async () => {
    const { page } = till;
    await scan(till.app, '8930000000000');
    await page.getByTestId(testIds.unknownLine).waitFor();
    await page.keyboard.press('Enter');
    await typeByHand(till, 'nuoc mam');
    await page.getByTestId(testIds.searchRow).first().waitFor();
    await page.keyboard.press('Enter');
    await page.getByTestId(testIds.unknownLine).waitFor({ state: 'detached' });
    await eventually(() => shownTotal(till), fishSauce.price);
  });

  it('keeps several carts side by side; one is held and taken up again', async () => {
    const { page } = till;
    await scanIntoCart(till, shirt.code);
    await page.keyboard.press('F1');
    await page.getByTestId(testIds.cartEmpty).waitFor();
    await scanIntoCart(till, milk.code);
    await page.keyboard.press('Control+1');
    await eventually(() => shownTotal(till), shirt.price);
    await page.keyboard.press('F2');
    await page.getByTestId(testIds.heldCarts).waitFor();
    await page.keyboard.press('F2');
    await page.getByTestId(testIds.heldCarts).waitFor({ state: 'detached' });
    await eventually(() => shownTotal(till), milk.price);
    await emptyCart(till);
    await page.keyboard.press('F2');
    await page.getByTestId(testIds.heldCart).waitFor();
    await page.keyboard.press('Enter');
    await page.getByTestId(testIds.heldCarts).waitFor({ state: 'detached' });
    await eventually(() => shownTotal(till), shirt.price);
  });

  it('keeps the cart when one person locks and another signs in', async () => {
    await scanIntoCart(till, shirt.code, milk.code);
    const before = await activeCart(till);
    await lock(till);
    await signIn(till, demoPins.manager);
    await eventually(() => shownTotal(till), shirt.price + milk.price);
    const { lines } = await activeCart(till);
    expect(lines).toEqual(before.lines);
    const { session } = await answerOf(till, 'app:view');
    expect(session?.role).toBe('manager');
  });
});
