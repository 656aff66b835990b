import { describe, expect, it } from 'vitest';
import {
  doubtEverythingSending,
  hasOutboxWork,
  moveEntry,
  nextDueEntry,
  nextWorkAt,
  noteOnEntry,
  unsettledEntries,
} from '../../../main/db/repositories/outbox.ts';
import { queueDocument } from '../../../main/db/repositories/outbox-queue.ts';
import { testNow, testTill } from '../../support/test-till.ts';

function outbox(...ids: string[]) {
  const { store } = testTill().till;
  for (const id of ids)
    queueDocument(store, { id, kind: 'sale', documentId: id, key: `till-1/${id}`, at: testNow });
  return store;
}

const due = (store: ReturnType<typeof outbox>, now = testNow) => {
  const entry = nextDueEntry(store, 'sale', now);
  if (entry === undefined) throw new Error('something is due');
  return entry;
};

describe('the outbox', () => {
  it('gives entries in the order they were queued', () => {
    const store = outbox('a', 'b');
    const first = due(store);
    expect(first.id).toBe('a');
    moveEntry(store, first, 'sending', { sentAt: testNow, tries: 1 });
    expect(due(store).id).toBe('b');
  });

  it('lets a refused entry stand aside, and a queued one wait for its time', () => {
    const store = outbox('a', 'b');
    const first = due(store);
    moveEntry(store, first, 'sending');
    moveEntry(store, { ...first, state: 'sending' }, 'refused', { lastAnswer: 'no' });
    noteOnEntry(store, due(store), { nextTryAt: testNow + 5_000 });
    expect(nextDueEntry(store, 'sale', testNow)).toBeUndefined();
    expect(nextWorkAt(store)).toBe(testNow + 5_000);
    expect(nextDueEntry(store, 'sale', testNow + 5_000)?.id).toBe('b');
  });

  it('does not let an entry wait for a time another clock wrote', () => {
    const store = outbox('a');
    noteOnEntry(store, due(store), { nextTryAt: testNow + 5_000 });
    // The clock was a day ahead when that was written.
    expect(nextDueEntry(store, 'sale', testNow - 86_400_000)?.id).toBe('a');
  });

  it('refuses a move its table does not have', () => {
    const store = outbox('a');
    const entry = due(store);
    expect(() => moveEntry(store, entry, 'set-aside')).toThrow(RangeError);
    expect(() => moveEntry(store, { ...entry, state: 'confirmed' }, 'queued')).toThrow(RangeError);
  });

  it('says when an entry is no longer where the caller saw it', () => {
    const store = outbox('a');
    const entry = due(store);
    expect(moveEntry(store, entry, 'sending')).toBe(true);
    expect(moveEntry(store, entry, 'sending')).toBe(false);
  });

  it('doubts everything that was on its way', () => {
    const store = outbox('a', 'b');
    moveEntry(store, due(store), 'sending');
    expect(doubtEverythingSending(store, testNow)).toBe(1);
    expect(due(store)).toMatchObject({ id: 'a', state: 'unknown', lookups: 0 });
  });

  it('has work until the money of its last entry is booked', () => {
    const store = outbox('a');
    const entry = due(store);
    moveEntry(store, entry, 'sending');
    moveEntry(store, { ...entry, state: 'sending' }, 'confirmed', { cloudId: 7, confirmedAt: testNow });
    expect(nextDueEntry(store, 'sale', testNow)).toBeUndefined();
    const confirmed = unsettledEntries(store, testNow, 1)[0];
    expect(confirmed?.cloud_id).toBe(7);
    expect(hasOutboxWork(store)).toBe(true);
    if (confirmed !== undefined) noteOnEntry(store, confirmed, { settled: true });
    expect(hasOutboxWork(store)).toBe(false);
    expect(nextWorkAt(store)).toBeNull();
  });
});
