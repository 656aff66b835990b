import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testIds } from '../../renderer/test-ids.ts';
import { answerOf } from './support/cart-on-screen.ts';
import {
  demoPins,
  eventually,
  lock,
  newProfile,
  signIn,
  startDemoTill,
  typeByHand,
} from './support/demo-till.ts';
import { scan, type TillWindow } from './support/till-window.ts';

const wrongPin = '13572468';

describe('the lock screen', () => {
  const profile = newProfile();
  let till: TillWindow;

  beforeAll(async () => {
    till = await startDemoTill(profile.path);
  });

  afterAll(async () => {
    await till.close();
    profile.remove();
  });

  const filledDots = () =>
    till.page.locator(`[data-testid="${testIds.lockDot}"][data-filled="true"]`).count();
  const countdown = () => till.page.getByTestId(testIds.lockCountdown);
  const secondsLeft = async () => Number(await countdown().getAttribute('data-seconds'));

  /** Ends when the pad takes digits again or counts down. */
  const tryWrongPin = async () => {
    await typeByHand(till, wrongPin, 45);
    await eventually(filledDots, 0);
    await till.page
      .locator(`[data-testid="${testIds.pinKey('1')}"]:enabled, [data-testid="${testIds.lockCountdown}"]`)
      .first()
      .waitFor();
  };

  it('lets a person in by touch alone', async () => {
    await till.page.getByTestId(testIds.lockScreen).waitFor();
    for (const digit of demoPins.cashier) await till.page.getByTestId(testIds.pinKey(digit)).click();
    await till.page.getByTestId(testIds.sellScreen).waitFor();
    expect((await answerOf(till, 'app:view')).session?.role).toBe('cashier');
    await lock(till);
  });

  it('fills a dot a digit and takes one back with the erase key', async () => {
    await typeByHand(till, '123');
    await eventually(filledDots, 3);
    await till.page.keyboard.press('Backspace');
    await eventually(filledDots, 2);
    await till.page.keyboard.press('Backspace');
    await till.page.keyboard.press('Backspace');
    await eventually(filledDots, 0);
  });

  it('shows nothing of the cart and takes no scan while locked', async () => {
    await scan(till.app, '8936001000011');
    await till.page
      .getByTestId(testIds.lockMessage)
      .getByRole('alert')
      .or(till.page.getByTestId(testIds.lockMessage).getByTestId(testIds.failure))
      .first()
      .waitFor();
    expect(await filledDots()).toBe(0);
    await signIn(till, demoPins.cashier);
    await till.page.getByTestId(testIds.cartEmpty).waitFor();
    await lock(till);
  });

  it('counts a wait down after wrong PINs, keeps it through a kill, and refuses the right PIN meanwhile', async () => {
    let tries = 0;
    while ((await countdown().count()) === 0 && tries < 6) {
      await tryWrongPin();
      tries += 1;
    }
    // Three are free; the fourth starts a wait, of which whoever tries next is told.
    expect(tries).toBeGreaterThanOrEqual(4);
    expect(await secondsLeft()).toBeGreaterThan(0);
    await till.kill();

    till = await startDemoTill(profile.path);
    await till.page.getByTestId(testIds.lockScreen).waitFor();
    await typeByHand(till, demoPins.cashier, 45);
    await countdown().waitFor();
    expect(await till.page.getByTestId(testIds.sellScreen).count()).toBe(0);
    const first = await secondsLeft();
    await expect.poll(secondsLeft, { timeout: 5_000, interval: 50 }).toBeLessThan(first);
  });

  it('waits longer after one more wrong PIN', async () => {
    await countdown().waitFor({ state: 'detached', timeout: 30_000 });
    await tryWrongPin();
    if ((await countdown().count()) === 0) await tryWrongPin();
    expect(await secondsLeft()).toBeGreaterThan(5);
  });

  it('opens for the right PIN once the wait is over', async () => {
    await countdown().waitFor({ state: 'detached', timeout: 30_000 });
    await signIn(till, demoPins.manager);
    expect((await answerOf(till, 'app:view')).session?.role).toBe('manager');
  });
});
