import { describe, expect, it } from 'vitest';
import { differenceKinds } from '../../../domain/sync/difference.ts';
import { outboxStates } from '../../../domain/sync/outbox.ts';
import { startOfBusinessDay } from '../../../domain/time.ts';
import { insertDoubledOrder } from '../../../main/db/repositories/cloud-orders.ts';
import { knownOfDay } from '../../../main/db/repositories/differences.ts';
import { journalFrom } from '../../../main/db/repositories/journal.ts';
import { queueDocument } from '../../../main/db/repositories/outbox-queue.ts';
import { insertStaff, readSignInGuard } from '../../../main/db/repositories/staff.ts';
import { appView } from '../../../main/services/app-view.ts';
import { differencePage } from '../../../main/services/repair-difference.ts';
import { verifyStore } from '../../../main/services/verify/verify.ts';
import { itemOf, writeComparison, writeDifference } from '../../support/differing-day.ts';
import { givePins, pins, sellSome, stateOf, syncWindow } from '../../support/refused-documents.ts';
import { journalKindsOf, must } from '../../support/selling-till.ts';
import type { TestTill } from '../../support/test-till.ts';
import { writeSale } from '../../support/write-sale.ts';

const day = '2026-11-25';
const minute = 60_000;

/** A sale the cloud once had, and the day on which it was found to be gone. */
function missingSale() {
  const window = syncWindow();
  const { test } = window;
  const saleId = sellSome(test);
  confirm(test, saleId);
  test.advance(minute);
  const item = itemOf({ saleId }) as ReturnType<typeof itemOf> & { class: 'missing' };
  writeComparison(test.till.store, { day, at: test.till.clock(), items: [item] });
  writeDifference(test.till.store, { id: 'd1', day, at: test.till.clock() }, item);
  return { ...window, saleId };
}

function confirm({ till }: TestTill, documentId: string): void {
  till.store.run(
    "UPDATE outbox SET state = 'confirmed', cloud_id = 5, settled = 1, confirmed_at = ?, confirmed_tick = 1 WHERE document_id = ?",
    [till.clock(), documentId],
  );
}

const list = ({ till }: TestTill) => differencePage(till.store, { limit: 50, offset: 0 });
const open = (test: TestTill) => appView(test.till, null, { version: '0', demoPins: [] }).differences;
const waits = ({ till }: TestTill) =>
  till.store.get<{ waits: number }>('SELECT waits FROM reconciled_day WHERE business_day = ?', [day])?.waits;

describe('a sale whose order is gone', () => {
  it('is put in doubt by one call, so that it is looked for before it is sent, and its day looked at again', async () => {
    const { test, call, saleId } = missingSale();
    expect(list(test).rows).toMatchObject([
      { id: 'd1', saleId, repairs: ['send-again', 'accept'], repairState: 'confirmed', isRepaired: false },
    ]);
    test.events.length = 0;
    must(await call('reconcile:send-again', { differenceId: 'd1' }));
    expect(stateOf(test, saleId)).toBe('unknown');
    expect(waits(test)).toBe(1);
    expect(test.events).toContain('app');
    expect(journalFrom(test.till.store, 0, 99).at(-1)).toMatchObject({
      kind: 'difference-sent-again',
      staff_id: test.cashier.staffId,
      subject_id: saleId,
    });
    expect(verifyStore(test.till.store)).toEqual([]);
  });

  it('offers nothing while its repair is on its way and once it has arrived, and everything again should it still be missing', async () => {
    const { test, call, code, saleId } = missingSale();
    must(await call('reconcile:send-again', { differenceId: 'd1' }));
    expect(list(test).rows).toMatchObject([{ repairs: [], repairState: 'unknown', isRepaired: false }]);
    expect(await code('reconcile:send-again', { differenceId: 'd1' })).toBe('DIFFERENCE_NOT_OPEN');
    test.advance(minute);
    confirm(test, saleId);
    expect(list(test).rows).toMatchObject([{ repairs: [], repairState: 'confirmed', isRepaired: true }]);
    test.advance(minute);
    writeComparison(test.till.store, {
      day,
      at: test.till.clock(),
      run: 2,
      items: [itemOf({ saleId })],
    });
    expect(list(test).rows).toMatchObject([{ repairs: ['send-again', 'accept'], isRepaired: false }]);
  });

  it('asked for twice at once is sent on its way once', async () => {
    const { test, code } = missingSale();
    const ask = () => code('reconcile:send-again', { differenceId: 'd1' });
    expect((await Promise.all([ask(), ask()])).sort()).toEqual(['DIFFERENCE_NOT_OPEN', 'none']);
    expect(journalKindsOf(test).filter((kind) => kind === 'difference-sent-again')).toHaveLength(1);
  });

  it.each(outboxStates.filter((state) => state !== 'confirmed'))(
    'is left alone while its document is %s',
    async (state) => {
      const { test, code, saleId } = missingSale();
      test.till.store.run('UPDATE outbox SET state = ? WHERE document_id = ?', [state, saleId]);
      expect(await code('reconcile:send-again', { differenceId: 'd1' })).toBe('DIFFERENCE_NOT_OPEN');
      expect(stateOf(test, saleId)).toBe(state);
    },
  );
});

