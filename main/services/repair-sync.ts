import { type RefusalReason, type RepairKind, repairsFor } from '../../domain/sync/refusal.ts';
import { amendmentsOfRepair, linesToReplace, type Replacement } from '../../domain/sync/repair.ts';
import { inDurableSlices } from '../db/in-slices.ts';
import { addAmendment } from '../db/repositories/amendments.ts';
import { goodsByVariant } from '../db/repositories/goods.ts';
import { appendJournal } from '../db/repositories/journal.ts';
import { moveEntry } from '../db/repositories/outbox.ts';
import { type DecidableEntry, decidableEntry, refusedOf } from '../db/repositories/outbox-queue.ts';
import { trackedVariantsOfSale } from '../db/repositories/sales.ts';
import { type Envelope, failure, success } from './answer.ts';
import { refusalFacts } from './refusal-facts.ts';
import type { Actor, Till } from './till.ts';

/** Goods somebody picked for a line whose own are gone. */
export type PickedGoods = { readonly lineId: string; readonly variantId: number };

export type RepairRequest = {
  readonly entryId: string;
  readonly repair: RepairKind;
  readonly goods: readonly PickedGoods[];
};

/** Does with a refused document what its reason allows and sends it again. The document stays as it was made. */
export function repairEntry(till: Till, actor: Actor, request: RepairRequest): Envelope<null> {
  const answer = till.store.inTransaction(() => {
    const entry = decidableEntry(till.store, request.entryId);
    if (entry === undefined) return failure('OUTBOX_ENTRY_MISSING');
    if (entry.state !== 'refused') return failure('OUTBOX_NOT_REFUSED');
    return repair(till, actor, entry, request);
  });
  if (answer.ok) sendSoon(till);
  return answer;
}

/** Entries looked up at once for `repairAll`. */
const batch = 200;

/** The usual repair for every entry that was refused for a reason, each once, in slices that let the till go on selling. */
export async function repairAll(
  till: Till,
  actor: Actor,
  reason: RefusalReason,
): Promise<Envelope<{ readonly repaired: number }>> {
  const [usual] = repairsFor[reason];
  let repaired = 0;
  // What is refused again meanwhile lies behind, so that it is not repaired for ever.
  let after = 0;
  while (usual !== undefined) {
    const entries = refusedOf(till.store, reason, after, batch);
    await inDurableSlices(till.store, entries, ({ id }) => {
      const entry = decidableEntry(till.store, id);
      // Somebody else may have dealt with it between two slices.
      if (entry?.state !== 'refused' || entry.reason !== reason) return;
      if (repair(till, actor, entry, { repair: usual, goods: [] }).ok) repaired += 1;
    });
    const last = entries.at(-1);
    if (last === undefined || entries.length < batch) break;
    after = last.sequence;
  }
  if (repaired > 0) sendSoon(till);
  return success({ repaired });
}

function repair(
  till: Till,
  actor: Actor,
  entry: DecidableEntry,
  request: Omit<RepairRequest, 'entryId'>,
): Envelope<null> {
  const { store } = till;
  const reason = entry.reason ?? 'not-understood';
  if (!repairsFor[reason].includes(request.repair)) return failure('REPAIR_UNFIT');
  const facts = refusalFacts(entry.reason_facts_json);
  const replacements = replacementsFor(till, linesToReplace(request.repair, facts), request.goods);
  if (!replacements.ok) return replacements;
  const at = till.clock();
  const amendments = amendmentsOfRepair[request.repair]({
    facts,
    trackedVariants: trackedVariantsOfSale(store, entry.document_id),
    replacements: replacements.value,
  });
  for (const amendment of amendments)
    addAmendment(store, entry.id, amendment, { staffId: actor.staffId, at });
  moveEntry(store, entry, 'queued', { nextTryAt: at, lookups: 0 });
  appendJournal(store, {
    kind: 'sync-repaired',
    at,
    staffId: actor.staffId,
    subjectId: entry.document_id,
    facts: { entry: entry.id, reason, repair: request.repair },
  });
  return success(null);
}

/** Goods for each line that needs some, and for no other. */
function replacementsFor(
  till: Till,
  lineIds: readonly string[],
  picked: readonly PickedGoods[],
): Envelope<readonly Replacement[]> {
  const byLine = new Map(picked.map(({ lineId, variantId }) => [lineId, variantId]));
  const replacements: Replacement[] = [];
  for (const lineId of lineIds) {
    const variantId = byLine.get(lineId);
    if (variantId === undefined) return failure('REPAIR_GOODS_NEEDED');
    const goods = goodsByVariant(till.store, variantId, 0);
    if (goods === undefined) return failure('GOODS_MISSING');
    replacements.push({ lineId, productId: goods.product_id, variantId, title: goods.name });
  }
  return picked.length === lineIds.length && byLine.size === lineIds.length
    ? success(replacements)
    : failure('INPUT_INVALID', { where: 'sync:repair.goods' });
}

function sendSoon(till: Till): void {
  till.sync.wake();
  till.notify('app');
}
