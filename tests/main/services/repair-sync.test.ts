import { describe, expect, it } from 'vitest';
import type { Amendment } from '../../../domain/sync/amendment.ts';
import {
  type RefusalReason,
  type RepairKind,
  refusalReasons,
  repairKinds,
  repairsFor,
} from '../../../domain/sync/refusal.ts';
import { verifyStore } from '../../../main/services/verify/verify.ts';
import {
  amendmentsIn,
  lineIdsOf,
  refuseEntry,
  type SyncWindow,
  sellSome,
  stateOf,
  syncWindow,
} from '../../support/refused-documents.ts';
import { codes, journalKindsOf, must } from '../../support/selling-till.ts';

/** What each repair leaves beside a sale of water (variant 1), a bag whose stock nobody counts (7) and noodles (2), water being gone. */
const left: { readonly [K in RepairKind]: (gone: string) => readonly Amendment[] } = {
  'send-again': () => [],
  'as-free-lines': (gone) => [{ kind: 'free-lines', lineIds: [gone] }],
  'as-other-goods': (gone) => [
    {
      kind: 'other-goods',
      lineId: gone,
      productId: 4,
      variantId: 4,
      title: 'Kem đánh răng',
    },
  ],
  'find-customer': () => [{ kind: 'customer-by-phone' }],
  'create-customer': () => [{ kind: 'customer-anew' }],
  'as-guest': () => [{ kind: 'customer', cloudId: null }],
  'merge-customer': () => [{ kind: 'merge-customer' }],
  'without-email': () => [{ kind: 'without-email' }],
  'new-name': () => [{ kind: 'own-name' }],
  'below-zero': () => [{ kind: 'below-zero', variantIds: [1, 2] }],
  'wait-for-goods': () => [{ kind: 'wait-for-goods' }],
};

const offered = refusalReasons.flatMap((reason) =>
  repairsFor[reason].map((repair) => [reason, repair] as const),
);
const notOffered = refusalReasons.flatMap((reason) =>
  repairKinds
    .filter((repair) => !repairsFor[reason].includes(repair))
    .map((repair) => [reason, repair] as const),
);

function refusedSale(reason: RefusalReason): SyncWindow & { readonly saleId: string; readonly gone: string } {
  const window = syncWindow();
  const saleId = sellSome(window.test, codes.water, '20001', codes.noodles);
  const [gone = ''] = lineIdsOf(window.test, saleId);
  refuseEntry(window.test, saleId, reason, reason === 'product-gone' ? { lineIds: [gone] } : {});
  return { ...window, saleId, gone };
}