describe('all missing sales at once', () => {
  it('go on their way, each once, and nothing else does', async () => {
    const { test, call } = missingSale();
    const { store } = test.till;
    const add = (id: string, kind: 'missing' | 'amount-differs', over: { day?: string } = {}) => {
      const saleId = sellSome(test);
      confirm(test, saleId);
      test.advance(minute);
      const when = { id, day: over.day ?? day, at: test.till.clock() };
      writeComparison(store, { day: when.day, at: when.at, items: [], run: 9 });
      writeDifference(store, when, { ...itemOf({ saleId }), class: kind });
      return saleId;
    };
    const [second, other, accepted, elsewhere] = [
      add('d2', 'missing'),
      add('d3', 'amount-differs'),
      add('d4', 'missing'),
      add('d5', 'missing', { day: '2026-11-20' }),
    ];
    store.run("UPDATE difference SET state = 'accepted' WHERE id = 'd4'");
    expect(list(test).missingToSend).toBe(3);
    expect(must(await call('reconcile:send-all-again', undefined))).toEqual({ sent: 3 });
    expect([second, other, accepted, elsewhere].map((id) => stateOf(test, id))).toEqual([
      'unknown',
      'confirmed',
      'confirmed',
      'unknown',
    ]);
    expect(list(test).missingToSend).toBe(0);
    expect(must(await call('reconcile:send-all-again', undefined))).toEqual({ sent: 0 });
    expect(journalKindsOf(test).filter((kind) => kind === 'difference-sent-again')).toHaveLength(3);
    expect(waits(test)).toBe(1);
    // Arrived since: until the next comparison there is nothing to do.
    test.advance(minute);
    confirm(test, second);
    expect(list(test).missingToSend).toBe(0);
    expect(verifyStore(store)).toEqual([]);
  });

  it('are sent however many they are', async () => {
    const { test, call } = missingSale();
    const { store } = test.till;
    const at = test.till.clock();
    insertStaff(store, { id: 'staff-1', name: 'Lan', role: 'cashier', at });
    // More than are looked up at once.
    store.inTransaction(() => {
      for (let sequence = 10; sequence < 460; sequence += 1) {
        const { id: saleId } = writeSale(store, { tillId: 'till-1', sequence, at });
        confirm(test, saleId);
        writeDifference(store, { id: `e${sequence}`, day, at }, { ...itemOf({ saleId }), class: 'missing' });
      }
    });
    writeComparison(store, { day, at, items: [], run: 9 });
    expect(must(await call('reconcile:send-all-again', undefined))).toEqual({ sent: 451 });
  });
});

describe('what can be sent again', () => {
  it.each(differenceKinds.filter((kind) => kind !== 'missing'))('is not what is %s', async (kind) => {
    const { test, code } = syncWindow();
    const saleId = kind === 'only-in-cloud' ? null : sellSome(test);
    if (saleId !== null) confirm(test, saleId);
    const item = { ...itemOf({ saleId, orderId: 7 }), class: kind };
    writeDifference(test.till.store, { id: 'd1', day, at: test.till.clock() }, item);
    expect(await code('reconcile:send-again', { differenceId: 'd1' })).toBe('DIFFERENCE_NOT_OPEN');
    expect(await code('reconcile:send-again', { differenceId: 'nobody' })).toBe('DIFFERENCE_MISSING');
  });
});

describe('a doubled order', () => {
  it('tells how far its cancellation is, and asks for nobody', () => {
    const { test } = syncWindow();
    const { till } = test;
    const saleId = sellSome(test);
    confirm(test, saleId);
    const item = { ...itemOf({ saleId, orderId: 5, cloudAmount: 84_000 }), class: 'doubled' as const };
    writeDifference(till.store, { id: 'd1', day, at: till.clock() }, item);
    expect(list(test).rows).toMatchObject([{ repairs: [], repairState: null }]);
    insertDoubledOrder(till.store, {
      id: 'x1',
      sale_id: saleId,
      kept_order_id: 5,
      extra_order_id: 6,
      amount: 42_000,
      found_at: till.clock(),
    });
    queueDocument(till.store, {
      id: 'x1',
      kind: 'cancellation',
      documentId: 'x1',
      key: 'till-1/x1',
      at: till.clock(),
    });
    expect(list(test).rows).toMatchObject([{ repairs: [], repairState: 'queued', isRepaired: false }]);
    test.advance(minute);
    confirm(test, 'x1');
    expect(list(test).rows).toMatchObject([{ repairs: [], repairState: 'confirmed', isRepaired: true }]);
  });
});

