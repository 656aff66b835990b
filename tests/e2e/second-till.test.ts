import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testIds } from '../../renderer/test-ids.ts';
import { runCommand } from '../support/till-profile.ts';
import { answerOf } from './support/cart-on-screen.ts';
import { eventually, newProfile, openScreen, referenceSize, signIn } from './support/demo-till.ts';
import { connect, ownerPin, setUpTill } from './support/first-run.ts';
import { type ShopCloud, startShopCloud } from './support/shop-cloud.ts';
import { startTill, type TillWindow } from './support/till-window.ts';

const clerkPin = '73926410';

describe('the second machine of a shop', () => {
  const profiles: ReturnType<typeof newProfile>[] = [];
  const windows: TillWindow[] = [];
  let cloud: ShopCloud;

  const profile = () => {
    const made = newProfile();
    profiles.push(made);
    return made.path;
  };
  const open = async (path: string): Promise<TillWindow> => {
    const till = await startTill({ profile: path, size: referenceSize });
    windows.push(till);
    till.page.setDefaultTimeout(10_000);
    return till;
  };

  /** A pull of its own after what was changed: by then the cloud has it. */
  const shared = async (till: TillWindow) => {
    const lastPull = async () => (await answerOf(till, 'app:view')).connection.lastPullAt ?? 0;
    const before = await lastPull();
    await answerOf(till, 'sync:now');
    await eventually(async () => (await lastPull()) > before, true, 30_000);
  };

  beforeEach(async () => {
    cloud = await startShopCloud(['--products', '50']);
  });

  afterEach(async () => {
    for (const till of windows.splice(0)) await till.close();
    await cloud.stop();
    for (const made of profiles.splice(0)) made.remove();
  });

  it('is set up without being asked for an owner, and lets the staff in with the PINs they have', async () => {
    const first = await open(profile());
    await setUpTill(first, cloud);
    await signIn(first, ownerPin);
    const people = await answerOf(first, 'staff:list');
    const clerk = people.find((person) => !person.hasPin);
    await answerOf(first, 'staff:set-pin', { staffId: clerk?.id ?? '', pin: clerkPin, role: 'manager' });
    await answerOf(first, 'settings:save', { receiptFooter: ['Hẹn gặp lại quý khách'] });
    await shared(first);
    await first.close();
    windows.pop();

    const second = await open(profile());
    const { page } = second;
    await connect(second, cloud);
    await page.getByTestId(testIds.setupBranch(cloud.locations[0]?.id ?? 0)).click();
    await page.getByTestId(testIds.setupTillNumber).fill('1');
    await page.getByTestId(testIds.setupBind).click();
    await page.getByTestId(testIds.setupPullStart).waitFor();
    expect(await page.getByTestId(testIds.setupOwnerPin).count()).toBe(0);
    await page.getByTestId(testIds.setupPullStart).click();
    await page.getByTestId(testIds.setupFinish).waitFor({ timeout: 60_000 });
    expect(await page.getByTestId(testIds.setupStaffRow).allTextContents()).toEqual(
      expect.arrayContaining([expect.stringContaining(clerk?.name ?? '-') as string]),
    );
    await page.getByTestId(testIds.setupFinish).click();
    await page.getByTestId(testIds.recoveryCode).waitFor();
    await page.getByTestId(testIds.recoveryDone).click();
    await page.getByTestId(testIds.lockScreen).waitFor();
    await signIn(second, clerkPin);
    const view = await answerOf(second, 'app:view');
    expect(view.session).toMatchObject({ name: clerk?.name, role: 'manager' });
    expect(view.till).toMatchObject({ branchName: cloud.locations[0]?.name, tillNumber: 1 });
    expect(view.till?.settings.receiptFooter).toEqual(['Hẹn gặp lại quý khách']);
    expect(view.warnings).toEqual([]);
  });

  it('waits for the first machine to let a replaced token in, and then asks for no owner', async () => {
    const token = 'B'.repeat(64);
    const first = await open(profile());
    await setUpTill(first, cloud);
    await cloud.control({ token });
    const second = await open(profile());
    const bind = async () => {
      await second.page.getByTestId(testIds.setupBranch(cloud.locations[0]?.id ?? 0)).click();
      await second.page.getByTestId(testIds.setupBind).click();
    };
    await connect(second, { url: cloud.url, token });
    await bind();
    await second.page.getByTestId(testIds.setupOwnerPin).waitFor();
    await eventually(
      () => second.page.getByTestId(testIds.failure).getAttribute('data-code'),
      'SHOP_DATA_LOCKED',
    );
    await second.page.getByTestId(testIds.setupBack).click();

    await signIn(first, ownerPin);
    await openScreen(first, 'settings');
    await first.page.getByTestId(testIds.settingsSection('machine')).click();
    await first.page.getByTestId(testIds.reconnectOpen).click();
    await first.page.getByTestId(testIds.reconnectToken).fill(token);
    await first.page.getByTestId(testIds.dialogConfirm).click();
    await first.page.getByTestId(testIds.toastDone).waitFor();
    const pull = second.page.getByTestId(testIds.setupPullStart);
    await eventually(async () => {
      await bind();
      await pull.or(second.page.getByTestId(testIds.setupOwnerPin)).first().waitFor();
      if ((await pull.count()) > 0) return 'joined';
      await second.page.getByTestId(testIds.setupBack).click();
      return 'locked';
    }, 'joined');
  });

  it('is bound from the command line with token and branch alone', async () => {
    const [here, there] = [profile(), profile()];
    const at = (path: string, ...words: readonly string[]) =>
      runCommand('--profile', path, '--json', ...words);
    const binding = (branch: number) => [
      'bind',
      ...['--cloud', cloud.url, '--token', cloud.token, '--branch', String(cloud.locations[branch]?.id)],
    ];
    expect(await at(here, ...binding(0))).toMatchObject({
      code: 1,
      answer: { error: { code: 'COMMAND_UNKNOWN' } },
    });
    expect(await at(here, ...binding(0), '--owner-pin', ownerPin)).toMatchObject({ code: 0 });
    const added = ['staff', 'add', '--name', 'Lan', '--new-pin', clerkPin, '--role', 'cashier'];
    expect(await at(here, ...added, '--pin', ownerPin)).toMatchObject({ code: 0 });
    expect(await at(there, ...binding(1), '--owner-pin', '11223344')).toMatchObject({
      code: 1,
      answer: { error: { code: 'SIGN_IN_WRONG_PIN' } },
    });
    expect(await at(there, ...binding(1))).toMatchObject({ code: 0, answer: { till: 1 } });
    expect(await at(there, 'pull', '--pin', clerkPin)).toMatchObject({ code: 0, answer: { first: true } });
    expect((await at(there, 'status', '--pin', ownerPin)).answer).toMatchObject({ ok: true, ready: true });
  });
});
