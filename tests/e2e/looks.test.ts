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
import { type Looks, looksOf } from './support/looks.ts';
import { repository, resize, scan, startTill, type TillWindow } from './support/till-window.ts';

/** The page's own global, for what runs inside it. */
declare const innerWidth: number;

const folder = join(repository, 'out', 'screens');

/** Nothing outside the window, every button a finger's height, no button's words cut off, the total in the clear. */
const sound: Looks = { widerBy: 0, higherBy: 0, lowButtons: [], cutButtons: [], coveredTotal: [] };

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
    expect.soft(await looksOf(till.page), name).toEqual(sound);
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
    await look('lock');
    await signIn(till, demoPins.owner);
    await look('sell-without-shift');
    await openScreen(till, 'shift');
    await look('shift-open');
    await till.page.keyboard.press('Escape');
    await openShift(till, 1_000_000);
    await look('sell-empty');
  });

  it('is in order while selling: cart, unknown code, search, dialogs', async () => {
    const { page } = till;
    await fill();
    await look('sell-cart');
    await page.keyboard.press('F7');
    await page.getByTestId(testIds.lineEditor).waitFor();
    await look('line-editor');
    await leaveDialog(testIds.lineEditor);
    await page.keyboard.press('F6');
    await page.getByTestId(testIds.orderDiscount).waitFor();
    await look('order-discount');
    await leaveDialog(testIds.orderDiscount);
    await page.keyboard.press('F4');
    await page.getByTestId(testIds.customerPanel).waitFor();
    await look('customer');
    await leaveDialog(testIds.customerPanel);
    await page.keyboard.press('F2');
    await page.getByTestId(testIds.heldCarts).waitFor();
    await look('held-carts');
    await leaveDialog(testIds.heldCarts);
    await page.keyboard.press('F3');
    await page.getByTestId(testIds.searchInput).fill('sua');
    await page.getByTestId(testIds.searchRow).first().waitFor();
    await look('search');
    await leaveDialog(testIds.searchPanel);
    await page.keyboard.press('F12');
    await page.getByTestId(testIds.menu).waitFor();
    await look('menu');
    await leaveDialog(testIds.menu);
    await scan(till.app, '8930000000000');
    await page.getByTestId(testIds.unknownLine).waitFor();
    await look('unknown-code');
    await page.keyboard.press('Delete');
    await page.getByTestId(testIds.unknownLine).waitFor({ state: 'detached' });
  });

  it('is in order while paying and after it', async () => {
    const { page } = till;
    await fill();
    await page.keyboard.press('F9');
    await page.getByTestId(testIds.payPanel).waitFor();
    await look('pay-cash');
    await page.keyboard.press('ArrowRight');
    await page.getByTestId(testIds.payQr).waitFor();
    await look('pay-transfer');
    await page.keyboard.press('+');
    await page.getByTestId(testIds.tenderRow).nth(1).waitFor();
    await look('pay-split');
    await page.keyboard.press('F9');
    await page.getByTestId(testIds.payPanel).waitFor({ state: 'detached' });
    await page.getByTestId(testIds.lastSale).waitFor();
    await look('paid');
  });

  it('is in order with twenty lines and amounts of nine digits', async () => {
    await scanIntoCart(till, ...Array.from({ length: 20 }, (_, index) => demoCode(index + 1)));
    const { active } = await answerOf(till, 'cart:get');
    const last = active.lines.at(-1);
    await answerOf(till, 'cart:set-quantity', { lineId: last?.id ?? '', quantity: milli(750_000) });
    await look('sell-long');
    await emptyCart(till);
  });

  it.each(['sync', 'sales', 'printer', 'settings', 'staff'])('is in order on the page %s', async (screen) => {
    await openScreen(till, screen);
    await till.page
      .getByTestId(testIds.screen(screen))
      .locator('.muted, [role=option], button')
      .first()
      .waitFor();
    await look(screen);
    await till.page.keyboard.press('Escape');
    await till.page.getByTestId(testIds.sellScreen).waitFor();
  });

  it('is in order over a shift', async () => {
    const { page } = till;
    await openScreen(till, 'shift');
    await page.getByTestId(testIds.shiftClose).waitFor();
    await look('shift');
    await page.getByTestId(testIds.cashMove('out')).click();
    await page.getByTestId(testIds.cashMoveAmount).waitFor();
    await look('cash-out');
    await leaveDialog(testIds.cashMoveAmount);
    await page.getByTestId(testIds.shiftXReport).click();
    await page.getByTestId(testIds.xReport).waitFor();
    await look('x-report');
    await page.keyboard.press('Escape');
    await page.getByTestId(testIds.shiftClose).click();
    await page.getByTestId(testIds.shiftSum).waitFor();
    await look('count');
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
