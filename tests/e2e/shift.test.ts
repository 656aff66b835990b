import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
import type { TillWindow } from './support/till-window.ts';

const float = 500_000;
const fishSauce = { code: demoCode(1), price: 42_000 };
const cashOut = 120_000;

describe('a shift', () => {
  const profile = newProfile();
  let till: TillWindow;

  beforeAll(async () => {
    till = await startDemoTill(profile.path);
    await signIn(till, demoPins.cashier);
  });

  afterAll(async () => {
    await till.close();
    profile.remove();
  });

  const sellOne = async () => {
    await scanIntoCart(till, fishSauce.code);
    await till.page.keyboard.press('F9');
    await till.page.getByTestId(testIds.payPanel).waitFor();
    await till.page.keyboard.press('F9');
    await till.page.getByTestId(testIds.payPanel).waitFor({ state: 'detached' });
  };

  it('is asked for before anything can be paid, and is opened with its float', async () => {
    await till.page.getByTestId(testIds.shiftNeeded).waitFor();
    await openShift(till, float);
    await till.page.getByTestId(testIds.shiftNeeded).waitFor({ state: 'detached' });
    expect((await answerOf(till, 'app:view')).shift?.float).toBe(float);
  });

  it('takes cash out with a reason', async () => {
    const { page } = till;
    await sellOne();
    await openScreen(till, 'shift');
    await page.getByTestId(testIds.cashMove('out')).click();
    await page.getByTestId(testIds.cashMoveAmount).fill(String(cashOut));
    await page.keyboard.press('Enter');
    await page.getByTestId(testIds.cashMoveReason).fill('Trả tiền nước đá');
    await page.keyboard.press('Enter');
    await page.getByTestId(testIds.dialog).waitFor({ state: 'detached' });
    const report = await answerOf(till, 'shift:x-report', { print: false });
    expect(report.facts.cashOut).toBe(cashOut);
    expect(report.movements[0]?.reason).toBe('Trả tiền nước đá');
  });

  it('shows and prints an X report that hides from a cashier what a blind count must not know', async () => {
    const { page } = till;
    const papers = picturesIn(profile.path).length;
    await page.getByTestId(testIds.shiftXReport).click();
    await page.getByTestId(testIds.xReport).waitFor();
    expect(await page.getByTestId(testIds.reportExpected).count()).toBe(0);
    expect(await page.getByTestId(testIds.xReport).innerText()).not.toContain('422.000');
    await page.getByTestId(testIds.reportPrint).click();
    await eventually(() => picturesIn(profile.path).length, papers + 1);
    await page.keyboard.press('Escape');
    await page.getByTestId(testIds.shiftHandOver).waitFor();
  });

  it('is handed over to another PIN by a count, and the next one opens with what was counted', async () => {
    const { page } = till;
    await page.getByTestId(testIds.shiftHandOver).click();
    await page.getByTestId(testIds.shiftNote(200_000)).fill('2');
    await page.getByTestId(testIds.shiftNote(20_000)).fill('1');
    await page.getByTestId(testIds.shiftNote(2_000)).fill('1');
    await eventually(() => amountShown(till, testIds.shiftSum), 422_000);
    expect(await page.getByTestId(testIds.reportExpected).count()).toBe(0);
    await page.getByTestId(testIds.shiftCounted).click();
    await page.getByTestId(testIds.shiftReceiverPin).fill('99999998');
    await page.keyboard.press('Enter');
    await page.getByTestId(testIds.failure).first().waitFor();
    await page.getByTestId(testIds.shiftReceiverPin).fill(demoPins.manager);
    await page.keyboard.press('Enter');
    await page.getByTestId(testIds.zReport).waitFor();
    expect(await amountShown(till, testIds.reportExpected)).toBe(float + fishSauce.price - cashOut);
    expect(await amountShown(till, testIds.reportCounted)).toBe(422_000);
    expect(await amountShown(till, testIds.reportVariance)).toBe(0);
    const { shift, session } = await answerOf(till, 'app:view');
    expect(shift?.float).toBe(422_000);
    expect(session?.role).toBe('manager');
    await page.getByTestId(testIds.shiftDone).click();
  });

  it('is closed by a count with its variance on the Z report, and nothing is sold afterwards', async () => {
    const { page } = till;
    if ((await page.getByTestId(testIds.screen('shift')).count()) === 0) await openScreen(till, 'shift');
    await page.getByTestId(testIds.shiftClose).click();
    await page.getByTestId(testIds.shiftNote(200_000)).fill('2');
    await page.getByTestId(testIds.shiftCounted).click();
    await page.getByTestId(testIds.shiftCloseNote).fill('Thiếu tiền lẻ');
    await page.keyboard.press('Enter');
    await page.getByTestId(testIds.zReport).waitFor();
    expect(await amountShown(till, testIds.reportVariance)).toBe(22_000);
    expect(await page.getByTestId(testIds.zReport).innerText()).toMatch(/thiếu/i);
    await page.getByTestId(testIds.shiftDone).click();
    expect((await answerOf(till, 'app:view')).shift).toBeNull();
  });
});
