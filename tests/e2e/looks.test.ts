import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { milli } from '../../domain/money/quantity.ts';
import { testIds } from '../../renderer/test-ids.ts';
import { demoCode } from '../../sandbox/generate/demo-goods.ts';
import { answerOf, emptyCart, scanIntoCart } from './support/cart-on-screen.ts';
import {
  demoPins,
  lock,
  newProfile,
  openScreen,
  openShift,
  signIn,
  startDemoTill,
} from './support/demo-till.ts';
import { looksOf, sound } from './support/looks.ts';
import { repository, resize, scan, startTill, type TillWindow } from './support/till-window.ts';

/** The page's own global, for what runs inside it. */
declare const innerWidth: number;

const folder = join(repository, 'out', 'screens');

describe.each([
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
])('the window at $width × $height', (size) => {
  const profile = newProfile();
  let till: TillWindow;

  beforeAll(async () => {
    mkdirSync(folder, { recursive: true });
    till = await startDemoTill(profile.path);
    await resize(till.app, size);
    // Without a window manager a window as large as the display stays a pixel smaller.
    await till.page.waitForFunction((width) => innerWidth >= width - 1, size.width);
    await till.page.getByTestId(testIds.lockScreen).waitFor();
  });

  afterAll(async () => {
    await till.close();
    profile.remove();
  });

  const look = async (name: string) => {
    await till.page.screenshot({ path: join(folder, `${size.width}-${name}.png`) });
    return looksOf(till.page);
  };
  const leaveDialog = async (testId: string) => {
    await till.page.keyboard.press('Escape');
    await till.page.getByTestId(testId).waitFor({ state: 'detached' });
  };
  const fill = async () => {
    await emptyCart(till);
    await scanIntoCart(till, ...[1, 2, 3, 4, 20, 51].map(demoCode));
  };

  it('is in order while locked, at the start of a day and with an empty cart', async () => {
    expect.soft(await look('lock'), 'lock').toEqual(sound);
    await signIn(till, demoPins.owner);
    expect.soft(await look('sell-without-shift'), 'sell-without-shift').toEqual(sound);
    await openScreen(till, 'shift');
    expect.soft(await look('shift-open'), 'shift-open').toEqual(sound);
    await till.page.keyboard.press('Escape');
    await openShift(till, 1_000_000);
    expect.soft(await look('sell-empty'), 'sell-empty').toEqual(sound);
  });

  it('is in order while selling: cart, unknown code, search, dialogs', async () => {
    const { page } = till;
    await fill();
    expect.soft(await look('sell-cart'), 'sell-cart').toEqual(sound);
    await page.keyboard.press('F7');
    await page.getByTestId(testIds.lineEditor).waitFor();
    expect.soft(await look('line-editor'), 'line-editor').toEqual(sound);
    await leaveDialog(testIds.lineEditor);
    await page.keyboard.press('F6');
    await page.getByTestId(testIds.orderDiscount).waitFor();
    expect.soft(await look('order-discount'), 'order-discount').toEqual(sound);
    await leaveDialog(testIds.orderDiscount);
    await page.keyboard.press('F4');
    await page.getByTestId(testIds.customerPanel).waitFor();
    expect.soft(await look('customer'), 'customer').toEqual(sound);
    await leaveDialog(testIds.customerPanel);
    await page.keyboard.press('F2');
    await page.getByTestId(testIds.heldCarts).waitFor();
    expect.soft(await look('held-carts'), 'held-carts').toEqual(sound);
    await leaveDialog(testIds.heldCarts);
    await page.keyboard.press('F3');
    await page.getByTestId(testIds.searchInput).fill('sua');
    await page.getByTestId(testIds.searchRow).first().waitFor();
    expect.soft(await look('search'), 'search').toEqual(sound);
    await leaveDialog(testIds.searchPanel);
    await page.keyboard.press('F12');
    await page.getByTestId(testIds.menu).waitFor();
    expect.soft(await look('menu'), 'menu').toEqual(sound);
    await leaveDialog(testIds.menu);
    await scan(till.app, '8930000000000');
    await page.getByTestId(testIds.unknownLine).waitFor();
    expect.soft(await look('unknown-code'), 'unknown-code').toEqual(sound);
    await page.keyboard.press('Delete');
    await page.getByTestId(testIds.unknownLine).waitFor({ state: 'detached' });
  });

  it('is in order while paying and after it', async () => {
    const { page } = till;
    await fill();
    await page.keyboard.press('F9');
    await page.getByTestId(testIds.payPanel).waitFor();
    expect.soft(await look('pay-cash'), 'pay-cash').toEqual(sound);
    await page.keyboard.press('ArrowRight');
    await page.getByTestId(testIds.payQr).waitFor();
    expect.soft(await look('pay-transfer'), 'pay-transfer').toEqual(sound);
    await page.keyboard.press('+');
    await page.getByTestId(testIds.tenderRow).nth(1).waitFor();
    expect.soft(await look('pay-split'), 'pay-split').toEqual(sound);
    await page.keyboard.press('F9');
    await page.getByTestId(testIds.payPanel).waitFor({ state: 'detached' });
    await page.getByTestId(testIds.lastSale).waitFor();
    expect.soft(await look('paid'), 'paid').toEqual(sound);
  });

  it('is in order with twenty lines and amounts of nine digits', async () => {
    await scanIntoCart(till, ...Array.from({ length: 20 }, (_, index) => demoCode(index + 1)));
    const { active } = await answerOf(till, 'cart:get');
    const last = active.lines.at(-1);
    await answerOf(till, 'cart:set-quantity', { lineId: last?.id ?? '', quantity: milli(750_000) });
    expect.soft(await look('sell-long'), 'sell-long').toEqual(sound);
    await emptyCart(till);
  });

  it.each(['sync', 'sales', 'devices', 'settings', 'staff'])('is in order on the page %s', async (screen) => {
    await openScreen(till, screen);
    await till.page
      .getByTestId(testIds.screen(screen))
      .locator('.muted, [role=option], button')
      .first()
      .waitFor();
    expect.soft(await look(screen), screen).toEqual(sound);
    await till.page.keyboard.press('Escape');
    await till.page.getByTestId(testIds.sellScreen).waitFor();
  });

  it('is in order over a shift', async () => {
    const { page } = till;
    await openScreen(till, 'shift');
    await page.getByTestId(testIds.shiftClose).waitFor();
    expect.soft(await look('shift'), 'shift').toEqual(sound);
    await page.getByTestId(testIds.cashMove('out')).click();
    await page.getByTestId(testIds.cashMoveAmount).waitFor();
    expect.soft(await look('cash-out'), 'cash-out').toEqual(sound);
    await leaveDialog(testIds.cashMoveAmount);
    await page.getByTestId(testIds.shiftXReport).click();
    await page.getByTestId(testIds.xReport).waitFor();
    expect.soft(await look('x-report'), 'x-report').toEqual(sound);
    await page.keyboard.press('Escape');
    await page.getByTestId(testIds.shiftClose).click();
    await page.getByTestId(testIds.shiftSum).waitFor();
    expect.soft(await look('count'), 'count').toEqual(sound);
    await page.keyboard.press('Escape');
    await lock(till);
  });
});

describe('the first page of the first run', () => {
  it('is in order', async () => {
    const profile = newProfile();
    mkdirSync(folder, { recursive: true });
    const till = await startTill({ profile: profile.path, size: { width: 1366, height: 768 } });
    try {
      await till.page.getByTestId(testIds.setupScreen).waitFor();
      await till.page.screenshot({ path: join(folder, '1366-setup.png') });
      expect(await looksOf(till.page)).toEqual(sound);
    } finally {
      await till.close();
      profile.remove();
    }
  });
});
