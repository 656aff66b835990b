import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { recoveryChances, recoveryCodeOf } from '../../domain/recovery-code.ts';
import { testIds } from '../../renderer/test-ids.ts';
import { demoCode } from '../../sandbox/generate/demo-goods.ts';
import { type PrivateKeyring, startKeyring } from '../support/private-keyring.ts';
import { unzip } from '../support/unzip.ts';
import { answerOf, scanIntoCart } from './support/cart-on-screen.ts';
import {
  eventually,
  newProfile,
  openScreen,
  openShift,
  picturesIn,
  referenceSize,
  signIn,
} from './support/demo-till.ts';
import { bindAndNameOwner, connect, ownerPin } from './support/first-run.ts';
import { type Looks, looksOf } from './support/looks.ts';
import { type ShopCloud, startShopCloud } from './support/shop-cloud.ts';
import { repository, resize, startTill, type TillWindow } from './support/till-window.ts';

/** The page's own global, for what runs inside it. */
declare const innerWidth: number;

const folder = join(repository, 'out', 'screens');
const sound: Partial<Looks> = { widerBy: 0, higherBy: 0, lowButtons: [], cutButtons: [], coveredTotal: [] };
const sizes = [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
] as const;

describe.runIf(process.platform === 'linux')('a till and the keychain of its computer', () => {
  const profile = newProfile();
  const elsewhere = newProfile();
  let keyring: PrivateKeyring;
  /** As on a computer that was set up anew: nothing in it. */
  let emptyKeyring: PrivateKeyring;
  let cloud: ShopCloud;
  let till: TillWindow;
  let code = '';
  let sold = 0;

  const start = async (env: Readonly<Record<string, string>>, ...args: readonly string[]) => {
    till = await startTill({
      profile: profile.path,
      args,
      size: referenceSize,
      env: { DBUS_SESSION_BUS_ADDRESS: env['DBUS_SESSION_BUS_ADDRESS'] ?? '' },
    });
    till.page.setDefaultTimeout(8_000);
  };
  const at = (testId: string) => till.page.getByTestId(testId);
  const pillState = () => at(testIds.connectionPill).getAttribute('data-state');
  const keychainState = () => at(testIds.keychainState).getAttribute('data-state');
  const failureCode = () => at(testIds.keychainDialog).getByTestId(testIds.failure).getAttribute('data-code');
  const look = async (name: string) => {
    for (const size of sizes) {
      await resize(till.app, size);
      await till.page.waitForFunction((width) => innerWidth >= width - 1, size.width);
      await till.page.screenshot({ path: join(folder, `${size.width}-${name}.png`) });
      expect.soft(await looksOf(till.page), `${name} at ${size.width}`).toMatchObject(sound);
    }
    await resize(till.app, referenceSize);
  };
  const sell = async () => {
    const papers = picturesIn(profile.path).length;
    await scanIntoCart(till, demoCode(1));
    await till.page.keyboard.press('F10');
    await at(testIds.payPanel).waitFor();
    await till.page.keyboard.press('F10');
    await at(testIds.payPanel).waitFor({ state: 'detached' });
    sold += 1;
    await eventually(() => picturesIn(profile.path).length > papers, true);
  };
  const waiting = async () => (await answerOf(till, 'app:view')).connection.waiting;
  /** The cloud is asked once: the test's own calls count against the shop's limit too. */
  const allArrived = async () => {
    await eventually(waiting, 0, 60_000);
    expect((await cloud.orders()).length).toBe(sold);
  };

  beforeAll(async () => {
    mkdirSync(folder, { recursive: true });
    [keyring, emptyKeyring, cloud] = await Promise.all([startKeyring(), startKeyring(), startShopCloud()]);
  });

  afterEach(() => till.close());

  afterAll(async () => {
    await Promise.all([keyring.end(), emptyKeyring.end(), cloud.stop()]);
    profile.remove();
    elsewhere.remove();
  });

  it('shows the recovery code once, at the end of the first run', async () => {
    await start(keyring.env);
    await connect(till, cloud);
    await bindAndNameOwner(till, cloud, 3);
    await at(testIds.setupPullStart).click();
    await at(testIds.setupFinish).click({ timeout: 60_000 });
    code = (await at(testIds.recoveryCode).getAttribute('data-code')) ?? '';
    expect(code).toMatch(/^\w{5}(-\w{5}){4}$/);
    await look('setup-recovery');
    // Looking back makes no other one.
    await at(testIds.setupBack).click();
    await at(testIds.setupFinish).click();
    expect(await at(testIds.recoveryCode).getAttribute('data-code')).toBe(code);
    await at(testIds.recoveryDone).click();
    await at(testIds.sellScreen).waitFor();
    await openShift(till, 0);
    expect(await answerOf(till, 'keychain:view')).toEqual({ state: 'ready', recovery: 'made' });
    await sell();
    await allArrived();
  });

  it('sells with a keyring that is locked from the start, says so, and sends by itself once it is open', {
    timeout: 120_000,
  }, async () => {
    keyring.lock();
    await start(keyring.env);
    await signIn(till, ownerPin);
    await eventually(pillState, 'keychain-locked', 20_000);
    await sell();
    await look('keychain-locked-selling');
    await openScreen(till, 'sync');
    await look('keychain-locked-sync');
    await till.page.keyboard.press('Control+k');
    await eventually(keychainState, 'locked');
    await look('keychain-locked');
    await till.page.keyboard.press('Enter');
    await at(testIds.keychainTried).waitFor({ timeout: 15_000 });
    await till.page.keyboard.press('Escape');
    expect((await cloud.orders()).length).toBe(sold - 1);
    await keyring.unlock();
    await allArrived();
    await eventually(pillState, 'online');
  });

  it('sends at once when somebody tries again after opening it', async () => {
    keyring.lock();
    await start(keyring.env);
    await signIn(till, ownerPin);
    await eventually(pillState, 'keychain-locked', 20_000);
    await till.page.keyboard.press('Control+k');
    await eventually(keychainState, 'locked');
    await keyring.unlock();
    await till.page.keyboard.press('Enter');
    await at(testIds.keychainDialog).waitFor({ state: 'detached' });
    await eventually(pillState, 'online');
  });

  it('sells on a computer without a keychain', async () => {
    await start({ DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/bus' });
    await signIn(till, ownerPin);
    await eventually(pillState, 'keychain-missing', 20_000);
    await sell();
    await till.page.keyboard.press('Control+k');
    await eventually(keychainState, 'missing');
    await look('keychain-missing');
  });

  it('gets its key back with the code on the owner’s paper', async () => {
    await start(emptyKeyring.env);
    await signIn(till, ownerPin);
    await eventually(pillState, 'keychain-lost', 20_000);
    await sell();
    const { page } = till;
    await page.keyboard.press('Control+k');
    await eventually(keychainState, 'lost');
    await look('keychain-lost');
    const typed = at(testIds.recoveryField);
    await typed.fill(code.replace(/^./, (sign) => (sign === '2' ? '3' : '2')).toLowerCase());
    await look('keychain-lost-typo');
    await typed.fill(otherCode());
    await page.keyboard.press('Enter');
    await eventually(failureCode, 'RECOVERY_CODE_WRONG');
    await typed.fill(code.replaceAll('-', ' ').toLowerCase());
    await page.keyboard.press('Enter');
    await at(testIds.keychainDialog).waitFor({ state: 'detached', timeout: 15_000 });
    await allArrived();
    await eventually(pillState, 'online');
    expect(filesHolding(profile.path, code)).toEqual([]);
    expect(filesHolding(profile.path, cloud.token)).toEqual([]);
    expect(await page.content()).not.toContain(code);
  });

  it('lets the owner make another code, and then knows the old one no more', async () => {
    await start(emptyKeyring.env);
    await signIn(till, ownerPin);
    await eventually(pillState, 'online', 20_000);
    await till.page.keyboard.press('Control+k');
    await eventually(() => at(testIds.recoveryState).getAttribute('data-state'), 'made');
    await look('keychain-ready');
    await at(testIds.recoveryNew).click();
    await at(testIds.newCodeDialog).waitFor();
    await till.page.keyboard.press('Enter');
    await at(testIds.recoveryCode).waitFor();
    await look('recovery-new-code');
    const next = await at(testIds.recoveryCode).getAttribute('data-code');
    expect(next).not.toBe(code);
    // Here nothing can print, and nothing of it is kept for later.
    await at(testIds.recoveryPrint).click();
    await eventually(
      () => at(testIds.newCodeDialog).getByTestId(testIds.failure).getAttribute('data-code'),
      'PAPER_NOT_PRINTED',
    );
    await till.page.keyboard.press('Enter');
    await at(testIds.newCodeDialog).waitFor({ state: 'detached' });
    expect(filesHolding(profile.path, next ?? '')).toEqual([]);
    await sell();
    await allArrived();
  });

  it('saves a support bundle where somebody chose, and says where', async () => {
    await start(emptyKeyring.env);
    await signIn(till, ownerPin);
    await eventually(pillState, 'online', 20_000);
    const chosen = join(elsewhere.path, 'a.zip');
    await till.app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, chosen);
    await till.page.keyboard.press('Control+h');
    await at(testIds.healthPanel).waitFor();
    await look('health-with-bundle');
    await at(testIds.healthPanel).getByTestId(testIds.supportBundle).click();
    await at(testIds.toastDone).waitFor();
    expect(await at(testIds.toastDone).innerText()).toContain(chosen);
    const archive = readFileSync(chosen);
    const files = unzip(archive);
    const about = JSON.parse(files.get('about.json')?.toString('utf8') ?? '{}');
    expect(about.programs.electron).toMatch(/^\d+\.\d+\.\d+/);
    for (const content of [archive, ...files.values()])
      for (const secret of [cloud.token, ownerPin, code]) expect(content.includes(secret)).toBe(false);
    await till.page.keyboard.press('Escape');
    await openScreen(till, 'settings');
    await at(testIds.settingsSection('machine')).click();
    await look('settings-machine');
  });

  describe('through Electron’s safeStorage', () => {
    const libsecret = '--password-store=gnome-libsecret';
    const kept = () => readFileSync(join(profile.path, 'safe-storage.json'), 'utf8');

    it('takes along what was kept through keytar, and goes on with it', async () => {
      await start(emptyKeyring.env, libsecret, '--keychain', 'safe-storage');
      await signIn(till, ownerPin);
      await eventually(pillState, 'online', 20_000);
      expect(await answerOf(till, 'keychain:view')).toEqual({ state: 'ready', recovery: 'made' });
      expect(Object.keys(JSON.parse(kept()).entries)).toEqual(['wrapping-key']);
      await sell();
      await allArrived();
    });

    it('remembers the way, and waits while the keyring is locked', async () => {
      emptyKeyring.lock();
      await start(emptyKeyring.env, libsecret);
      await signIn(till, ownerPin);
      await eventually(pillState, 'keychain-locked', 20_000);
      await sell();
      await emptyKeyring.unlock();
    });

    it('is no keychain where the system only pretends, and the shop sells', async () => {
      await start(emptyKeyring.env, '--password-store=basic');
      await signIn(till, ownerPin);
      await eventually(pillState, 'keychain-missing', 20_000);
      await sell();
      expect(Object.keys(JSON.parse(kept()).entries)).toEqual(['wrapping-key']);
    });

    it('gives everything back to keytar when that is chosen again', async () => {
      await start(emptyKeyring.env, libsecret, '--keychain', 'keytar');
      await signIn(till, ownerPin);
      await allArrived();
      await eventually(pillState, 'online', 20_000);
      expect(JSON.parse(kept()).entries).toEqual({});
      await till.close();
      await start(emptyKeyring.env);
      await signIn(till, ownerPin);
      await eventually(pillState, 'online', 20_000);
    });
  });
});

/** A code of the right shape that belongs to nobody. */
function otherCode(): string {
  return recoveryCodeOf(Array.from({ length: recoveryChances }, (_, index) => (index * 7) % 23));
}

/** Files under `folder` that hold the text, with or without its hyphens, as UTF-8 or UTF-16. */
function filesHolding(root: string, text: string): readonly string[] {
  const forms = [text, text.replaceAll('-', ''), text.split('-')[0] ?? text];
  const needles = forms.flatMap((form) => [Buffer.from(form, 'utf8'), Buffer.from(form, 'utf16le')]);
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => needles.some((needle) => readFileSync(path).includes(needle)));
}
