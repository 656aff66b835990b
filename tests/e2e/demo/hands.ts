import type { Locator } from 'playwright-core';
import { countedNotes } from '../../../domain/shift/shift.ts';
import { testIds } from '../../../renderer/test-ids.ts';
import { scan, type TillWindow } from '../support/till-window.ts';

/** What a person does at the till: every step waits for what they would wait to see. */

export type Goods = { readonly code: string; readonly times?: number };

export async function signIn({ page }: TillWindow, pin: string): Promise<void> {
  await page.getByTestId(testIds.lockScreen).waitFor();
  await page.keyboard.type(pin);
  await page.getByTestId(testIds.sellScreen).waitFor();
}

export async function lock({ page }: TillWindow): Promise<void> {
  await page.keyboard.press('Control+l');
  await page.getByTestId(testIds.lockScreen).waitFor();
}

/** Scans one after the other, each time until the cart shows it. */
export async function scanAll(till: TillWindow, goods: readonly Goods[]): Promise<void> {
  for (const { code, times = 1 } of goods) {
    for (let time = 0; time < times; time += 1) await scanOne(till, code);
  }
}

/** Demo goods all have a price, so a scan that arrived shows in the total. */
export async function scanOne(till: TillWindow, code: string): Promise<void> {
  const total = till.page.getByTestId(testIds.cartTotal);
  const before = await amountOf(total);
  await scan(till.app, code);
  await until(async () => (await amountOf(total)) !== before, `the scan of ${code}`);
}

/** Looks again and again, without a fixed wait, until something holds. */
async function until(holds: () => Promise<boolean>, what: string): Promise<void> {
  const deadline = performance.now() + 15_000;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`waited in vain for ${what}`);
  }
}

/** The total as the screen shows it, in đồng. */
export async function shownTotal({ page }: TillWindow): Promise<number> {
  return amountOf(page.getByTestId(testIds.cartTotal));
}

/** The amount behind a figure on the screen, in đồng, with its sign. */
export async function amountOf(figure: Locator): Promise<number> {
  return Number(await figure.getAttribute('data-amount'));
}

export type Tender = { readonly kind: 'cash' | 'transfer' | 'card'; readonly amount?: number };

export type Paid = { readonly total: number; readonly change: number };

/** F9, the tenders, F9. Without an amount a tender covers what is open. */
export async function pay(till: TillWindow, tenders: readonly Tender[]): Promise<Paid> {
  const total = await openPayment(till, tenders);
  await till.page.keyboard.press('F9');
  await till.page.getByTestId(testIds.payPanel).waitFor({ state: 'detached' });
  const change = await amountOf(till.page.getByTestId(testIds.lastChange));
  return { total, change };
}

/** Everything of a payment but the last key. */
export async function openPayment(till: TillWindow, tenders: readonly Tender[]): Promise<number> {
  const { page } = till;
  const total = await shownTotal(till);
  await page.keyboard.press('F9');
  await page.getByTestId(testIds.payPanel).waitFor();
  for (const [index, tender] of tenders.entries()) {
    if (index > 0) await page.getByTestId(testIds.tenderAdd).click();
    if (tender.kind !== 'cash' || index > 0) await page.getByTestId(testIds.tenderKind(tender.kind)).click();
    if (tender.amount !== undefined) await page.keyboard.type(String(tender.amount), { delay: 45 });
  }
  if (tenders.some((tender) => tender.kind === 'transfer')) await page.getByTestId(testIds.payQr).waitFor();
  return total;
}

/** F7 on the marked line. */
export async function editLine(
  { page }: TillWindow,
  edit: {
    readonly quantity?: string;
    readonly percent?: string;
    readonly amount?: string;
    readonly note?: string;
  },
): Promise<void> {
  await page.keyboard.press('F7');
  await page.getByTestId(testIds.lineEditor).waitFor();
  if (edit.quantity !== undefined) await page.getByTestId(testIds.lineQuantity).fill(edit.quantity);
  if (edit.percent !== undefined) {
    await page.getByTestId(testIds.discountKind('percent')).click();
    await page.getByTestId(testIds.lineDiscount).fill(edit.percent);
  }
  if (edit.amount !== undefined) await page.getByTestId(testIds.lineDiscount).fill(edit.amount);
  if (edit.note !== undefined) await page.getByTestId(testIds.lineNote).fill(edit.note);
  await page.getByTestId(testIds.dialogConfirm).click();
  await page.getByTestId(testIds.lineEditor).waitFor({ state: 'detached' });
}

export async function discountOrder({ page }: TillWindow, amount: string): Promise<void> {
  await page.keyboard.press('F6');
  await page.getByTestId(testIds.orderDiscountValue).fill(amount);
  await page.getByTestId(testIds.dialogConfirm).click();
  await page.getByTestId(testIds.orderDiscount).waitFor({ state: 'detached' });
}

export async function chooseCustomer({ page }: TillWindow, words: string): Promise<void> {
  await page.keyboard.press('F4');
  await page.getByTestId(testIds.customerInput).fill(words);
  await page.getByTestId(testIds.customerRow).first().click();
  await page.getByTestId(testIds.customerPanel).waitFor({ state: 'detached' });
}

export async function holdCart({ page }: TillWindow): Promise<void> {
  await page.keyboard.press('F2');
  await page.getByTestId(testIds.holdActive).click();
  await page.getByTestId(testIds.cartLine).first().waitFor({ state: 'detached' });
  await closeDialog(page);
}

export async function resumeHeldCart({ page }: TillWindow): Promise<void> {
  await page.keyboard.press('F2');
  await page.getByTestId(testIds.heldCart).first().click();
  await page.getByTestId(testIds.cartLine).first().waitFor();
  await closeDialog(page);
}

async function closeDialog(page: TillWindow['page']): Promise<void> {
  const dialog = page.getByTestId(testIds.heldCarts);
  if ((await dialog.count()) > 0) await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
}

export async function openScreen({ page }: TillWindow, screen: string): Promise<void> {
  await page.keyboard.press('F12');
  await page.getByTestId(testIds.menuItem(screen)).click();
  await page.getByTestId(testIds.screen(screen)).waitFor();
}

export async function backToSelling({ page }: TillWindow): Promise<void> {
  await page.getByTestId(testIds.screenBack).click();
  await page.getByTestId(testIds.sellScreen).waitFor();
}

export async function openShift(till: TillWindow, float: number): Promise<void> {
  await openScreen(till, 'shift');
  await till.page.getByTestId(testIds.shiftFloat).fill(String(float));
  await till.page.getByTestId(testIds.shiftOpen).click();
  await till.page.getByTestId(testIds.sellScreen).waitFor();
}

export async function takeCashOut(till: TillWindow, amount: number, reason: string): Promise<void> {
  const { page } = till;
  await openScreen(till, 'shift');
  await page.getByTestId(testIds.cashMove('out')).click();
  await page.getByTestId(testIds.cashMoveAmount).fill(String(amount));
  await page.getByTestId(testIds.cashMoveReason).fill(reason);
  await page.getByTestId(testIds.dialogConfirm).click();
  await page.getByTestId(testIds.dialog).waitFor({ state: 'detached' });
  await backToSelling(till);
}

/** Counts a sum in the fewest notes. */
export async function countCash({ page }: TillWindow, sum: number): Promise<void> {
  let left = sum;
  for (const face of countedNotes) {
    const pieces = Math.floor(left / face);
    left -= pieces * face;
    if (pieces > 0) await page.getByTestId(testIds.shiftNote(face)).fill(String(pieces));
  }
  if (left !== 0) throw new Error(`${sum} cannot be counted in notes`);
}
