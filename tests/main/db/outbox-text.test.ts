import { describe, expect, it } from 'vitest';
import { findInOutbox, walkOutbox } from '../../../main/db/repositories/outbox-list.ts';
import { counterOf } from '../../support/counter.ts';
import { shopCloud, syncedTill } from '../../support/synced-till.ts';

const anything = { stage: null, kind: null, from: null, to: null } as const;

describe('the search among documents on their way to the cloud', () => {
  it('finds a customer’s by the phone they have now, from the first document on, and by no former one', async () => {
    const till = syncedTill(await shopCloud({ products: 1 }));
    const { writer } = till.store;
    const counter = counterOf(till);
    const { id } = counter.made({ name: 'Nguyễn Thị Lan', phone: '0987654321' });
    counter.made({ name: 'Trần Văn Hùng', phone: '0912000111' });
    counter.edit(id, { phone: '0911222333' });
    const both = (term: string) => [
      findInOutbox(writer, [term], anything, 50).found,
      walkOutbox(writer, [term], anything, null, 50).found,
    ];
    expect(both('0911222333')).toEqual([
      [3, 1],
      [3, 1],
    ]);
    expect(both('0987654321')).toEqual([[], []]);
    expect(both('0912000111')).toEqual([[2], [2]]);
  });
});
