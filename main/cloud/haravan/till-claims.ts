import { z } from 'zod';
import { type Envelope, failure, success } from '../../../contracts/errors/failure.ts';
import type { TillClaim } from '../../services/ports.ts';
import { type CloudTrouble, failureOf } from './answer.ts';
import type { HaravanClient } from './client.ts';
import { metafieldJson, mostCharacters, ownMetafields, writeMetafield } from './metafields.ts';

const key = 'tills';
const mostTurns = 4;

const claims = z.array(z.object({ tillId: z.string(), locationId: z.number(), tillNumber: z.number() }));

/**
 * Writes down in the shop's metafields which machine has which number at which branch, so that receipt numbers never meet. Read,
 * merged, written and read again, until the claim stands: another machine may have written at the same time, or the answer got lost.
 * A token that may not touch metafields does not keep a shop from selling.
 */
export async function claimTill(client: HaravanClient, claim: TillClaim): Promise<Envelope<null>> {
  let last: CloudTrouble | null = null;
  for (let turn = 1; turn <= mostTurns; turn += 1) {
    const fields = await ownMetafields(client);
    if (fields.kind !== 'ok') return tolerated(fields);
    const field = fields.value.find((candidate) => candidate.key === key);
    const parsed = claims.safeParse(metafieldJson(field) ?? []);
    const known = parsed.success ? parsed.data : [];
    if (known.some((other) => isRival(other, claim, turn > 1))) return failure('TILL_NUMBER_INVALID');
    if (known.some((own) => isSame(own, claim))) return success(null);
    const value = JSON.stringify([...known.filter((other) => other.tillId !== claim.tillId), claim]);
    if (value.length > mostCharacters) return success(null);
    const written = await writeMetafield(client, key, value, field);
    last = written.kind === 'ok' ? null : written;
    if (last !== null && last.kind !== 'unknown' && last.kind !== 'refused') return tolerated(last);
  }
  return last === null ? success(null) : tolerated(last);
}

/** Who was there first keeps a number; of two that wrote at the same time, the one both agree on. */
function isRival(other: TillClaim, claim: TillClaim, isWritten: boolean): boolean {
  return (
    other.tillId !== claim.tillId &&
    other.locationId === claim.locationId &&
    other.tillNumber === claim.tillNumber &&
    (!isWritten || other.tillId < claim.tillId)
  );
}

function isSame(own: TillClaim, claim: TillClaim): boolean {
  return (
    own.tillId === claim.tillId && own.locationId === claim.locationId && own.tillNumber === claim.tillNumber
  );
}

function tolerated(trouble: CloudTrouble): Envelope<null> {
  return trouble.kind === 'forbidden' ? success(null) : { ok: false, error: failureOf(trouble) };
}
