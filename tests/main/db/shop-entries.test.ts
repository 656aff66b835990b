import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { migrate } from '../../../main/db/migrate.ts';
import { shopRecord, writeShopEntry } from '../../../main/db/repositories/shop-entries.ts';
import { openStore } from '../../../main/db/store.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const entry = (value: number, at = value) => ({ value, stamp: { at, count: 0, till: 'till-1' } });

describe('the shop’s record', () => {
  it('is read as it is at one moment, though it takes several turns and somebody changes it meanwhile', async () => {
    const store = openStore(join(tempFolder(), 'quay.db'));
    migrate(store);
    const { writer } = store;
    writer.inTransaction(() => {
      for (let key = 1_000; key < 2_200; key += 1) writeShopEntry(writer, `k${key}`, entry(key));
    });
    const reading = shopRecord(writer);
    // Behind what was read first, and before what comes last: half of it would be told.
    writer.inTransaction(() => {
      writeShopEntry(writer, 'k1000', entry(1, 9_000));
      writeShopEntry(writer, 'k2199', entry(1, 9_000));
    });
    const record = await reading;
    expect(record.size).toBe(1_200);
    expect([record.get('k1000')?.value, record.get('k2199')?.value]).toEqual([1, 1]);
    // And what was given out stays as it was.
    writeShopEntry(writer, 'k1001', entry(2, 9_001));
    expect(record.get('k1001')?.value).toBe(1_001);
    expect((await shopRecord(writer)).get('k1001')?.value).toBe(2);
    store.close();
  });
});
