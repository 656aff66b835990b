import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dong } from '../../domain/money/dong.ts';
import { testIds } from '../../renderer/test-ids.ts';
import { demoCode } from '../../sandbox/generate/demo-goods.ts';
import { amountShown, answerOf, scanIntoCart } from './support/cart-on-screen.ts';
import {
  demoPins,
  eventually,
  newProfile,
  openScreen,
  openShift,
  picturesIn,
  signIn,
  startDemoTill,
} from './support/demo-till.ts';
import { repository, scan, type TillWindow } from './support/till-window.ts';

describe('goods that come back', () => {
  const profile = newProfile();
  const folder = join(repository, 'out', 'screens');
  let till: TillWindow;

  beforeAll(async () => {
    mkdirSync(folder, { recursive: true });
    till = await startDemoTill(profile.path);
    await signIn(till, demoPins.cashier);
    await openShift(till, 500_000);
  });

  afterAll(async () => {
    await till.close();
    profile.remove();
  });

  const openReturn = async () => {
    await openScreen(till, 'sales');
    await till.page.getByTestId(testIds.saleView).waitFor();
    await till.page.keyboard.press('F7');
    await till.page.getByTestId(testIds.screen('return')).waitFor();
  };
  const leave = async () => {
    await till.page.keyboard.press('Escape');
    await till.page.getByTestId(testIds.sellScreen).waitFor();
  };

  it('were sold before', async () => {
    await scanIntoCart(till, demoCode(1), demoCode(1), demoCode(2));
    await till.page.keyboard.press('F9');
    await till.page.getByTestId(testIds.payPanel).waitFor();
    await till.page.keyboard.press('F9');
    await till.page.getByTestId(testIds.payPanel).waitFor({ state: 'detached' });
  });

  it('are chosen by keys, and what the customer gets is told at once', async () => {
    const { page } = till;
    await openReturn();
    await page.keyboard.press('+');
    await eventually(() => amountShown(till, testIds.returnPayout), 42_000);
    expect(await page.getByTestId(testIds.returnFinish).isDisabled()).toBe(true);
    await page.getByText('Khách đổi ý').click();
    await eventually(() => page.getByTestId(testIds.returnFinish).isDisabled(), false);
    await page.screenshot({ path: join(folder, '1366-return.png') });
  });

  it('are taken with F9: money out of the drawer, a slip on paper, a document on its way', async () => {
    const { page } = till;
    const papers = picturesIn(profile.path).length;
    await page.keyboard.press('F9');
    await page.getByTestId(testIds.screen('return')).waitFor({ state: 'detached' });
    await leave();
    const report = await answerOf(till, 'shift:x-report', { print: false });
    expect(report.facts).toMatchObject({ returnCount: 1, returnsTotal: 42_000 });
    await eventually(() => picturesIn(profile.path).length, papers + 1);
    await eventually(async () => {
      const { rows } = await answerOf(till, 'sync:list', {
        text: '',
        stage: 'confirmed',
        kind: 'return',
        from: null,
        to: null,
        limit: 10,
        offset: 0,
      });
      return rows.map(({ total }) => total);
    }, [dong(42_000)]);
  });

  it('are looked for by scanning the receipt, from any screen', async () => {
    const { page } = till;
    const { rows } = await answerOf(till, 'sales:list', { text: '', limit: 1, offset: 0 });
    await scan(till.app, rows[0]?.id ?? '');
    await page.getByTestId(testIds.screen('return')).waitFor();
    expect((await answerOf(till, 'cart:get')).active.lines).toEqual([]);
    await page.keyboard.press('Escape');
    await leave();
    await scan(till.app, '0198f0a0-0000-7000-8000-000000000000');
    await page.getByText('Hóa đơn này không bán ở máy này.').waitFor();
  });

  it('cannot be more than are left, and the earlier return is in sight', async () => {
    const { page } = till;
    await openReturn();
    await page.keyboard.press('+');
    await page.keyboard.press('+');
    await eventually(() => page.getByTestId(testIds.returnQuantity(0)).innerText(), '1');
    await page.getByText('Đã trả trước đó').waitFor();
  });

  it('can be all that is left at once, and the sale is done with', async () => {
    const { page } = till;
    await page.keyboard.press('F6');
    await page.getByText('Hàng lỗi').click();
    await eventually(() => page.getByTestId(testIds.returnFinish).isDisabled(), false);
    await page.keyboard.press('F9');
    await page.getByTestId(testIds.screen('return')).waitFor({ state: 'detached' });
    await page.keyboard.press('F7');
    await page.getByText('Hàng của hóa đơn này đã trả hết.').waitFor();
  });
});
