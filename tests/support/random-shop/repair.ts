import type { Amendment } from '../../../domain/sync/amendment.ts';
import type { RefusalReason } from '../../../domain/sync/refusal.ts';
import { addAmendment } from '../../../main/db/repositories/amendments.ts';
import { entryById, moveEntry } from '../../../main/db/repositories/outbox.ts';
import type { MortalTill } from './mortal-till.ts';

type Refused = {
  readonly id: string;
  readonly document_id: string;
  readonly reason: RefusalReason;
  readonly reason_facts_json: string;
};

/** The first repair of each reason, as a person who presses Enter on every line of the list would do it. */
export function repairEverything(till: MortalTill): void {
  const writer = till.writer();
  const refused = writer.all<Refused>(
    "SELECT id, document_id, reason, reason_facts_json FROM outbox WHERE state = 'refused' ORDER BY sequence",
  );
  for (const entry of refused) {
    const found = entryById(writer, entry.id);
    if (found === undefined) throw new Error(`no entry ${entry.id}`);
    const amendment = amendmentFor(till, entry);
    writer.inTransaction(() => {
      if (amendment !== null)
        addAmendment(writer, entry.id, amendment, { staffId: 'staff-1', at: till.now() });
      moveEntry(writer, found, 'queued', { nextTryAt: 0 });
    });
  }
}

function amendmentFor(till: MortalTill, entry: Refused): Amendment | null {
  switch (entry.reason) {
    case 'product-gone':
      return { kind: 'free-lines', lineIds: JSON.parse(entry.reason_facts_json).lineIds };
    case 'customer-gone':
    case 'customer-not-sent':
      return { kind: 'customer', cloudId: null };
    case 'name-taken':
      return { kind: 'own-name' };
    case 'stock-short':
      return {
        kind: 'below-zero',
        variantIds: till
          .writer()
          .all<{ id: number }>('SELECT DISTINCT variant_id AS id FROM sale_line WHERE sale_id = ?', [
            entry.document_id,
          ])
          .map(({ id }) => id),
      };
    case 'phone-taken':
    case 'email-taken':
    case 'not-understood':
      return null;
  }
}
