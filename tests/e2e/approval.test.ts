import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dong } from '../../domain/money/dong.ts';
import { testIds } from '../../renderer/test-ids.ts';
import { demoCode } from '../../sandbox/generate/demo-goods.ts';
import { activeCart, answerOf, scanIntoCart } from './support/cart-on-screen.ts';
import {
  demoPins,
  eventually,
  lock,
  newProfile,
  openScreen,
  openShift,
  printoutsIn,
  signIn,
  startDemoTill,
} from './support/demo-till.ts';
import { repository, type TillWindow } from './support/till-window.ts';

describe('rights', () => {
  const profile = newProfile();
  const folder = join(repository, 'out', 'screens');
  let till: TillWindow;

  beforeAll(async () => {
    mkdirSync(folder, { recursive: true });
    till = await startDemoTill(profile.path);
    await signIn(till, demoPins.owner);
    await openShift(till, 500_000);
  });

  afterAll(async () => {
    await till.close();
    profile.remove();
  });

  const orderDiscount = async (percent: number) => {
    const { page } = till;
    await page.keyboard.press('F6');
    await page.getByTestId(testIds.discountKind('percent')).click();
    await page.getByTestId(testIds.orderDiscountValue).fill(String(percent));
    await page.keyboard.press('Enter');
  };
  const enterPin = async (pin: string) => {
    await till.page.getByTestId(testIds.approvalPin).fill(pin);
    await till.page.keyboard.press('Enter');
  };
  const pulses = () => printoutsIn(profile.path).filter(({ steps }) => steps.includes('drawer pulse')).length;

  it('are set by the owner in a table, with limits', async () => {
    const { page } = till;
    await openScreen(till, 'settings');
    await page.getByTestId(testIds.settingsSection('rights')).click();
    await page.getByTestId(testIds.rightLimit('cashier', 'give-order-discount')).fill('10');
    await page.getByTestId(testIds.right('cashier', 'open-drawer')).click({ force: true });
    await page.screenshot({ path: join(folder, '1366-rights.png') });
    await page.getByTestId(testIds.settingsSave).click();
    await eventually(() => page.getByTestId(testIds.settingsSave).isDisabled(), true);
    await page.keyboard.press('Escape');
    await page.getByTestId(testIds.sellScreen).waitFor();
    await lock(till);
    await signIn(till, demoPins.cashier);
  });

  it('let a discount within the limit pass without a word', async () => {
    await scanIntoCart(till, demoCode(1));
    await orderDiscount(10);
    await eventually(async () => (await activeCart(till)).orderDiscount, dong(4_200));
  });

  it('ask for somebody else where it is more, and show what for', async () => {
    const { page } = till;
    await orderDiscount(25);
    await page.getByTestId(testIds.approval).waitFor();
    const act = await page.getByTestId(testIds.approvalAct).innerText();
    expect(act).toContain('25%');
    expect(act).toContain('10%');
    await page.screenshot({ path: join(folder, '1366-approval.png') });
    expect((await activeCart(till)).orderDiscount).toBe(dong(4_200));
  });

  it('are not helped by one’s own PIN', async () => {
    await enterPin(demoPins.cashier);
    await till.page.getByTestId(testIds.approval).getByText('Không tự duyệt cho mình được.').waitFor();
  });

  it('take a scan into the cart meanwhile', async () => {
    await scanIntoCart(till, demoCode(2));
    expect(await till.page.getByTestId(testIds.approvalPin).inputValue()).toBe('');
  });

  it('give way to a manager’s PIN, and the cashier stays signed in', async () => {
    await enterPin(demoPins.manager);
    await till.page.getByTestId(testIds.approval).waitFor({ state: 'detached' });
    await eventually(async () => (await activeCart(till)).orderDiscount > 4_200, true);
    await till.page.getByTestId(testIds.sellScreen).waitFor();
  });

  it('are no news to worry about: a new shop stands without a warning', async () => {
    expect((await answerOf(till, 'app:view')).warnings).toEqual([]);
  });

  it('leave everything as it was when nobody approves', async () => {
    const { page } = till;
    await page.keyboard.press('F11');
    await page.getByTestId(testIds.drawerReason).fill('Đổi tiền lẻ');
    await page.keyboard.press('Enter');
    await page.getByTestId(testIds.approval).waitFor();
    await page.keyboard.press('Escape');
    await page.getByTestId(testIds.approval).waitFor({ state: 'detached' });
    expect(pulses()).toBe(0);
  });
});
