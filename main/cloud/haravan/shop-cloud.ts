import { z } from 'zod';
import { type Envelope, failure, success } from '../../../contracts/errors/failure.ts';
import type { CloudAddress, ShopCloud, TillClaim } from '../../services/ports.ts';
import { apiBudget } from '../api-budget.ts';
import { type Call, type Failed, haravanClient } from './client.ts';
import { locationsAnswer, metafieldAnswer, metafieldsAnswer, shopAnswer, usersAnswer } from './shapes.ts';

const claims = z.array(z.object({ tillId: z.string(), locationId: z.number(), tillNumber: z.number() }));

/** The shop's cloud as set-up needs it. */
export function openShopCloud(address: CloudAddress): ShopCloud {
  const client = haravanClient(address, apiBudget());
  const ask = async <T>(call: Omit<Call<T>, 'priority'>, scope: string): Promise<Envelope<T>> => {
    const outcome = await client.call({ ...call, priority: 'sale' });
    return outcome.kind === 'ok' ? success(outcome.value) : explainFailed(outcome, scope);
  };
  const get = <T>(path: string, answer: z.ZodType<T>, scope: string) =>
    ask({ method: 'GET', path, answer }, scope);
  return {
    shop: async () => {
      const answer = await get('/shop.json', shopAnswer, 'com.read_shop');
      return answer.ok ? success({ ...answer.value.shop, address: answer.value.shop.address1 }) : answer;
    },
    branches: async () => {
      const answer = await get('/locations.json', locationsAnswer, 'com.read_shop');
      if (!answer.ok) return answer;
      const selling = answer.value.locations.filter(
        (place) =>
          (place.type || place.location_type) !== 'ontheroad' && place.is_unavailable_quantity !== true,
      );
      return success(
        selling.map((place) => ({
          id: place.id,
          name: place.name.normalize('NFC'),
          address: place.address1,
        })),
      );
    },
    users: async () => {
      const answer = await get('/users.json', usersAnswer, 'com.read_shop');
      if (!answer.ok) return answer;
      return success(
        answer.value.users.map((user) => ({
          id: user.id,
          // Vietnamese names put the family name first: last_name, then first_name.
          name: `${user.last_name} ${user.first_name}`.normalize('NFC').trim() || user.email,
          isAccountOwner: user.account_owner === true,
        })),
      );
    },
    claimTill: async (claim) => {
      const known = await get('/metafields.json?namespace=quay&key=tills', metafieldsAnswer, 'metafields');
      if (!known.ok) return known.error.code === 'CLOUD_SCOPE_MISSING' ? success(null) : known;
      // The namespace filter may be ignored, so it is applied again here.
      const field = known.value.metafields.find((item) => item.namespace === 'quay' && item.key === 'tills');
      const others = readClaims(field?.value).filter((other) => other.tillId !== claim.tillId);
      if (
        others.some((other) => other.locationId === claim.locationId && other.tillNumber === claim.tillNumber)
      ) {
        return failure('TILL_NUMBER_INVALID');
      }
      const metafield = {
        namespace: 'quay',
        key: 'tills',
        value: JSON.stringify([...others, claim]),
        value_type: 'json',
      };
      const written = await ask(
        field === undefined
          ? { method: 'POST', path: '/metafields.json', body: { metafield }, answer: metafieldAnswer }
          : {
              method: 'PUT',
              path: `/metafields/${field.id}.json`,
              body: { metafield },
              answer: metafieldAnswer,
            },
        'metafields',
      );
      return written.ok || written.error.code === 'CLOUD_SCOPE_MISSING' ? success(null) : written;
    },
  };
}

function readClaims(value: string | undefined): readonly TillClaim[] {
  try {
    return claims.parse(JSON.parse(value ?? '[]'));
  } catch {
    return [];
  }
}

/** A failed call as the person at the till should hear of it. */
export function explainFailed(outcome: Failed, scope: string): Envelope<never> {
  switch (outcome.kind) {
    case 'unauthorised':
      return failure('CLOUD_TOKEN_REFUSED');
    case 'forbidden':
      return failure('CLOUD_SCOPE_MISSING', { scope });
    case 'throttled':
      return failure('CLOUD_BUSY');
    case 'refused':
      return outcome.status === 404
        ? failure('CLOUD_ANSWER_STRANGE', { where: '404' })
        : failure('CLOUD_REFUSED', { reason: outcome.reason });
    case 'strange':
      return failure('CLOUD_ANSWER_STRANGE', { where: outcome.where });
    case 'unreachable':
    case 'unknown':
      return failure('CLOUD_UNREACHABLE');
  }
}
