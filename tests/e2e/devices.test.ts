import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../main/db/store.ts';
import { testIds } from '../../renderer/test-ids.ts';
import { demoCode } from '../../sandbox/generate/demo-goods.ts';
import { startVirtualPrinter, type VirtualPrinter } from '../../virtual-counter/start.ts';
import { answerOf, scanIntoCart } from './support/cart-on-screen.ts';
import {
  demoPins,
  eventually,
  newProfile,
  openScreen,
  openShift,
  picturesIn,
  signIn,
  startDemoTill,
} from './support/demo-till.ts';
import { lookAt } from './support/looks.ts';
import type { TillWindow } from './support/till-window.ts';

const hourMs = 3_600_000;

describe('the devices of a counter', () => {
  const profile = newProfile();
  let printer: VirtualPrinter;
  let till: TillWindow;
  let sold = 0;

  beforeAll(async () => {
    printer = await startVirtualPrinter({ speed: 'instant', takesText: false });
    await start();
    await openShift(till, 0);
  });

  afterAll(async () => {
    await till.close();
    await printer.close();
    profile.remove();
  });

  const start = async () => {
    till = await startDemoTill(profile.path);
    await signIn(till, demoPins.owner);
  };
  const at = (id: string) => till.page.getByTestId(id);
  const press = (key: string) => till.page.keyboard.press(key);
  const sell = async () => {
    sold += 1;
    await scanIntoCart(till, demoCode(sold));
    await press('F9');
    await at(testIds.payPanel).waitFor();
    await press('F9');
    await at(testIds.payPanel).waitFor({ state: 'detached' });
  };
  const openTab = async (tab: string) => {
    await openScreen(till, 'devices');
    await at(testIds.devicesTab(tab)).click();
  };
  const home = async () => {
    await press('Escape');
    await at(testIds.sellScreen).waitFor();
  };
  const pillSays = (words: RegExp) =>
    eventually(async () => words.test(await at(testIds.printerPill).innerText()), true);
  const calm = () => at(testIds.printerPill).waitFor({ state: 'detached', timeout: 40_000 });

  it('adds a printer by its address, finds out what it answers, and gives it its work', async () => {
    await openTab('printers');
    await eventually(() => at(testIds.printerRow).count(), 1);
    await press('+');
    await at(testIds.pickOption('network')).waitFor();
    await lookAt(till, 'printer-add');
    await press('1');
    await at(testIds.printerHost).fill('127.0.0.1');
    await at(testIds.printerPort).fill(printer.port.toString());
    await press('Enter');
    await at(testIds.printerProbe).waitFor();
    await eventually(() => at(testIds.dialogConfirm).isEnabled(), true);
    await eventually(async () => /✓/.test(await at(testIds.printerProbeWords).innerText()), true);
    await lookAt(till, 'printer-probe');
    await press('Enter');
    await at(testIds.printerName).waitFor();
    await at(testIds.printerName).fill('Quầy thu ngân');
    for (const role of ['receipts', 'drawer']) await at(testIds.printerRole(role)).click();
    await lookAt(till, 'printer-form');
    await at(testIds.dialogConfirm).click();
    await eventually(() => at(testIds.printerRow).count(), 2);
    await eventually(() => at(testIds.printerStatus).nth(1).getAttribute('data-state'), 'ready');
    const { printers } = await answerOf(till, 'printers:list');
    expect(printers.map(({ roles }) => roles)).toEqual([
      ['slips', 'second-copy'],
      ['receipts', 'drawer'],
    ]);
    expect(printers[1]?.profile).toMatchObject({ answers: 'all', confirms: 'process-id' });
  });

  it('is asked again by a key, and keeps what its owner set', async () => {
    await press('ArrowDown');
    await press('4');
    await at(testIds.printerProbe).waitFor();
    await eventually(() => at(testIds.dialogConfirm).isEnabled(), true);
    await press('Enter');
    await at(testIds.printerProbe).waitFor({ state: 'detached' });
    const { printers } = await answerOf(till, 'printers:list');
    expect(printers[1]).toMatchObject({ name: 'Quầy thu ngân', roles: ['receipts', 'drawer'] });
  });

  it('prints a test page there', async () => {
    await press('1');
    await printer.until(({ state }) => state().cuts === 1);
  });

  it('learns the drawer: its pin, and what the printer says of it', async () => {
    await press('3');
    await at(testIds.drawerLesson).waitFor();
    await press('Enter');
    await printer.until(({ state }) => state().drawerOpen);
    await eventually(async () => /mở ra không/.test(await at(testIds.drawerLesson).innerText()), true);
    await lookAt(till, 'drawer-lesson');
    await press('1');
    await eventually(async () => /Đóng ngăn kéo lại/.test(await at(testIds.drawerLesson).innerText()), true);
    printer.setDrawer(false);
    await press('Enter');
    await eventually(async () => /Đã nhớ/.test(await at(testIds.drawerLesson).innerText()), true);
    await press('Enter');
    const { printers } = await answerOf(till, 'printers:list');
    expect(printers[1]?.profile).toMatchObject({ drawerPin: 2, drawerOpenIs: 'high' });
    await lookAt(till, 'printers');
    await home();
  });

  it('opens the drawer once for a sale, says that it is open, and mentions it when it stays so', async () => {
    await answerOf(till, 'settings:save', { drawerReminderSeconds: 3 });
    const [cuts, pulses] = [printer.state().cuts, printer.state().drawerPulses];
    await sell();
    await printer.until(({ state }) => state().cuts === cuts + 1);
    expect(printer.state().drawerPulses).toBe(pulses + 1);
    await eventually(() => at(testIds.drawerPill).getAttribute('data-state'), 'open');
    await eventually(() => at(testIds.drawerPill).getAttribute('data-state'), 'left-open');
    await lookAt(till, 'drawer-left-open');
    printer.setDrawer(false);
    await at(testIds.drawerPill).waitFor({ state: 'detached' });
  });

  it('says in the header that paper is out and how many wait, and goes on by itself when there is some', async () => {
    const { cuts } = printer.state();
    printer.setPaper(0);
    await sell();
    printer.setDrawer(false);
    await pillSays(/1.*hết giấy/s);
    await openTab('queue');
    await eventually(async () => /Nạp giấy/.test(await at(testIds.printWords).innerText()), true);
    await lookAt(till, 'queue-paper-out');
    printer.setPaper(20_000);
    await calm();
    expect(printer.state().cuts).toBe(cuts + 1);
    await home();
  });

  it('leaves the shop’s rules of printing to the settings, which lead to the printers', async () => {
    await openScreen(till, 'settings');
    await at(testIds.settingsSection('printer')).click();
    await at(testIds.settingsToDevices).waitFor();
    await lookAt(till, 'settings-printing');
    await at(testIds.settingsToDevices).click();
    await eventually(() => at(testIds.printerRow).count(), 2);
    await home();
  });

  it('lets another printer stand in, and says so', async () => {
    await openTab('printers');
    await eventually(() => at(testIds.printerRow).count(), 2);
    await press('ArrowDown');
    await press('2');
    await at(testIds.printerChoice('fallback', 'first')).click();
    await at(testIds.dialogConfirm).click();
    await at(testIds.printerName).waitFor({ state: 'detached' });
    await home();
    const papers = picturesIn(profile.path).length;
    printer.setCover(true);
    await sell();
    await eventually(() => picturesIn(profile.path).length, papers + 1);
    await openTab('queue');
    await eventually(async () => /đang in thay/.test(await at(testIds.printStandIn).innerText()), true);
    await lookAt(till, 'queue-stand-in');
    printer.setCover(false);
    await home();
    const { printers } = await answerOf(till, 'printers:list');
    const [, counter] = printers;
    if (counter === undefined) throw new Error('the printer of the counter is gone');
    const { id, name, connection, profile: learned, roles } = counter;
    await answerOf(till, 'printers:change', {
      printerId: id,
      name,
      connection,
      profile: learned,
      roles: [...roles],
      fallbackId: null,
    });
  });

  it('asks one question when a line broke in the middle, and the answer makes a marked copy', async () => {
    const { cuts } = printer.state();
    printer.at('byte', 20_000, printer.cutLine);
    await sell();
    await pillSays(/trả lời/);
    await openTab('queue');
    await at(testIds.printQuestion).waitFor();
    await lookAt(till, 'queue-question');
    await press('2');
    await calm();
    await printer.until(({ state }) => state().cuts > cuts);
    const { rows } = await answerOf(till, 'printer:list', { filter: 'all' });
    expect(rows.slice(0, 2).map(({ kind, state }) => [kind, state])).toEqual([
      ['copy', 'printed'],
      ['receipt', 'replaced'],
    ]);
    await home();
  });

  it('asks in the morning about paper from the evening before, and prints it by one answer', async () => {
    printer.setPaper(0);
    await sell();
    await sell();
    await pillSays(/2.*hết giấy/s);
    const { cuts } = printer.state();
    await till.kill();
    const store = openStore(join(profile.path, 'quay.db'));
    store.writer.run(
      "UPDATE print_job SET created_at = created_at - ? WHERE state IN ('queued', 'blocked')",
      [10 * hourMs],
    );
    store.close();
    printer.setPaper(20_000);
    await start();
    await pillSays(/2.*trả lời/s);
    await openTab('queue');
    await at(testIds.printStale).waitFor();
    await lookAt(till, 'queue-stale');
    expect(printer.state().cuts).toBe(cuts);
    await press('5');
    await calm();
    await printer.until(({ state }) => state().cuts === cuts + 2);
  });

  it('drops a waiting job for a reason, and keeps the story of it', async () => {
    await home();
    printer.setPaper(0);
    await sell();
    await pillSays(/hết giấy/);
    await openTab('queue');
    await at(testIds.printCancel).waitFor();
    await press('Delete');
    await at(testIds.printCancelReason).fill('Khách không lấy');
    await press('Enter');
    await calm();
    await eventually(async () => /Khách không lấy/.test(await at(testIds.printStory).innerText()), true);
    await lookAt(till, 'queue-story');
    printer.setPaper(20_000);
  });

  it('was sent nothing its printer could not read', () => {
    expect(printer.state().failures).toEqual([]);
  });
});
