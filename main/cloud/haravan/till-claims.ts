import { z } from 'zod';
import { type Envelope, failure, success } from '../../../contracts/errors/failure.ts';
import type { TillClaim } from '../../services/ports.ts';
import { pause } from '../wait.ts';
import { type CloudTrouble, failureOf } from './answer.ts';
import type { HaravanClient } from './client.ts';
import { metafieldJson, mostCharacters, ownMetafields, writeMetafield } from './metafields.ts';

const key = 'tills';
const mostTurns = 4;

const claims = z.array(z.object({ tillId: z.string(), locationId: z.number(), tillNumber: z.number() }));

/**
 * Writes down in the shop's metafields which machine has which number at which branch, so that receipt numbers never meet. Read,
 * merged, written and, once whoever wrote at the same time must have written too, read again until the claim stands: another machine
 * may have written over it, or the answer got lost. A token that may not touch metafields does not keep a shop from selling.
 */
export async function claimTill(client: HaravanClient, claim: TillClaim): Promise<Envelope<null>> {
  let last: CloudTrouble | null = null;
  for (let turn = 1; turn <= mostTurns; turn += 1) {
    const startedAt = performance.now();
    const fields = await ownMetafields(client);
    if (fields.kind !== 'ok') return tolerated(fields);
    // Two machines that saw no list each began one: then there are two, and the older one is everybody's first.
    const lists = fields.value.filter((field) => field.key === key).sort((a, b) => a.id - b.id);
    const known = lists.flatMap((field) => claims.safeParse(metafieldJson(field)).data ?? []);
    // Who stands there first keeps the number. Who was written over and finds another one in his place was too late.
    const holder = known.find((one) => isSameNumber(one, claim));
    if (holder !== undefined && holder.tillId !== claim.tillId) return failure('TILL_NUMBER_INVALID');
    if (holder !== undefined) return success(null);
    const value = JSON.stringify([...known.filter((other) => other.tillId !== claim.tillId), claim]);
    if (value.length > mostCharacters) return success(null);
    const written = await writeMetafield(client, key, value, lists[0]);
    last = written.kind === 'ok' ? null : written;
    if (last !== null && last.kind !== 'unknown' && last.kind !== 'refused') return tolerated(last);
    await pause(settleFactor * (performance.now() - startedAt) + settleMs);
  }
  return last === null ? success(null) : tolerated(last);
}

/** Whoever read before this claim was written writes within about the time it took here; several times that, for a slower line. */
const [settleFactor, settleMs] = [3, 100];

function isSameNumber(one: TillClaim, other: TillClaim): boolean {
  return one.locationId === other.locationId && one.tillNumber === other.tillNumber;
}

function tolerated(trouble: CloudTrouble): Envelope<null> {
  return trouble.kind === 'forbidden' ? success(null) : { ok: false, error: failureOf(trouble) };
}
