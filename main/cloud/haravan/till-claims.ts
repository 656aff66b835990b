import { z } from 'zod';
import { type Envelope, failure, success } from '../../../contracts/errors/failure.ts';
import type { TillClaim } from '../../services/ports.ts';
import { type CloudTrouble, failureOf } from './answer.ts';
import type { HaravanClient } from './client.ts';
import { metafieldJson, ownMetafields, ownNamespace } from './metafields.ts';

const key = 'tills';
/** The service keeps at most 80,000 characters of a metafield. */
const maxLength = 80_000;

const claims = z.array(z.object({ tillId: z.string(), locationId: z.number(), tillNumber: z.number() }));

/**
 * Writes down in the shop's metafields which machine has which number at which branch, so that receipt numbers never meet. Read,
 * merged and written back; a token that may not touch metafields does not keep a shop from selling.
 */
export async function claimTill(client: HaravanClient, claim: TillClaim): Promise<Envelope<null>> {
  const fields = await ownMetafields(client);
  if (fields.kind !== 'ok') return tolerated(fields);
  const field = fields.value.find((candidate) => candidate.key === key);
  const parsed = claims.safeParse(metafieldJson(field) ?? []);
  const known = parsed.success ? parsed.data : [];
  const isTaken = known.some(
    (other) =>
      other.tillId !== claim.tillId &&
      other.locationId === claim.locationId &&
      other.tillNumber === claim.tillNumber,
  );
  if (isTaken) return failure('TILL_NUMBER_INVALID');
  const value = JSON.stringify([...known.filter((other) => other.tillId !== claim.tillId), claim]);
  if (value.length > maxLength) return success(null);
  const written = await (field === undefined
    ? client.send(
        'POST',
        '/com/metafields.json',
        { metafield: { namespace: ownNamespace, key, value, value_type: 'json' } },
        z.unknown(),
      )
    : client.send(
        'PUT',
        `/com/metafields/${field.id}.json`,
        { metafield: { id: field.id, value, value_type: 'json' } },
        z.unknown(),
      ));
  return written.kind === 'ok' ? success(null) : tolerated(written);
}

function tolerated(trouble: CloudTrouble): Envelope<null> {
  return trouble.kind === 'forbidden' ? success(null) : { ok: false, error: failureOf(trouble) };
}
