import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { testIds } from '../../../renderer/test-ids.ts';
import { demoCode, demoPackCode } from '../../../sandbox/generate/demo-goods.ts';
import type { ShopCloud } from '../support/shop-cloud.ts';
import { scan, startTill, type TillWindow } from '../support/till-window.ts';
import * as hands from './hands.ts';
import { type NotedSale, noteSale } from './ledger.ts';
import { pins, setTransferAccount, setUp } from './set-up.ts';

export type Kill = { readonly at: string; readonly recovered: boolean };

export type DayRecord = {
  readonly profile: string;
  readonly sales: readonly NotedSale[];
  readonly kills: readonly Kill[];
  readonly float: number;
  readonly cashOut: number;
  readonly expectedCash: number;
  readonly countedCash: number;
  readonly variance: number;
  readonly electron: string;
  readonly close: () => Promise<void>;
};

const float = 1_000_000;
const cashOut = 200_000;

/** A day at the counter in the real window, from the owner's set-up to the last Z, with the plug pulled twice and the line down once. */
export async function liveDay(out: string, cloud: ShopCloud): Promise<DayRecord> {
  const windows: TillWindow[] = [];
  try {
    return await story(out, cloud, windows);
  } catch (error) {
    await windows
      .at(-1)
      ?.page.screenshot({ path: join(out, 'failure.png') })
      .catch(() => undefined);
    await windows
      .at(-1)
      ?.kill()
      .catch(() => undefined);
    throw error;
  }
}

