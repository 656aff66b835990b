import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SaleRow } from '../../contracts/views/records.ts';
import type { Role } from '../../domain/staff.ts';
import { businessDay } from '../../domain/time.ts';
import { testIds } from '../../renderer/test-ids.ts';
import { demoCode } from '../../sandbox/generate/demo-goods.ts';
import { answerOf } from './support/cart-on-screen.ts';
import { demoPins, eventually, openScreen, printoutsIn, typeByHand } from './support/demo-till.ts';
import { lookAt } from './support/looks.ts';
import { type OpenShop, openShop } from './support/open-shop.ts';

/** One sale of each fate, made by what can happen to a cloud. */
describe('a day held against the cloud in the window', () => {
  let shop: OpenShop;
  let sales: Readonly<Record<'matched' | 'missing' | 'changed' | 'doubled' | 'refused', SaleRow>>;

  const at = (testId: string) => shop.at(testId);
  const press = (key: string) => shop.press(key);
  const rows = (testId: string, state: string) =>
    at(testId).and(shop.till.page.locator(`[data-state="${state}"]`));
  const marked = () => shop.till.page.locator('.row[aria-current=true]');
  const openDifferences = async () => (await answerOf(shop.till, 'app:view')).differences;
  const ordersOf = async ({ id }: SaleRow) =>
    (await shop.cloud.orders()).filter(({ key }) => key.endsWith(id));
  const figuresOf = (name: string) => at(testIds.reconcileClass(name)).innerText();
  const openReconcile = async () => {
    await press('Control+d');
    await at(testIds.screen('reconcile')).waitFor();
  };
  /** F5 on the page, until the day shows a run later than before. */
  const runNow = async () => {
    const ranAt = async () => (await answerOf(shop.till, 'reconcile:days'))[0]?.ran?.at ?? 0;
    const before = await ranAt();
    await press('F5');
    await eventually(async () => (await ranAt()) > before, true, 30_000);
  };

  const employ = async (name: string, role: Role, pin: string) => {
    const staff = await answerOf(shop.till, 'staff:add', { name, role });
    const person = staff.find((one) => one.name === name);
    await answerOf(shop.till, 'staff:set-pin', { staffId: person?.id ?? '', pin, role });
  };

  const sellSome = async () => {
    const sold: SaleRow[] = [];
    for (const position of [1, 2, 4, 6]) sold.push(await shop.sell(demoCode(position)));
    await shop.sent();
    await shop.cloud.control({ refusals: 1 });
    sold.push(await shop.sell(demoCode(11)));
    await eventually(async () => (await answerOf(shop.till, 'app:view')).connection.refused, 1, 20_000);
    const [matched, missing, changed, doubled, refused] = sold;
    if (!matched || !missing || !changed || !doubled || !refused) throw new Error('five sales');
    return { matched, missing, changed, doubled, refused };
  };

  beforeAll(async () => {
    shop = await openShop();
    await employ('Lê Văn Quản', 'manager', demoPins.manager);
    await employ('Trần Thị Thu', 'cashier', demoPins.cashier);
  });

  afterAll(() => shop.close());

  it('says of a day that nobody compared that it is not known, and keeps nothing of it to print', async () => {
    sales = await sellSome();
    await press('F5');
    await at(testIds.screen('sync')).waitFor();
    await eventually(() => at(testIds.syncReconcile).innerText(), 'Ctrl+D\nĐối soát');
    await openReconcile();
    await eventually(() => rows(testIds.reconcileDay, 'never').count(), 1);
    expect(await at(testIds.reconcilePrint).isDisabled()).toBe(true);
    await lookAt(shop.till, 'reconcile-never');
  });

  it('finds the one that is gone, the one with another amount and the doubled one, and leaves the rest in step', async () => {
    const [lost] = await ordersOf(sales.missing);
    await shop.backOffice('POST', '/_control/lose-order', { orderId: lost?.id });
    const [changed] = await ordersOf(sales.changed);
    const total = sales.changed.total - 1_000;
    await shop.backOffice('POST', '/_control/change-total', { orderId: changed?.id, total });
    const [first] = await ordersOf(sales.doubled);
    await shop.backOffice('POST', '/com/orders.json', {
      order: {
        line_items: [{ title: 'Hàng', price: sales.doubled.total, quantity: 1 }],
        note_attributes: [{ name: 'till_key', value: first?.key }],
      },
    });
    await shop.cloud.control({ answerDelayMs: 400 });
    const run = runNow();
    await eventually(
      async () => /\d+ trên \d+ đơn/.test(await at(testIds.reconcileProgress).innerText()),
      true,
    );
    await run;
    await shop.cloud.control({ answerDelayMs: 0 });
    await eventually(() => rows(testIds.reconcileDay, 'open').count(), 1);
    for (const name of ['matched', 'missing', 'amount-differs', 'doubled', 'refused'])
      await eventually(async () => /\n?\t?1\t/.test(await figuresOf(name)), true);
    expect(await figuresOf('amount-differs')).toMatch(/−1\.000$/);
    await eventually(() => at(testIds.reconcileItem).count(), 4);
    expect(await openDifferences()).toBe(3);
    await lookAt(shop.till, 'reconcile');
  });

  it('narrows to one kind by F8 and goes on to the sync page with what was refused', async () => {
    await press('F8');
    await at(testIds.pickOption('refused')).click();
    await eventually(() => at(testIds.reconcileItem).count(), 1);
    await press('Enter');
    await at(testIds.screen('sync')).waitFor();
    await eventually(() => at(testIds.syncSearch).inputValue(), sales.refused.number);
    await eventually(() => at(testIds.syncRow).count(), 1);
    await press('Enter');
    await shop.sent();
    expect(await ordersOf(sales.refused)).toHaveLength(1);
    await press('Escape');
    await openReconcile();
  });

  it('prints the day by F10', async () => {
    const before = printoutsIn(shop.profile).length;
    await press('F10');
    await eventually(() => printoutsIn(shop.profile).length > before, true);
    const { rows } = await answerOf(shop.till, 'printer:list', { filter: 'all' });
    expect(rows[0]).toMatchObject({ kind: 'report', title: expect.stringMatching(/^Đối soát ngày/) });
  });

  it('is counted in the header and listed first on the sync page', async () => {
    await press('Escape');
    await at(testIds.screen('sync')).waitFor();
    await eventually(() => at(testIds.syncDifferences).innerText(), '3');
    expect(await at(testIds.connectionPill).innerText()).toContain('3 chênh lệch');
    expect(await at(testIds.syncFilter('differences')).getAttribute('aria-pressed')).toBe('true');
    await eventually(() => at(testIds.differenceRow).count(), 3);
    await lookAt(shop.till, 'sync-differences');
  });

  it('sends the missing one again by Enter, once, and is rid of it with the next comparison', async () => {
    await eventually(async () => (await marked().getAttribute('data-state')) ?? '', 'missing/open');
    await press('Enter');
    await shop.sent();
    await eventually(
      async () => (await ordersOf(sales.missing)).map(({ total }) => total),
      [sales.missing.total],
    );
    await openReconcile();
    await runNow();
    await eventually(openDifferences, 1);
    expect((await ordersOf(sales.doubled)).length).toBe(2);
    expect(await at(testIds.reconcileItem).count()).toBe(1);
  });

  it('takes a manager’s PIN and a reason to let a difference stay, not the cashier’s', async () => {
    await eventually(async () => (await marked().last().getAttribute('data-state')) ?? '', 'amount-differs');
    await press('Enter');
    await at(testIds.syncReason).waitFor();
    await typeByHand(shop.till, 'sua gia tren web');
    await press('Enter');
    await typeByHand(shop.till, demoPins.cashier);
    await press('Enter');
    await eventually(() => at(testIds.failure).getAttribute('data-code'), 'APPROVAL_NEEDED');
    expect(await openDifferences()).toBe(1);
    await lookAt(shop.till, 'reconcile-accept');
    await typeByHand(shop.till, demoPins.manager);
    await press('Enter');
    await at(testIds.syncApproval).waitFor({ state: 'detached' });
    await eventually(openDifferences, 0);
    await eventually(() => rows(testIds.reconcileDay, 'accepted').count(), 1);
    const { rows: listed } = await answerOf(shop.till, 'reconcile:differences', { limit: 9, offset: 0 });
    expect(listed).toMatchObject([
      { kind: 'amount-differs', state: 'accepted', acceptedBy: 'Lê Văn Quản', reason: 'sua gia tren web' },
    ]);
    expect(await at(testIds.reconcileItem).innerText()).toContain('Lê Văn Quản');
    await lookAt(shop.till, 'reconcile-accepted');
  });

  it('sends all that are missing with one question, and compares the day again by F10', async () => {
    await press('Escape');
    await at(testIds.screen('sync')).waitFor();
    await press('Escape');
    await at(testIds.sellScreen).waitFor();
    const lost = [await shop.sell(demoCode(15)), await shop.sell(demoCode(16))];
    await shop.sent();
    for (const sale of lost) {
      const [order] = await ordersOf(sale);
      await shop.backOffice('POST', '/_control/lose-order', { orderId: order?.id });
    }
    await openReconcile();
    await runNow();
    await eventually(openDifferences, 2);
    await press('Escape');
    await at(testIds.screen('sync')).waitFor();
    await eventually(() => at(testIds.differenceRow).count(), 3);
    await at(testIds.differenceAll).waitFor();
    await lookAt(shop.till, 'sync-differences-many');
    await press('F8');
    await at(testIds.dialogConfirm).waitFor();
    await lookAt(shop.till, 'sync-differences-all');
    await press('Enter');
    await shop.sent();
    for (const sale of lost)
      await eventually(async () => (await ordersOf(sale)).map(({ total }) => total), [sale.total]);
    // The next comparison of its day; nothing is offered meanwhile.
    await eventually(() => at(testIds.differenceRepair).count(), 0);
    await lookAt(shop.till, 'sync-differences-repaired');
    await press('F10');
    await eventually(openDifferences, 0, 20_000);
    await openReconcile();
  });

  it('says offline as of when the figures are and what is not known, and goes back to the sync page by Esc', async () => {
    await shop.cloud.control({ down: true });
    await press('F5');
    await at(testIds.failure).waitFor();
    expect(await at(testIds.failure).getAttribute('data-code')).toBe('CLOUD_UNREACHABLE');
    await eventually(
      async () => /Mất mạng từ/.test(await at(testIds.reconcileStanding).innerText()),
      true,
      30_000,
    );
    await eventually(() => rows(testIds.reconcileDay, 'accepted').count(), 1);
    await lookAt(shop.till, 'reconcile-offline');
    await press('Escape');
    await at(testIds.screen('sync')).waitFor();
    await press('Escape');
    await at(testIds.sellScreen).waitFor();
  });

  it('lists under a closed Z what arrives late, and changes none of its figures', async () => {
    const late = await shop.sell(demoCode(13));
    await answerOf(shop.till, 'shift:close', { count: {}, note: '' });
    const [closed] = await answerOf(shop.till, 'shift:closed', { day: businessDay(Date.now()) });
    const figures = async () =>
      (await answerOf(shop.till, 'shift:z-report', { shiftId: closed?.id ?? '', print: false })).facts;
    const asClosed = await figures();
    await openScreen(shop.till, 'shift');
    await press('F7');
    await eventually(() => rows(testIds.closedShift, 'waiting').count(), 1);
    await at(testIds.reportLate).waitFor();
    expect(await at(testIds.reportLate).innerText()).toMatch(new RegExp(`${late.number}[^]*Chờ gửi`));
    await lookAt(shop.till, 'closed-shift-waiting');
    await shop.cloud.control({ down: false });
    await eventually(() => rows(testIds.closedShift, 'late').count(), 1, 60_000);
    await eventually(async () => /Đã lên/.test(await at(testIds.reportLate).innerText()), true);
    expect(await figures()).toEqual(asClosed);
    await lookAt(shop.till, 'closed-shift');
    const before = printoutsIn(shop.profile).length;
    await press('F10');
    await eventually(() => printoutsIn(shop.profile).length > before, true);
    await press('ArrowLeft');
    await eventually(() => at(testIds.closedShift).count(), 0);
  });
});
