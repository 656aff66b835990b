import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { migrate } from '../../../main/db/migrate.ts';
import { findCustomers } from '../../../main/db/repositories/customer-search.ts';
import { findGoods } from '../../../main/db/repositories/goods.ts';
import { inBulk, mergeSearchIndex, searchIndexes } from '../../../main/db/repositories/search-index.ts';
import { openStore, type Store } from '../../../main/db/store.ts';
import { fillGoods } from '../../support/fill-goods.ts';
import { tempFolder } from '../../support/temp-folder.ts';

function newStore(version?: number): Store {
  const store = openStore(join(tempFolder(), 'quay.db'));
  migrate(store, version);
  return store;
}

const found = ({ writer }: Store, word: string) => findGoods(writer, [word]).map((row) => row.variant_id);
const goods = (variantId: number, name: string) => ({ variantId, name, price: 1000 });
const insertCustomer = ({ writer }: Store, id: string, text: string) =>
  writer.run("INSERT INTO customer (id, name, phone, search_text, updated_at) VALUES (?, ?, '', ?, 0)", [
    id,
    text,
    text,
  ]);

describe('the search indexes', () => {
  it('know what was written in bulk: new, renamed and removed, by long words and short ones', () => {
    const store = newStore();
    const { writer } = store;
    fillGoods(writer, [goods(1, 'Nước mắm'), goods(2, 'Trà xanh'), goods(3, 'Gạo thơm')]);
    inBulk(writer, () => {
      fillGoods(writer, [goods(4, 'Nước tương'), goods(5, 'Mì gói')]);
      writer.run("UPDATE goods SET search_text = 'bia lon' WHERE variant_id = 2");
      writer.run("UPDATE goods SET search_text = 'mien dong' WHERE variant_id = 5");
      writer.run('DELETE FROM goods WHERE variant_id = 3');
      insertCustomer(store, 'c', 'tran thi lan');
    });
    expect([found(store, 'nuoc'), found(store, 'xanh'), found(store, 'gao')]).toEqual([[1, 4], [], []]);
    expect([found(store, 'bia'), found(store, 'mien'), found(store, 'mi'), found(store, 'tr')]).toEqual([
      [2],
      [5],
      [5],
      [],
    ]);
    expect(findCustomers(writer, ['lan'], 5).map((row) => row.id)).toEqual(['c']);
    store.close();
  });

  it('go on by themselves after bulk work, also after bulk work that failed', () => {
    const store = newStore();
    const { writer } = store;
    expect(() =>
      inBulk(writer, () => {
        fillGoods(writer, [goods(1, 'Nước mắm')]);
        throw new Error('no');
      }),
    ).toThrow('no');
    fillGoods(writer, [goods(2, 'Nước tương')]);
    insertCustomer(store, 'c', 'tran thi lan');
    expect(found(store, 'nuoc')).toEqual([2]);
    expect(findCustomers(writer, ['lan'], 5).map((row) => row.id)).toEqual(['c']);
    store.close();
  });

  it('find the same after their pieces were joined in steps', () => {
    const store = newStore();
    const { writer } = store;
    for (let id = 1; id <= 200; id += 1)
      inBulk(writer, () => fillGoods(writer, [goods(id, `Hàng số ${id}`)]));
    let steps = 0;
    for (const index of searchIndexes) while (mergeSearchIndex(writer, index)) steps += 1;
    expect(steps).toBeGreaterThanOrEqual(searchIndexes.length - 1);
    expect(found(store, 'hang')).toHaveLength(200);
    expect(found(store, '177')).toEqual([177]);
    for (const index of searchIndexes)
      writer.run(`INSERT INTO ${index} (${index}) VALUES ('integrity-check')`);
    store.close();
  });

  it('of an older database keep what they know', () => {
    const store = newStore(20);
    fillGoods(store.writer, [goods(1, 'Nước mắm')]);
    store.writer.run(
      "INSERT INTO customer (id, cloud_id, name, phone, search_text, updated_at) VALUES ('c', 7, 'Lan', '', 'lan anh', 0)",
    );
    store.writer.run("INSERT INTO pull_progress VALUES ('stock', 1, 1, 0, NULL, '123', 0, 77)");
    migrate(store);
    inBulk(store.writer, () =>
      store.writer.run("UPDATE goods SET search_text = 'muoi tom' WHERE variant_id = 1"),
    );
    expect([found(store, 'nuoc'), found(store, 'muoi')]).toEqual([[], [1]]);
    expect(findCustomers(store.writer, ['lan'], 5).map((row) => row.id)).toEqual(['c']);
    expect(store.writer.get("SELECT pulled_at FROM pull_progress WHERE kind = 'stock'")).toEqual({
      pulled_at: 77,
    });
    store.close();
  });
});
