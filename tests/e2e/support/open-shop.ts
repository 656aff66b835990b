import type { Locator } from 'playwright-core';
import type { SaleRow } from '../../../contracts/views/records.ts';
import { testIds } from '../../../renderer/test-ids.ts';
import { answerOf, scanIntoCart } from './cart-on-screen.ts';
import { eventually, newProfile, openShift, referenceSize, signIn } from './demo-till.ts';
import { ownerPin, setUpTill } from './first-run.ts';
import { type ShopCloud, startShopCloud } from './shop-cloud.ts';
import { startTill, type TillWindow } from './till-window.ts';

/** A till of a real shop's cloud, set up, the owner signed in and a shift open; and what hands do with it all the time. */
export type OpenShop = {
  readonly cloud: ShopCloud;
  readonly till: TillWindow;
  readonly profile: string;
  readonly at: (testId: string) => Locator;
  readonly press: (key: string) => Promise<void>;
  /** Pays the cart as it is; answers what the receipt says. */
  readonly pay: () => Promise<SaleRow>;
  readonly sell: (...codes: readonly string[]) => Promise<SaleRow>;
  /** Waits until the cloud has every sale. */
  readonly sent: () => Promise<void>;
  /** A call to the cloud as the shop's own back office makes it. */
  readonly backOffice: <T>(method: string, path: string, body?: unknown, token?: string) => Promise<T>;
  readonly close: () => Promise<void>;
};

/** With a call limit that looking at the cloud over and over does not use up. */
const shopFlags = ['--products', '200', '--bucket', '10000', '--leak', '10000'];

export async function openShop(flags: readonly string[] = shopFlags): Promise<OpenShop> {
  const profile = newProfile();
  const cloud = await startShopCloud(flags);
  const till = await startTill({ profile: profile.path, size: referenceSize });
  till.page.setDefaultTimeout(8_000);
  await setUpTill(till, cloud);
  await signIn(till, ownerPin);
  await openShift(till, 0);
  const at = (testId: string) => till.page.getByTestId(testId);
  const press = (key: string) => till.page.keyboard.press(key);
  const pay = async () => {
    await press('F9');
    await at(testIds.payPanel).waitFor();
    await press('F9');
    await at(testIds.payPanel).waitFor({ state: 'detached' });
    const { rows } = await answerOf(till, 'sales:list', { text: '', limit: 1, offset: 0 });
    const sale = rows[0];
    if (sale === undefined) throw new Error('there is a sale');
    return sale;
  };
  return {
    cloud,
    till,
    profile: profile.path,
    at,
    press,
    pay,
    sell: async (...codes) => {
      await scanIntoCart(till, ...codes);
      return pay();
    },
    sent: () => eventually(async () => (await answerOf(till, 'app:view')).connection.waiting, 0, 30_000),
    backOffice: async <T>(method: string, path: string, body?: unknown, token = cloud.token) => {
      const answer = await fetch(`${cloud.url}${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}`);
      return (await answer.json()) as T;
    },
    close: async () => {
      await till.close();
      await cloud.stop();
      profile.remove();
    },
  };
}
