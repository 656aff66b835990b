import type { Amendment } from '../../domain/sync/amendment.ts';
import { addAmendment } from '../../main/db/repositories/amendments.ts';
import { entryById, moveEntry } from '../../main/db/repositories/outbox.ts';
import type { Sandbox } from '../../sandbox/start.ts';
import type { SyncedTill } from './synced-till.ts';

/** A call to the cloud as the shop's own back office makes it. */
export async function backOffice<T>(
  sandbox: Sandbox,
  method: 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<T> {
  const response = await fetch(`${sandbox.url}${path}`, {
    method,
    headers: { Authorization: `Bearer ${sandbox.token}`, 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok)
    throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as T;
}

/** What a repair leaves in the store: an amendment, and the entry back in the queue. */
export function amendAndSendAgain(till: SyncedTill, entryId: string, amendment: Amendment): void {
  const { writer } = till.store;
  const entry = entryById(writer, entryId);
  if (entry === undefined) throw new Error(`no entry ${entryId}`);
  writer.inTransaction(() => {
    addAmendment(writer, entryId, amendment, { staffId: 'staff-1', at: Date.now() });
    moveEntry(writer, entry, 'queued', { nextTryAt: 0 });
  });
}

export type RefusedEntry = {
  readonly id: string;
  readonly reason: string;
  readonly reason_facts_json: string;
  readonly last_answer: string;
};

export function refusedEntries(till: SyncedTill): readonly RefusedEntry[] {
  return till.store.writer.all<RefusedEntry>(
    "SELECT id, reason, reason_facts_json, last_answer FROM outbox WHERE state = 'refused' ORDER BY sequence",
  );
}
