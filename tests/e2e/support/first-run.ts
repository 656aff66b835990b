import { testIds } from '../../../renderer/test-ids.ts';
import type { ShopCloud } from './shop-cloud.ts';
import type { TillWindow } from './till-window.ts';

export const ownerPin = '48151623';

/** The first page: server and token. Ends where the answer shows, be it good or bad. */
export async function connect(
  { page }: TillWindow,
  to: { readonly url: string; readonly token: string },
): Promise<void> {
  const other = page.getByTestId(testIds.setupOtherServer);
  if ((await other.count()) > 0) await other.click();
  await page.getByTestId(testIds.setupBaseUrl).fill(to.url);
  await page.getByTestId(testIds.setupToken).fill(to.token);
  await page.getByTestId(testIds.setupConnect).click();
}

/** Branch, till number and the owner's PIN. */
export async function bindAndNameOwner(
  { page }: TillWindow,
  cloud: ShopCloud,
  tillNumber: number,
): Promise<void> {
  const branchId = cloud.locations[1]?.id ?? cloud.locations[0]?.id ?? 0;
  await page.getByTestId(testIds.setupBranch(branchId)).click();
  await page.getByTestId(testIds.setupTillNumber).fill(String(tillNumber));
  await page.getByTestId(testIds.setupBind).click();
  const name = page.getByTestId(testIds.setupOwnerName);
  await page.getByTestId(testIds.setupOwnerPin).waitFor();
  if ((await name.count()) > 0) await name.fill('Chủ cửa hàng');
  await page.getByTestId(testIds.setupOwnerPin).fill(ownerPin);
  await page.getByTestId(testIds.setupOwnerPinAgain).fill(ownerPin);
  await page.getByTestId(testIds.setupOwnerSave).click();
  await page.getByTestId(testIds.setupPullStart).waitFor();
}

/** The last two pages, as soon as they are there: staff or who is known already, and the recovery code. The owner, who is signed in by then, locks the till for the next one. */
export async function finishSetUp({ page }: TillWindow): Promise<void> {
  await page.getByTestId(testIds.setupFinish).click({ timeout: 60_000 });
  await page.getByTestId(testIds.recoveryCode).waitFor();
  await page.getByTestId(testIds.recoveryDone).click();
  await page.getByTestId(testIds.sellScreen).waitFor();
  await page.keyboard.press('Control+l');
  await page.getByTestId(testIds.lockScreen).waitFor();
}

/** The whole first run without further staff; ends on the lock screen. */
export async function setUpTill(till: TillWindow, cloud: ShopCloud): Promise<void> {
  await connect(till, cloud);
  await bindAndNameOwner(till, cloud, 3);
  await till.page.getByTestId(testIds.setupPullStart).click();
  await finishSetUp(till);
}