describe('a repair', () => {
  it.each(offered)(
    'of %s by %s writes down how, sends it again and leaves the sale as it was',
    async (reason, repair) => {
      const { test, call, saleId, gone } = refusedSale(reason);
      const sale = () => test.till.store.all('SELECT * FROM sale_line WHERE sale_id = ?', [saleId]);
      const before = sale();
      must(
        await call('sync:repair', {
          entryId: saleId,
          repair,
          ...(repair === 'as-other-goods' ? { goods: [{ lineId: gone, variantId: 4 }] } : {}),
        }),
      );
      expect(amendmentsIn(test, saleId)).toEqual(left[repair](gone));
      expect(stateOf(test, saleId)).toBe('queued');
      expect(sale()).toEqual(before);
      expect(journalKindsOf(test).filter((kind) => kind === 'sync-repaired')).toHaveLength(1);
      expect(test.events).toContain('app');
      expect(verifyStore(test.till.store)).toEqual([]);
    },
  );

  it.each(notOffered)('of %s by %s is refused and changes nothing', async (reason, repair) => {
    const { test, code, saleId } = refusedSale(reason);
    expect(await code('sync:repair', { entryId: saleId, repair })).toBe('REPAIR_UNFIT');
    expect(stateOf(test, saleId)).toBe('refused');
    expect(amendmentsIn(test, saleId)).toEqual([]);
    expect(journalKindsOf(test)).not.toContain('sync-repaired');
  });

  it('is the same key twice only once', async () => {
    const { code, saleId } = refusedSale('name-taken');
    const press = () => code('sync:repair', { entryId: saleId, repair: 'new-name' });
    expect([await press(), await press()]).toEqual(['none', 'OUTBOX_NOT_REFUSED']);
  });

  it('needs an entry that is there and refused', async () => {
    const { test, code } = syncWindow();
    const waiting = sellSome(test);
    expect(await code('sync:repair', { entryId: waiting, repair: 'send-again' })).toBe('OUTBOX_NOT_REFUSED');
    expect(await code('sync:repair', { entryId: 'nobody', repair: 'send-again' })).toBe(
      'OUTBOX_ENTRY_MISSING',
    );
  });

  it.each([
    ['none chosen', () => [], 'REPAIR_GOODS_NEEDED'],
    [
      'goods the catalogue does not have',
      (gone: string) => [{ lineId: gone, variantId: 99 }],
      'GOODS_MISSING',
    ],
    ['goods for a line that is not gone', () => [{ lineId: 'other', variantId: 4 }], 'REPAIR_GOODS_NEEDED'],
    [
      'goods for one line too many',
      (gone: string) => [
        { lineId: gone, variantId: 4 },
        { lineId: 'other', variantId: 4 },
      ],
      'INPUT_INVALID',
    ],
    [
      'two goods for one line',
      (gone: string) => [
        { lineId: gone, variantId: 4 },
        { lineId: gone, variantId: 5 },
      ],
      'INPUT_INVALID',
    ],
  ])('by other goods is refused with %s', async (_, goods, expected) => {
    const { test, code, saleId, gone } = refusedSale('product-gone');
    const request = { entryId: saleId, repair: 'as-other-goods', goods: goods(gone) };
    expect(await code('sync:repair', request)).toBe(expected);
    expect(stateOf(test, saleId)).toBe('refused');
    expect(amendmentsIn(test, saleId)).toEqual([]);
  });
});

describe('repairing all of a kind', () => {
  it('does the usual thing with each entry of that reason, once, and with no other', async () => {
    const { test, call } = syncWindow();
    const names = Array.from({ length: 12 }, () => sellSome(test));
    const other = sellSome(test);
    for (const id of names) refuseEntry(test, id, 'name-taken');
    refuseEntry(test, other, 'stock-short');
    expect(must(await call('sync:repair-all', { reason: 'name-taken' }))).toEqual({ repaired: 12 });
    for (const id of names) {
      expect(stateOf(test, id)).toBe('queued');
      expect(amendmentsIn(test, id)).toEqual([{ kind: 'own-name' }]);
    }
    expect(stateOf(test, other)).toBe('refused');
    expect(journalKindsOf(test).filter((kind) => kind === 'sync-repaired')).toHaveLength(12);
    expect(verifyStore(test.till.store)).toEqual([]);
  });

  it('asked for twice at once repairs nothing twice', async () => {
    const { test, call } = syncWindow();
    const ids = Array.from({ length: 8 }, () => sellSome(test));
    for (const id of ids) refuseEntry(test, id, 'product-gone', { lineIds: lineIdsOf(test, id) });
    const answers = await Promise.all([
      call('sync:repair-all', { reason: 'product-gone' }),
      call('sync:repair-all', { reason: 'product-gone' }),
    ]);
    expect(answers.map((answer) => must(answer).repaired).reduce((sum, n) => sum + n)).toBe(8);
    for (const id of ids) expect(amendmentsIn(test, id)).toHaveLength(1);
  });

  it('ends although the cloud refuses again meanwhile', async () => {
    const { test, call } = syncWindow();
    const ids = Array.from({ length: 210 }, () => sellSome(test));
    for (const id of ids) refuseEntry(test, id, 'not-understood');
    const repairing = call('sync:repair-all', { reason: 'not-understood' });
    let isDone = false;
    const refuseAgain = () => {
      if (isDone) return;
      for (const id of ids) if (stateOf(test, id) === 'queued') refuseEntry(test, id, 'not-understood');
      setImmediate(refuseAgain);
    };
    setImmediate(refuseAgain);
    const answer = await repairing;
    isDone = true;
    expect(must(answer).repaired).toBe(210);
  });

  it('finds nothing to do where nothing was refused so', async () => {
    const { call } = syncWindow();
    expect(must(await call('sync:repair-all', { reason: 'stock-short' }))).toEqual({ repaired: 0 });
  });
});
