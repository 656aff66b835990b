import { describe, expect, it } from 'vitest';
import { plainProfile } from '../../../domain/printing/printer.ts';
import { printJobById, setPrintJobState } from '../../../main/db/repositories/print-jobs.ts';
import { listPrinters, printerNames } from '../../../main/db/repositories/printers.ts';
import {
  addPrinter,
  changePrinter,
  type PrinterDraft,
  retirePrinter,
} from '../../../main/services/manage-printers.ts';
import { openDrawer } from '../../../main/services/open-drawer.ts';
import { printersView } from '../../../main/services/printers-view.ts';
import { readShopSettings } from '../../../main/services/shop-settings.ts';
import { checkPrinter, printTestPage, tryDrawer } from '../../../main/services/try-printer.ts';
import { addJob, statesOf } from '../../support/print-world.ts';
import { journalKindsOf, must, refusal } from '../../support/selling-till.ts';
import { type TestTill, testNow, testTill } from '../../support/test-till.ts';

const kitchen: PrinterDraft = {
  name: 'Bếp',
  connection: { kind: 'network', host: '192.168.1.60', port: 9100 },
  profile: plainProfile,
  roles: ['slips'],
  fallbackId: null,
};

/** A till with the printer it came with and one more. */
function withKitchen(over: Partial<PrinterDraft> = {}): TestTill & { readonly kitchenId: string } {
  const test = testTill();
  must(addPrinter(test.till, test.owner, { ...kitchen, ...over }));
  return { ...test, kitchenId: listPrinters(test.till.store)[1]?.id ?? '' };
}

describe('a new printer', () => {
  it('takes its work from the one that had it, and the journal says so', () => {
    const test = withKitchen();
    expect(listPrinters(test.till.store).map(({ name, roles }) => [name, roles])).toEqual([
      ['Máy in ảo', ['receipts', 'second-copy', 'drawer']],
      ['Bếp', ['slips']],
    ]);
    expect(journalKindsOf(test)).toContain('printer-added');
  });

  it('needs a name, an address of its own, and a stand-in that is another printer', () => {
    const test = withKitchen();
    const add = (over: Partial<PrinterDraft>) =>
      refusal(addPrinter(test.till, test.owner, { ...kitchen, ...over }));
    expect(add({ name: '  ' })).toBe('PRINTER_NAME_NEEDED');
    expect(add({})).toBe('PRINTER_KNOWN');
    expect(
      add({ connection: { kind: 'network', host: '192.168.1.61', port: 9100 }, fallbackId: 'nobody' }),
    ).toBe('PRINTER_MISSING');
    expect(
      refusal(
        changePrinter(test.till, test.owner, {
          ...kitchen,
          printerId: test.kitchenId,
          fallbackId: test.kitchenId,
        }),
      ),
    ).toBe('PRINTER_MISSING');
    expect(listPrinters(test.till.store)).toHaveLength(2);
  });

  it('is not among the settings that travel to the shop’s other tills', () => {
    const test = withKitchen();
    expect(JSON.stringify(readShopSettings(test.till.store))).not.toContain('192.168.1.60');
  });

  it('may be one more of files, with a folder of its own', () => {
    const test = testTill();
    must(addPrinter(test.till, test.owner, { ...kitchen, connection: { kind: 'virtual' } }));
    expect(listPrinters(test.till.store)).toHaveLength(2);
  });
});

