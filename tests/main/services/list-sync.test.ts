import { describe, expect, it } from 'vitest';
import type { InputOf } from '../../../contracts/procedures.ts';
import { insertDoubledOrder } from '../../../main/db/repositories/cloud-orders.ts';
import { queueDocument } from '../../../main/db/repositories/outbox-queue.ts';
import { setCustomer } from '../../../main/services/change-active-cart.ts';
import {
  lineIdsOf,
  refuseEntry,
  type SyncWindow,
  sellSome,
  syncWindow,
} from '../../support/refused-documents.ts';
import { codes, must } from '../../support/selling-till.ts';
import { everyEntry } from '../../support/sync-query.ts';

const day = 86_400_000;

async function listed({ call }: SyncWindow, over: Partial<InputOf<'sync:list'>> = {}) {
  return must(await call('sync:list', { ...everyEntry, ...over }));
}

async function ids(window: SyncWindow, over: Partial<InputOf<'sync:list'>>) {
  return (await listed(window, over)).rows.map(({ id }) => id);
}

function sellTo({ test }: SyncWindow, name: string, phone: string): string {
  const { store } = test.till;
  const id = `customer-${phone}`;
  store.run(
    'INSERT INTO customer (id, cloud_id, name, phone, search_text, updated_at) VALUES (?, NULL, ?, ?, ?, 0)',
    [id, name, phone, phone],
  );
  must(setCustomer(test.till, test.cashier, id));
  return sellSome(test);
}

/** A second order under the key of a sale, whose cancellation waits. */
function doubleOrder({ test }: SyncWindow, saleId: string): string {
  const { till } = test;
  insertDoubledOrder(till.store, {
    id: 'double-1',
    sale_id: saleId,
    kept_order_id: 501,
    extra_order_id: 502,
    amount: 42_000,
    found_at: till.clock(),
  });
  queueDocument(till.store, {
    id: 'double-1',
    kind: 'cancellation',
    documentId: 'double-1',
    key: 'till-1/double-1',
    at: till.clock(),
  });
  return 'double-1';
}

