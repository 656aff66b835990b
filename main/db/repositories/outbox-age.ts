import type { DocumentKind, OutboxState } from '../../../domain/sync/outbox.ts';
import type { Reader } from '../store.ts';
import { type OutboxTally, outboxTally } from './outbox.ts';

/** Still to reach the cloud, by itself or with somebody's help. */
const unsent: readonly OutboxState[] = ['queued', 'sending', 'unknown', 'refused'];

export type OldestUnsent = { readonly kind: DocumentKind; readonly createdAt: number };

/** The document that waits longest; one search of an index for each kind and state there is, however long the queue. */
export function oldestUnsent(
  reader: Reader,
  tally: readonly OutboxTally[] = outboxTally(reader),
): OldestUnsent | null {
  const oldest = tally
    .filter(({ state }) => unsent.includes(state))
    .flatMap(({ kind, state }) => {
      const row = reader.get<{ created_at: number }>(
        `SELECT created_at FROM outbox WHERE state <> 'confirmed' AND state = $state AND kind = $kind
         ORDER BY sequence LIMIT 1`,
        { state, kind },
      );
      return row === undefined ? [] : [{ kind, createdAt: row.created_at }];
    });
  return oldest.toSorted((a, b) => a.createdAt - b.createdAt)[0] ?? null;
}
