import { type RefusalFacts, type RefusalReason, repairsFor } from '../../../domain/sync/refusal.ts';
import { amendmentsOfRepair } from '../../../domain/sync/repair.ts';
import { addAmendment } from '../../../main/db/repositories/amendments.ts';
import { entryById, moveEntry } from '../../../main/db/repositories/outbox.ts';
import { trackedVariantsOfSale } from '../../../main/db/repositories/sales.ts';
import type { MortalTill } from './mortal-till.ts';

type Refused = {
  readonly id: string;
  readonly document_id: string;
  readonly reason: RefusalReason;
  readonly reason_facts_json: string;
};

/**
 * Repairs all that is refused, as a person would who tries the first way, then the next, and chooses nothing by hand. False when nothing
 * was.
 */
export function repairEverything(till: MortalTill, attempt: number): boolean {
  const writer = till.writer();
  const refused = writer.all<Refused>(
    "SELECT id, document_id, reason, reason_facts_json FROM outbox WHERE state = 'refused' ORDER BY sequence",
  );
  for (const entry of refused) {
    const found = entryById(writer, entry.id);
    if (found === undefined) throw new Error(`no entry ${entry.id}`);
    const ways = repairsFor[entry.reason].filter((way) => way !== 'as-other-goods');
    const amendments = amendmentsOfRepair[ways[attempt % ways.length] ?? 'send-again']({
      facts: JSON.parse(entry.reason_facts_json) as RefusalFacts,
      trackedVariants: trackedVariantsOfSale(writer, entry.document_id),
      replacements: [],
    });
    writer.inTransaction(() => {
      for (const amendment of amendments)
        addAmendment(writer, entry.id, amendment, { staffId: 'staff-1', at: till.now() });
      moveEntry(writer, found, 'queued', { nextTryAt: 0 });
    });
  }
  return refused.length > 0;
}