describe('the list of what goes to the cloud', () => {
  it('shows code, time, who, whom, how much, state and tries, with the phone masked', async () => {
    const window = syncWindow();
    const saleId = sellTo(window, 'Nguyễn Văn An', '0901234567');
    const { rows } = await listed(window);
    const sale = must(await window.call('sales:get', { saleId }));
    expect(rows).toEqual([
      {
        id: saleId,
        kind: 'sale',
        documentId: saleId,
        number: sale.number,
        createdAt: sale.completedAt,
        staffName: window.test.cashier.name,
        customerName: 'Nguyễn Văn An',
        phoneMasked: '090***4567',
        total: sale.total,
        state: 'queued',
        tries: 0,
        nextTryAt: sale.completedAt,
        lastAnswer: null,
        cloudId: null,
        refusal: null,
        setAside: null,
        doubled: null,
      },
    ]);
    expect(JSON.stringify(rows)).not.toContain('0901234567');
  });

  it('names the goods that are gone and every repair, the usual one first', async () => {
    const window = syncWindow();
    const saleId = sellSome(window.test, codes.noodles, codes.water);
    const [, water = ''] = lineIdsOf(window.test, saleId);
    refuseEntry(window.test, saleId, 'product-gone', { lineIds: [water] });
    const { rows, refusals } = await listed(window);
    expect(rows[0]?.refusal).toEqual({
      reason: 'product-gone',
      repairs: ['as-free-lines', 'as-other-goods', 'send-again'],
      goneLines: [{ lineId: water, name: 'Nước mắm Nam Ngư 500 ml', unitName: 'cái', quantity: 1000 }],
    });
    expect(refusals).toEqual([{ reason: 'product-gone', entries: 1 }]);
  });

  it('shows a cancellation with the sale it is about and both its orders', async () => {
    const window = syncWindow();
    const saleId = sellSome(window.test);
    const doubled = doubleOrder(window, saleId);
    const { rows } = await listed(window, { kind: 'cancellation' });
    expect(rows).toMatchObject([
      {
        id: doubled,
        kind: 'cancellation',
        number: must(await window.call('sales:get', { saleId })).number,
        staffName: null,
        total: 42_000,
        doubled: { keptOrderId: 501, extraOrderId: 502 },
      },
    ]);
  });

  it('narrows by state, by kind, and by both, and counts all of them at any time', async () => {
    const window = syncWindow();
    const [first, second] = [sellSome(window.test), sellSome(window.test)];
    refuseEntry(window.test, first, 'name-taken');
    const doubled = doubleOrder(window, second);
    expect(await ids(window, {})).toEqual([doubled, second, first]);
    expect(await ids(window, { stage: 'refused' })).toEqual([first]);
    expect(await ids(window, { stage: 'waiting' })).toEqual([doubled, second]);
    expect(await ids(window, { kind: 'sale' })).toEqual([second, first]);
    expect(await ids(window, { stage: 'waiting', kind: 'sale' })).toEqual([second]);
    expect(await ids(window, { stage: 'confirmed' })).toEqual([]);
    const { total, stages } = await listed(window, { stage: 'refused' });
    expect({ total, stages }).toEqual({
      total: 1,
      stages: { waiting: 2, refused: 1, 'set-aside': 0, confirmed: 0 },
    });
  });

  it('narrows by time: from is inside, to is not', async () => {
    const window = syncWindow();
    const { test } = window;
    const morning = test.till.clock();
    const first = sellSome(test);
    test.advance(day);
    const second = sellSome(test);
    expect(await ids(window, { from: morning, to: morning + day })).toEqual([first]);
    expect(await ids(window, { from: morning + day })).toEqual([second]);
    expect(await ids(window, { to: morning })).toEqual([]);
    expect((await listed(window, { from: morning, to: morning + day })).total).toBe(1);
  });

  it.each([
    ['the whole code', (number: string) => number],
    ['its end', (number: string) => number.slice(-4)],
    ['a part in the middle, in small letters', (number: string) => number.slice(1, 9).toLowerCase()],
    ['its running number alone', () => '2'],
  ])('finds a sale by %s', async (_, part) => {
    const window = syncWindow();
    sellSome(window.test);
    const wanted = sellSome(window.test);
    const { number } = must(await window.call('sales:get', { saleId: wanted }));
    const found = await ids(window, { text: part(number) });
    expect(found).toContain(wanted);
    expect(found).toHaveLength(part(number) === number.slice(1, 9).toLowerCase() ? 2 : 1);
  });

  it.each(['0901234567', '0901 234 567', '+84 901 234 567', '84901234567', '234567', '090-123'])(
    'finds a sale by its customer’s phone typed as %s',
    async (text) => {
      const window = syncWindow();
      sellTo(window, 'Trần Thị Bình', '0387654321');
      const wanted = sellTo(window, 'Nguyễn Văn An', '0901234567');
      expect(await ids(window, { text })).toEqual([wanted]);
    },
  );

  it('finds a cancellation by the code of its sale', async () => {
    const window = syncWindow();
    const saleId = sellSome(window.test);
    const doubled = doubleOrder(window, saleId);
    const { number } = must(await window.call('sales:get', { saleId }));
    expect(await ids(window, { text: number })).toEqual([doubled, saleId]);
  });

  it('searches only what the other filters leave', async () => {
    const window = syncWindow();
    const [first, second] = [sellSome(window.test), sellSome(window.test)];
    refuseEntry(window.test, second, 'name-taken');
    const { number } = must(await window.call('sales:get', { saleId: first }));
    expect(await ids(window, { text: number.slice(0, 10), stage: 'waiting' })).toEqual([first]);
  });

  it.each(['nothing like it', '"', '%_%', "'; DROP TABLE outbox; --", '\0\0\0', 'NEAR(', '* OR *'])(
    'finds nothing for %s, and breaks nothing',
    async (text) => {
      const window = syncWindow();
      const saleId = sellSome(window.test);
      const found = await ids(window, { text });
      // A text with too little in it to be looked for narrows nothing.
      expect(found).toEqual(/[a-z]{3}/i.test(text) || text.includes('OR') ? [] : [saleId]);
      expect(await ids(window, {})).toEqual([saleId]);
    },
  );

  it('pages through many, each once, however they are looked for', async () => {
    const window = syncWindow();
    const sold = Array.from({ length: 25 }, () => sellSome(window.test));
    const { number } = must(await window.call('sales:get', { saleId: sold[0] ?? '' }));
    for (const text of ['', number.slice(0, 9)]) {
      const pages = await Promise.all([0, 10, 20].map((offset) => ids(window, { text, limit: 10, offset })));
      expect(pages.flat()).toEqual(sold.toReversed());
    }
  });
});