async function story(out: string, cloud: ShopCloud, windows: TillWindow[]): Promise<DayRecord> {
  const profile = join(out, 'profile');
  const screens = join(out, 'screens');
  mkdirSync(screens, { recursive: true });
  const size = { width: 1366, height: 768 };
  const open = async (): Promise<TillWindow> => {
    const opened = await startTill({ profile, size });
    windows.push(opened);
    return opened;
  };
  let till = await open();
  const electron = await till.app.evaluate(() => process.versions['electron'] ?? '');
  let pictures = 0;
  const picture = async (name: string) => {
    pictures += 1;
    await till.page.screenshot({
      path: join(screens, `${pictures.toString().padStart(2, '0')}-${name}.png`),
    });
  };
  const sales: NotedSale[] = [];
  const kills: Kill[] = [];
  const sell = async (
    what: string,
    goods: readonly hands.Goods[],
    tenders: readonly hands.Tender[],
    before?: () => Promise<void>,
  ) => {
    await hands.scanAll(till, goods);
    await before?.();
    const { total } = await hands.pay(till, tenders);
    sales.push(noteSale(what, total, tenders));
  };
  const expected = () => float + sales.reduce((sum, sale) => sum + sale.cash, 0);

  await setUp(till, cloud, picture);
  await till.page.getByTestId(testIds.sellScreen).waitFor();
  await hands.openScreen(till, 'settings');
  await setTransferAccount(till);
  await picture('settings');
  await hands.backToSelling(till);
  await hands.lock(till);
  await picture('lock');
  await hands.signIn(till, pins.first);
  await hands.openShift(till, float);

  await sell('five lines, cash with change', [1, 2, 4, 9, 13].map(plain), [
    { kind: 'cash', amount: 500_000 },
  ]);
  await picture('change');
  await sell('one line, exact cash', [plain(7)], [{ kind: 'cash' }]);
  await hands.scanAll(till, [plain(19)]);
  await hands.openPayment(till, [{ kind: 'transfer' }]);
  await picture('pay-transfer');
  await till.page.keyboard.press('Escape');
  await sell('transfer by VietQR', [], [{ kind: 'transfer' }]);
  await sell('card', [plain(20)], [{ kind: 'card' }]);
  await sell(
    'transfer and cash',
    [plain(21), plain(22)],
    [{ kind: 'cash', amount: 300_000 }, { kind: 'transfer' }],
  );
  await sell('weighed goods', [plain(3)], [{ kind: 'cash', amount: 50_000 }], () =>
    hands.editLine(till, { quantity: '1,25' }),
  );
  await sell('line discount, percent', [plain(2)], [{ kind: 'cash', amount: 200_000 }], () =>
    hands.editLine(till, { percent: '10' }),
  );
  await sell('line discount, amount', [plain(23)], [{ kind: 'cash', amount: 300_000 }], () =>
    hands.editLine(till, { amount: '19000' }),
  );
  await sell(
    'several kinds of lines and an order discount',
    [{ ...plain(1), times: 2 }, plain(15), plain(16), plain(17), plain(3)],
    [{ kind: 'cash', amount: 500_000 }],
    async () => {
      await hands.editLine(till, { quantity: '1,25' });
      await hands.discountOrder(till, '20000');
      await picture('sell');
    },
  );
  await hands.scanAll(
    till,
    Array.from({ length: 40 }, (_, index) => plain(index + 1)),
  );
  await picture('forty-lines');
  await sell('forty lines', [], [{ kind: 'card' }]);
  await sell('known customer', [plain(25), plain(26)], [{ kind: 'cash', amount: 100_000 }], () =>
    hands.chooseCustomer(till, 'nguyen'),
  );

  await hands.scanAll(till, [plain(11), plain(12)]);
  await hands.holdCart(till);
  await sell('while another cart is held', [plain(24)], [{ kind: 'cash', amount: 20_000 }]);
  await hands.resumeHeldCart(till);
  await picture('resumed');
  await sell('held and resumed', [], [{ kind: 'cash', amount: 100_000 }]);

  await scan(till.app, '8930000000000');
  await till.page.getByTestId(testIds.unknownLine).waitFor();
  await picture('unknown-code');
  await till.page.keyboard.press('Delete');
  await till.page.getByTestId(testIds.unknownLine).waitFor({ state: 'detached' });
  await sell('after an unknown code', [plain(31)], [{ kind: 'cash' }]);

  // The plug is pulled in the middle of a cart.
  await hands.scanAll(till, [plain(5), plain(6), plain(8)]);
  const beforeKill = await hands.shownTotal(till);
  await till.kill();
  till = await open();
  await hands.signIn(till, pins.first);
  kills.push({ at: 'in the middle of a cart', recovered: (await hands.shownTotal(till)) === beforeKill });
  await picture('cart-after-kill');
  await sell('finished after a kill', [], [{ kind: 'cash', amount: 100_000 }]);

  // And right after a payment: nothing is waited for but the sale itself.
  await hands.scanAll(till, [plain(14)]);
  const killed = await hands.openPayment(till, [{ kind: 'cash' }]);
  await till.page.keyboard.press('F9');
  await till.page.getByTestId(testIds.payPanel).waitFor({ state: 'detached' });
  await till.kill();
  sales.push(noteSale('right before a kill', killed, [{ kind: 'cash' }]));
  till = await open();
  await hands.signIn(till, pins.first);
  kills.push({
    at: 'right after a payment',
    recovered: (await hands.shownTotal(till)) === 0 && (await lastSaleShown(till)) === killed,
  });

  await cloud.control({ down: true });
  await sell('while the cloud is down', [plain(10)], [{ kind: 'cash', amount: 10_000 }]);
  await till.page
    .locator(`[data-testid="${testIds.connectionPill}"][data-state="offline"]`)
    .waitFor({ timeout: 30_000 });
  await picture('offline');
  await sell('still down', [{ code: demoPackCode(4, 1) }], [{ kind: 'transfer' }]);
  await cloud.control({ down: false });

  await hands.openScreen(till, 'shift');
  await till.page.getByTestId(testIds.shiftHandOver).click();
  await hands.countCash(till, expected());
  await till.page.getByTestId(testIds.shiftCounted).click();
  await till.page.getByTestId(testIds.shiftReceiverPin).fill(pins.second);
  await picture('hand-over');
  await till.page.getByTestId(testIds.dialogConfirm).click();
  await till.page.getByTestId(testIds.zReport).waitFor();
  await picture('z-of-the-first-shift');
  await till.page.getByTestId(testIds.shiftDone).click();
  if (!(await till.page.getByTestId(testIds.sellScreen).isVisible())) await hands.backToSelling(till);

  await till.page.keyboard.type('3*', { delay: 60 });
  await sell('three at once', [plain(18)], [{ kind: 'cash', amount: 200_000 }]);
  await sell('untaxed goods with a note', [plain(6), plain(35)], [{ kind: 'cash', amount: 100_000 }], () =>
    hands.editLine(till, { note: 'Gói quà' }),
  );

  await hands.openScreen(till, 'sales');
  await till.page.getByTestId(testIds.saleRow).first().click();
  await till.page.getByTestId(testIds.saleReprint).click();
  await till.page.getByTestId(testIds.dialogConfirm).click();
  await till.page.getByTestId(testIds.dialog).waitFor({ state: 'detached' });
  await picture('reprinted');
  await hands.backToSelling(till);

  await hands.takeCashOut(till, cashOut, 'Trả tiền nước đá');
  await hands.openScreen(till, 'shift');
  await till.page.getByTestId(testIds.shiftXReport).click();
  await till.page.getByTestId(testIds.xReport).waitFor();
  await picture('x-report');
  await till.page.getByTestId(testIds.reportPrint).click();
  await till.page.keyboard.press('Escape');
  const counted = expected() - cashOut;
  await till.page.getByTestId(testIds.shiftClose).click();
  await hands.countCash(till, counted);
  await picture('count');
  await till.page.getByTestId(testIds.shiftCounted).click();
  await till.page.getByTestId(testIds.dialogConfirm).click();
  await till.page.getByTestId(testIds.zReport).waitFor();
  await picture('z-report');
  const figure = (id: string) => hands.amountOf(till.page.getByTestId(id));
  const expectedCash = await figure(testIds.reportExpected);
  const variance = await figure(testIds.reportVariance);
  await till.page.getByTestId(testIds.shiftDone).click();

  await drained(till);
  await picture('sync');
  return {
    profile,
    sales,
    kills,
    float,
    cashOut,
    expectedCash,
    countedCash: counted,
    variance,
    electron,
    close: () => till.close(),
  };
}

function plain(position: number): hands.Goods {
  return { code: demoCode(position) };
}

async function lastSaleShown({ page }: TillWindow): Promise<number> {
  return hands.amountOf(page.getByTestId(testIds.lastSale).locator('[data-amount]').first());
}

/** Opens the sync page and waits until nothing is left to send, by itself. */
async function drained(till: TillWindow): Promise<void> {
  await till.page.keyboard.press('F5');
  await till.page.getByTestId(testIds.screen('sync')).waitFor();
  await till.page
    .locator(`[data-testid="${testIds.syncWaiting}"]`, { hasText: /^\s*0\s*$/ })
    .waitFor({ timeout: 60_000 });
}
