import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testIds } from '../../renderer/test-ids.ts';
import { demoCode } from '../../sandbox/generate/demo-goods.ts';
import { everyEntry } from '../support/sync-query.ts';
import { answerOf, scanIntoCart } from './support/cart-on-screen.ts';
import { eventually, picturesIn } from './support/demo-till.ts';
import { type OpenShop, openShop } from './support/open-shop.ts';
import type { ShopCloud } from './support/shop-cloud.ts';
import type { TillWindow } from './support/till-window.ts';

describe('a till whose line and printer fail', () => {
  let shop: OpenShop;
  let cloud: ShopCloud;
  let till: TillWindow;

  beforeAll(async () => {
    shop = await openShop(['--products', '200']);
    ({ cloud, till } = shop);
  });

  afterAll(() => shop.close());

  const sell = async (...codes: readonly string[]) => (await shop.sell(...codes)).total;
  const pill = () => till.page.getByTestId(testIds.connectionPill);
  const totals: number[] = [];

  it('sends a sale up by itself, to the đồng', async () => {
    const before = await cloud.orderTotals();
    expect(before).toEqual([]);
    totals.push(await sell(demoCode(1), demoCode(2)));
    await eventually(cloud.orderTotals, [...totals], 20_000);
  });

  it('finishes a sale whose line breaks in the middle, and says since when and how many wait', async () => {
    await scanIntoCart(till, demoCode(9));
    await cloud.control({ down: true });
    totals.push(await sell(demoCode(11)));
    totals.push(await sell(demoCode(13)));
    await eventually(() => pill().getAttribute('data-state'), 'offline', 30_000);
    await eventually(async () => /\d{2}:\d{2}.*2/s.test(await pill().innerText()), true);
    expect(await till.page.getByTestId(testIds.lastSale).count()).toBe(1);
  });

  it('lists what waits and what is done', async () => {
    const { page } = till;
    await page.keyboard.press('F5');
    await page.getByTestId(testIds.screen('sync')).waitFor();
    await eventually(() => page.getByTestId(testIds.syncWaiting).innerText(), '2');
    await page.getByTestId(testIds.syncFilter('waiting')).click();
    await eventually(() => page.getByTestId(testIds.syncRow).count(), 2);
    await page.getByTestId(testIds.syncFilter('confirmed')).click();
    await eventually(() => page.getByTestId(testIds.syncRow).count(), 1);
  });

  it('sends what waited by itself once the line is back, each sale once', async () => {
    await cloud.control({ down: false });
    await eventually(() => till.page.getByTestId(testIds.syncWaiting).innerText(), '0', 60_000);
    await eventually(() => pill().getAttribute('data-state'), 'online');
    expect(await cloud.orderTotals()).toEqual(totals.toSorted((a, b) => a - b));
    const { rows } = await answerOf(till, 'sync:list', everyEntry);
    expect(rows.map((row) => row.state)).toEqual(rows.map(() => 'confirmed'));
    await till.page.keyboard.press('Escape');
    await till.page.getByTestId(testIds.sellScreen).waitFor();
  });

  it('goes on selling with a jammed printer, says what waits, and prints once it is free', async () => {
    const jam = join(shop.profile, 'printouts', 'jammed');
    const papers = picturesIn(shop.profile).length;
    writeFileSync(jam, '');
    await sell(demoCode(5));
    await sell(demoCode(6));
    const printer = till.page.getByTestId(testIds.printerPill);
    await printer.waitFor();
    await eventually(async () => /\d/.test(await printer.innerText()), true);
    expect(picturesIn(shop.profile)).toHaveLength(papers);
    rmSync(jam);
    await eventually(() => picturesIn(shop.profile).length, papers + 2, 30_000);
    await printer.waitFor({ state: 'detached' });
  });
});