describe('accepting a difference', () => {
  async function withPins() {
    const window = missingSale();
    await givePins(window.test);
    return window;
  }

  it('takes a PIN of somebody with the right and a reason, and leaves it listed with who, when and why', async () => {
    const { test, call, saleId } = await withPins();
    expect(open(test)).toBe(1);
    const reason = '  Khách đổi ý, hủy trên web ';
    must(await call('reconcile:accept', { differenceId: 'd1', pin: pins.owner, reason }));
    expect(open(test)).toBe(0);
    expect(list(test)).toMatchObject({
      total: 1,
      open: 0,
      rows: [
        {
          state: 'accepted',
          acceptedBy: test.owner.name,
          acceptedAt: test.till.clock(),
          reason: reason.trim(),
          repairs: [],
        },
      ],
    });
    const entry = journalFrom(test.till.store, 0, 99).at(-1);
    expect(entry).toMatchObject({
      kind: 'difference-accepted',
      staff_id: test.owner.staffId,
      subject_id: saleId,
    });
    expect(JSON.parse(entry?.facts_json ?? '{}')).toMatchObject({
      kind: 'missing',
      till: 42_000,
      cloud: 0,
      reason: reason.trim(),
      askedBy: test.cashier.staffId,
    });
    expect(stateOf(test, saleId)).toBe('confirmed');
    expect(verifyStore(test.till.store)).toEqual([]);
  });

  it('does not pass with a cashier’s PIN or a wrong one, which count as wrong tries do', async () => {
    const { test, code } = await withPins();
    const ask = (pin: string) => code('reconcile:accept', { differenceId: 'd1', pin, reason: 'x' });
    expect([await ask(pins.cashier), await ask('11111111')]).toEqual([
      'APPROVAL_NEEDED',
      'SIGN_IN_WRONG_PIN',
    ]);
    expect(readSignInGuard(test.till.store).failures).toBe(1);
    expect(open(test)).toBe(1);
    expect(journalKindsOf(test)).not.toContain('difference-accepted');
  });

  it.each(['', '  \t '])('needs a reason, not "%s", before any PIN is looked at', async (reason) => {
    const { test, code } = await withPins();
    expect(await code('reconcile:accept', { differenceId: 'd1', pin: '11111111', reason })).toBe(
      'DIFFERENCE_REASON_NEEDED',
    );
    expect(readSignInGuard(test.till.store).failures).toBe(0);
  });

  it('happens once, and not to what is gone or was never there', async () => {
    const { test, code } = await withPins();
    const ask = (differenceId: string) =>
      code('reconcile:accept', { differenceId, pin: pins.owner, reason: 'x' });
    expect(await Promise.all([ask('d1'), ask('d1')])).toEqual(['none', 'DIFFERENCE_NOT_OPEN']);
    expect(await ask('nobody')).toBe('DIFFERENCE_MISSING');
    test.till.store.run("UPDATE difference SET state = 'resolved', resolved_at = 1");
    expect(await ask('d1')).toBe('DIFFERENCE_NOT_OPEN');
  });

  it('gives way to a comparison that found it gone while the PIN was being checked', async () => {
    const { test, code } = await withPins();
    const asked = code('reconcile:accept', { differenceId: 'd1', pin: pins.owner, reason: 'x' });
    test.till.store.run("UPDATE difference SET state = 'resolved', resolved_at = 1");
    expect(await asked).toBe('DIFFERENCE_NOT_OPEN');
    expect(journalKindsOf(test)).not.toContain('difference-accepted');
  });
});

describe('the list of differences', () => {
  it('has open ones first, then accepted ones, newest day first, a page at a time; resolved ones are in none', () => {
    const { test } = syncWindow();
    const { store } = test.till;
    for (const [index, state] of ['open', 'accepted', 'resolved', 'open', 'open'].entries()) {
      const when = { id: `d${index}`, day: `2026-11-2${index}`, at: startOfBusinessDay(day) };
      writeDifference(store, when, { ...itemOf({ orderId: index }), class: 'only-in-cloud' });
      store.run('UPDATE difference SET state = ? WHERE id = ?', [state, `d${index}`]);
    }
    const ids = (offset: number) => differencePage(store, { limit: 2, offset }).rows.map(({ id }) => id);
    expect([ids(0), ids(2), ids(4)]).toEqual([['d4', 'd3'], ['d0', 'd1'], []]);
    expect(differencePage(store, { limit: 2, offset: 0 })).toMatchObject({ total: 4, open: 3 });
    expect(knownOfDay(store, '2026-11-22', '', 9)).toEqual([]);
  });

  it('lets nothing be deleted', () => {
    const { test } = missingSale();
    expect(() => test.till.store.run('DELETE FROM difference')).toThrow(/store failure/);
    expect(open(test)).toBe(1);
  });
});