describe('a printer that is retired', () => {
  it('goes at once when nothing waits for it; what it printed keeps its name', () => {
    const test = withKitchen();
    must(retirePrinter(test.till, test.owner, test.kitchenId, null));
    expect(listPrinters(test.till.store).map(({ id }) => id)).toEqual(['first']);
    expect(printerNames(test.till.store).get(test.kitchenId)).toBe('Bếp');
    expect(refusal(retirePrinter(test.till, test.owner, test.kitchenId, null))).toBe('PRINTER_MISSING');
    expect(refusal(retirePrinter(test.till, test.owner, 'first', null))).toBe('PRINTER_LAST');
  });

  it('asks where its paper goes first', () => {
    const test = withKitchen();
    addJob(test.till.store, 'a', 'report');
    addJob(test.till.store, 'b', 'report');
    setPrintJobState(test.till.store, 'b', 'stale', null, testNow);
    addJob(test.till.store, 'receipt');
    const retire = (jobsTo: { readonly printerId: string } | 'drop' | null) =>
      retirePrinter(test.till, test.owner, test.kitchenId, jobsTo);
    expect(refusal(retire(null))).toBe('PRINTER_HAS_JOBS');
    expect(refusal(retire({ printerId: test.kitchenId }))).toBe('PRINTER_MISSING');
    must(retire({ printerId: 'first' }));
    expect(statesOf(test.till.store)).toEqual({ a: 'queued', b: 'queued', receipt: 'queued' });
    expect(printJobById(test.till.store, 'a')?.wanted_printer_id).toBe('first');
  });

  it('can let its paper go', () => {
    const test = withKitchen();
    addJob(test.till.store, 'a', 'report');
    must(retirePrinter(test.till, test.owner, test.kitchenId, 'drop'));
    expect(statesOf(test.till.store)).toEqual({ a: 'cancelled: printer-retired' });
  });

  it('is nobody’s stand-in any more', () => {
    const test = withKitchen();
    const [first] = listPrinters(test.till.store);
    if (first === undefined) throw new Error('no printer');
    const { id, ...draft } = first;
    must(changePrinter(test.till, test.owner, { ...draft, printerId: id, fallbackId: test.kitchenId }));
    must(retirePrinter(test.till, test.owner, test.kitchenId, null));
    expect(listPrinters(test.till.store)[0]?.fallbackId).toBeNull();
  });
});

describe('the list of printers', () => {
  it('counts what waits for each and keeps what each last did', () => {
    const test = withKitchen();
    const { store } = test.till;
    for (const id of ['a', 'b']) addJob(store, id);
    const at = { at: { printerId: 'first', insteadOf: null } };
    setPrintJobState(store, 'a', 'preflight', null, testNow, at);
    setPrintJobState(store, 'a', 'blocked', 'paper-out', testNow + 5);
    setPrintJobState(store, 'b', 'preflight', null, testNow, at);
    setPrintJobState(store, 'b', 'sending', null, testNow);
    setPrintJobState(store, 'b', 'printed', null, testNow + 9);
    expect(printersView(test.till).printers).toMatchObject([
      {
        id: 'first',
        waiting: 1,
        lastPrintedAt: testNow + 9,
        lastTrouble: { reason: 'paper-out', at: testNow + 5 },
        status: { state: 'unseen' },
      },
      { waiting: 0, lastPrintedAt: null, lastTrouble: null },
    ]);
  });
});

describe('trying a printer', () => {
  it('prints a test page on that one and opens its own drawer', async () => {
    const test = withKitchen();
    must(printTestPage(test.till, test.kitchenId));
    must(tryDrawer(test.till, test.owner, test.kitchenId));
    const wanted = test.till.store.all(
      'SELECT kind, wanted_printer_id AS at FROM print_job ORDER BY sequence',
    );
    expect(wanted).toEqual([
      { kind: 'test', at: test.kitchenId },
      { kind: 'drawer', at: test.kitchenId },
    ]);
    expect(journalKindsOf(test)).toContain('drawer-opened');
    expect(refusal(printTestPage(test.till, 'nobody'))).toBe('PRINTER_MISSING');
    expect(refusal(await checkPrinter(test.till, 'nobody'))).toBe('PRINTER_MISSING');
  });
});

describe('a shop without a drawer on any printer', () => {
  it('is told so, and nothing is queued', () => {
    const test = testTill();
    const [first] = listPrinters(test.till.store);
    if (first === undefined) throw new Error('no printer');
    const { id, ...draft } = first;
    must(
      changePrinter(test.till, test.owner, {
        ...draft,
        printerId: id,
        profile: { ...first.profile, drawerPin: null },
      }),
    );
    expect(refusal(openDrawer(test.till, test.cashier, 'Đổi tiền'))).toBe('DRAWER_MISSING');
    expect(refusal(tryDrawer(test.till, test.owner, id))).toBe('DRAWER_MISSING');
    expect(statesOf(test.till.store)).toEqual({});
  });
});
