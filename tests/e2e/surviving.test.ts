import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testIds } from '../../renderer/test-ids.ts';
import { demoCode } from '../../sandbox/generate/demo-goods.ts';
import { everyEntry } from '../support/sync-query.ts';
import { activeCart, answerOf, scanIntoCart, shownTotal } from './support/cart-on-screen.ts';
import { demoPins, eventually, newProfile, openShift, signIn, startDemoTill } from './support/demo-till.ts';
import { secondStart } from './support/second-start.ts';
import type { TillWindow } from './support/till-window.ts';

describe('a till that is cut off', () => {
  let profile: ReturnType<typeof newProfile>;
  let till: TillWindow;

  beforeEach(async () => {
    profile = newProfile();
    till = await startDemoTill(profile.path);
    await signIn(till, demoPins.cashier);
    await openShift(till, 500_000);
  });

  afterEach(async () => {
    await till.close();
    profile.remove();
  });

  it('has the same cart after a kill in the middle of it', async () => {
    const { page } = till;
    await scanIntoCart(till, demoCode(1), demoCode(2), demoCode(3));
    await page.keyboard.press('F7');
    await page.getByTestId(testIds.lineQuantity).fill('1,25');
    await page.keyboard.press('Enter');
    await eventually(() => shownTotal(till), 42_000 + 189_000 + 47_500);
    const before = await activeCart(till);
    await till.kill();

    till = await startDemoTill(profile.path);
    await signIn(till, demoPins.cashier);
    await eventually(() => shownTotal(till), before.total);
    const after = await activeCart(till);
    expect(after.id).toBe(before.id);
    expect(after.lines).toEqual(before.lines);
  });

  it('has the sale once and no cart after a kill right after the payment', async () => {
    const { page } = till;
    await scanIntoCart(till, demoCode(1), demoCode(2));
    await page.keyboard.press('F9');
    await page.getByTestId(testIds.payPanel).waitFor();
    await page.keyboard.press('F9');
    await page.getByTestId(testIds.payPanel).waitFor({ state: 'detached' });
    await till.kill();

    till = await startDemoTill(profile.path);
    await signIn(till, demoPins.cashier);
    expect((await activeCart(till)).lines).toEqual([]);
    const { rows, total } = await answerOf(till, 'sales:list', { text: '', limit: 5, offset: 0 });
    expect(total).toBe(1);
    expect(rows[0]?.total).toBe(231_000);
    const entries = await answerOf(till, 'sync:list', everyEntry);
    expect(entries.rows.map((row) => row.total)).toEqual([231_000]);
  });

  it('opens no second till on the same profile', async () => {
    await scanIntoCart(till, demoCode(1));
    const second = await secondStart(profile.path);
    expect(second.exitCode).toBe(0);
    expect(await till.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
    await scanIntoCart(till, demoCode(5));
    expect(await shownTotal(till)).toBe(50_000);
  });

  it('keeps person, cart and shift when the page is loaded again', async () => {
    await scanIntoCart(till, demoCode(1));
    await till.page.reload();
    await till.page.getByTestId(testIds.sellScreen).waitFor();
    await eventually(() => shownTotal(till), 42_000);
    const { session, shift } = await answerOf(till, 'app:view');
    expect(session?.role).toBe('cashier');
    expect(shift?.float).toBe(500_000);
  });
});
