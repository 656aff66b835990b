import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testIds } from '../../renderer/test-ids.ts';
import { answerOf } from './support/cart-on-screen.ts';
import { eventually, newProfile, referenceSize, signIn } from './support/demo-till.ts';
import { bindAndNameOwner, connect, finishSetUp, ownerPin } from './support/first-run.ts';
import { type ShopCloud, startShopCloud } from './support/shop-cloud.ts';
import { startTill, type TillWindow } from './support/till-window.ts';

const clerkPin = '73926410';

describe('the first run', () => {
  let profile: ReturnType<typeof newProfile>;
  let till: TillWindow;
  let cloud: ShopCloud;

  const start = async (flags?: readonly string[]) => {
    cloud = await startShopCloud(flags);
    till = await startTill({ profile: profile.path, size: referenceSize });
    till.page.setDefaultTimeout(8_000);
    await till.page.getByTestId(testIds.setupScreen).waitFor();
  };

  beforeEach(() => {
    profile = newProfile();
  });

  afterEach(async () => {
    await till.close();
    await cloud.stop();
    profile.remove();
  });

  const troubleCode = () => till.page.getByTestId(testIds.setupTrouble).getAttribute('data-code');
  const correct = async () => {
    await till.page.getByTestId(testIds.setupBack).click();
    await till.page.getByTestId(testIds.setupTrouble).waitFor({ state: 'detached' });
  };

  it('says what is wrong with token, address and line, and goes on once it is right', async () => {
    await start();
    await connect(till, { url: cloud.url, token: 'not-the-token' });
    await eventually(troubleCode, 'CLOUD_TOKEN_REFUSED');
    await correct();
    await connect(till, { url: `http://127.0.0.1:${await closedPort()}`, token: cloud.token });
    await eventually(troubleCode, 'CLOUD_UNREACHABLE');
    await correct();
    await connect(till, { url: 'not an address', token: cloud.token });
    await eventually(troubleCode, 'CLOUD_URL_INVALID');
    await correct();
    await connect(till, cloud);
    await till.page.getByTestId(testIds.setupTillNumber).waitFor();
  });

  it('binds branch and till, names the owner, pulls with figures, gives PINs and ends at the lock', async () => {
    await start();
    const { page } = till;
    await connect(till, cloud);
    await bindAndNameOwner(till, cloud, 7);
    await page.getByTestId(testIds.setupPullStart).click();
    await page.getByTestId(testIds.setupFinish).waitFor({ timeout: 60_000 });
    await page.getByTestId(testIds.staffSetPin).nth(2).click();
    await page.getByTestId(testIds.staffRole('cashier')).click();
    // A PIN is unique in the shop: the owner's is refused.
    await page.getByTestId(testIds.staffPin).fill(ownerPin);
    await page.getByTestId(testIds.staffPinAgain).fill(ownerPin);
    await page.getByTestId(testIds.dialogConfirm).click();
    await page.getByTestId(testIds.toastError).first().waitFor();
    await page.getByTestId(testIds.staffPin).fill(clerkPin);
    await page.getByTestId(testIds.staffPinAgain).fill(clerkPin);
    await page.getByTestId(testIds.dialogConfirm).click();
    await page.getByTestId(testIds.dialog).waitFor({ state: 'detached' });
    await finishSetUp(till);
    await signIn(till, clerkPin);
    const view = await answerOf(till, 'app:view');
    expect(view.till).toMatchObject({ tillNumber: 7, branchName: cloud.locations[1]?.name, demo: false });
    expect(view.session?.role).toBe('cashier');
    expect(
      (await answerOf(till, 'goods:search', { text: '', limit: 1, offset: 0 })).total,
    ).toBeGreaterThanOrEqual(200);
  });

  it('leaves the token in no file of the profile and nowhere in the page', async () => {
    await start();
    await connect(till, cloud);
    await bindAndNameOwner(till, cloud, 1);
    await till.page.getByTestId(testIds.setupPullStart).click();
    await till.page.getByTestId(testIds.setupFinish).waitFor({ timeout: 60_000 });
    const page: string = await till.page.evaluate(
      `(async () => JSON.stringify([
        (await window.quay.call['app:view']()).value,
        document.documentElement.outerHTML,
        [...document.querySelectorAll('input')].map((field) => field.value),
        { ...localStorage }, { ...sessionStorage },
        Object.entries(window).filter(([, value]) => typeof value === 'string'),
      ]))()`,
    );
    expect(page).not.toContain(cloud.token);
    expect(filesHolding(profile.path, cloud.token)).toEqual([]);
    await till.kill();
    expect(filesHolding(profile.path, cloud.token)).toEqual([]);
  });

  it('has the owner add people where the cloud does not tell them', async () => {
    await start(['--products', '50', '--users', 'forbidden']);
    const { page } = till;
    await connect(till, cloud);
    await bindAndNameOwner(till, cloud, 1);
    await page.getByTestId(testIds.setupPullStart).click();
    await page.getByTestId(testIds.staffAdd).click({ timeout: 60_000 });
    await page.getByTestId(testIds.staffName).fill('Lan');
    await page.getByTestId(testIds.staffRole('cashier')).click();
    await page.getByTestId(testIds.dialogConfirm).click();
    await eventually(() => page.getByTestId(testIds.setupStaffRow).count(), 2);
    await finishSetUp(till);
    await signIn(till, ownerPin);
    expect((await answerOf(till, 'staff:list')).map((person) => person.name)).toContain('Lan');
  });

  it('goes on with the first download where a kill stopped it', async () => {
    await start(['--products', '3000']);
    await cloud.control({ delayMs: 60 });
    await connect(till, cloud);
    await bindAndNameOwner(till, cloud, 1);
    await till.page.getByTestId(testIds.setupPullStart).click();
    const products = () =>
      till.page.locator(`[data-testid="${testIds.setupPullProgress}"] [data-kind="products"]`);
    const pulled = async () => Number(await products().getAttribute('data-pulled'));
    await expect.poll(pulled, { timeout: 20_000, interval: 20 }).toBeGreaterThan(100);
    const before = await pulled();
    const total = await products().getAttribute('data-total');
    expect(before).toBeLessThan(Number(total));
    await till.kill();

    till = await startTill({ profile: profile.path, size: referenceSize });
    await till.page
      .getByTestId(testIds.lockScreen)
      .or(till.page.getByTestId(testIds.setupPullStart))
      .first()
      .waitFor();
    if ((await till.page.getByTestId(testIds.lockScreen).count()) > 0) {
      await till.page.keyboard.type(ownerPin, { delay: 45 });
      await till.page.getByTestId(testIds.setupPullStart).waitFor();
    }
    expect(await pulled()).toBeGreaterThanOrEqual(Math.min(before, 50));
    await cloud.control({ delayMs: 0 });
    await till.page.getByTestId(testIds.setupPullStart).click();
    await till.page.getByTestId(testIds.setupFinish).waitFor({ timeout: 60_000 });
  });
});

/** Files under `folder` that hold the text as UTF-8 or UTF-16, byte for byte. */
function filesHolding(folder: string, text: string): readonly string[] {
  const needles = [Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le')];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => needles.some((needle) => readFileSync(path).includes(needle)));
}

/** A port nobody listens on: one that was free a moment ago. */
function closedPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
