import { testIds } from '../../../renderer/test-ids.ts';
import type { ShopCloud } from '../support/shop-cloud.ts';
import type { TillWindow } from '../support/till-window.ts';

export const pins = { owner: '20260701', first: '24682468', second: '35791357' } as const;

/** The owner's first run, page by page: shop, branch, PIN, download, staff. */
export async function setUp(
  { page }: TillWindow,
  cloud: ShopCloud,
  picture: (name: string) => Promise<void>,
): Promise<void> {
  const byId = (id: string) => page.getByTestId(id);
  const [branch] = cloud.locations;
  if (branch === undefined) throw new Error('the shop has no branch');
  await byId(testIds.setupToken).fill(cloud.token);
  await byId(testIds.setupOtherServer).click();
  await byId(testIds.setupBaseUrl).fill(cloud.url);
  await picture('setup-connect');
  await byId(testIds.setupConnect).click();
  await byId(testIds.setupBranch(branch.id)).click();
  await picture('setup-branch');
  await byId(testIds.setupBind).click();
  await byId(testIds.setupOwnerPin).fill(pins.owner);
  await byId(testIds.setupOwnerPinAgain).fill(pins.owner);
  await picture('setup-owner');
  await byId(testIds.setupOwnerSave).click();
  await byId(testIds.setupPullStart).click();
  await byId(testIds.setupFinish).waitFor({ timeout: 60_000 });
  await givePin(page, 1, pins.second, 'manager');
  await givePin(page, 2, pins.first, 'cashier');
  await picture('setup-staff');
  await byId(testIds.setupFinish).click();
  await byId(testIds.recoveryCode).waitFor();
  await picture('setup-recovery');
  await byId(testIds.recoveryDone).click();
}

/** Where transfers go: without an account there is no VietQR. */
export async function setTransferAccount({ page }: TillWindow): Promise<void> {
  await page.getByTestId(testIds.settingsSection('transfer')).click();
  await page.getByTestId(testIds.settingsBank).click();
  await page.getByTestId(testIds.settingsBankSearch).fill('vietcombank');
  await page.getByTestId(testIds.settingsBankRow).first().click();
  await page.getByTestId(testIds.settingsField('account')).fill('0000000000');
  await page.getByTestId(testIds.settingsField('holder')).fill('SHOP DEMO');
  await page.getByTestId(testIds.settingsSave).click();
  await page.getByTestId(testIds.toastDone).waitFor();
}

async function givePin(page: TillWindow['page'], row: number, pin: string, role: string): Promise<void> {
  await page.getByTestId(testIds.staffSetPin).nth(row).click();
  await page.getByTestId(testIds.staffRole(role)).click();
  await page.getByTestId(testIds.staffPin).fill(pin);
  await page.getByTestId(testIds.staffPinAgain).fill(pin);
  await page.getByTestId(testIds.dialogConfirm).click();
  await page.getByTestId(testIds.dialog).waitFor({ state: 'detached' });
}
