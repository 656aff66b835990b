import { z } from 'zod';
import { type Envelope, success } from '../../../contracts/errors/failure.ts';
import type { CloudBranch, CloudShop, CloudUser, OpenShopCloud } from '../../services/ports.ts';
import { createApiBudget } from '../api-budget.ts';
import { seededSpread } from '../seeded-spread.ts';
import { type CloudAnswer, failureOf } from './answer.ts';
import { haravanClient } from './client.ts';
import { claimTill } from './till-claims.ts';
import { cloudFlag, cloudId, cloudList, cloudText } from './wire.ts';

/** Somebody waits in front of the screen. */
const timeoutMs = 15_000;

const shopAnswer = z
  .object({
    shop: z.object({
      id: cloudId,
      name: cloudText,
      address1: cloudText,
      district: cloudText,
      city: cloudText,
      province: cloudText,
      phone: cloudText,
    }),
  })
  .transform(
    ({ shop }): CloudShop => ({
      id: shop.id,
      name: shop.name.normalize('NFC'),
      address: addressOf(shop.address1, shop.district, shop.province || shop.city),
      phone: shop.phone,
    }),
  );

const branchesAnswer = z
  .object({
    locations: cloudList(
      z.object({
        id: cloudId,
        name: cloudText,
        type: cloudText,
        is_unavailable_quantity: cloudFlag,
        address1: cloudText,
        ward: cloudText,
        district: cloudText,
        province: cloudText,
      }),
    ),
  })
  .transform(({ locations }): readonly CloudBranch[] =>
    locations
      .filter((location) => location.type !== 'ontheroad' && !location.is_unavailable_quantity)
      .map((location) => ({
        id: location.id,
        name: location.name.normalize('NFC'),
        address: addressOf(location.address1, location.ward, location.district, location.province),
      })),
  );

const usersAnswer = z
  .object({
    users: cloudList(
      z.object({
        id: cloudId,
        first_name: cloudText,
        last_name: cloudText,
        email: cloudText,
        account_owner: cloudFlag,
      }),
    ),
  })
  .transform(({ users }): readonly CloudUser[] =>
    users.map((user) => ({
      id: user.id,
      name: personName(user.last_name, user.first_name) || user.email || `#${user.id}`,
      isAccountOwner: user.account_owner,
    })),
  );

/** The shop's cloud for set-up: the token is the one just typed in, not yet the one kept. */
export const openShopCloud: OpenShopCloud = ({ baseUrl, token }) => {
  const budget = createApiBudget({ clock: () => performance.now(), spread: seededSpread(1) });
  const client = haravanClient({ baseUrl, token, budget, timeoutMs }).as('money');
  return {
    shop: async () => enveloped(await client.get('/com/shop.json', {}, shopAnswer)),
    branches: async () => enveloped(await client.get('/com/locations.json', {}, branchesAnswer)),
    users: async () => enveloped(await client.get('/com/users.json', {}, usersAnswer)),
    claimTill: (claim) => claimTill(client, claim),
  };
};

/** Family and middle names come first here. */
export function personName(lastName: string, firstName: string): string {
  return `${lastName} ${firstName}`.normalize('NFC').replace(/\s+/g, ' ').trim();
}

function enveloped<T>(answer: CloudAnswer<T>): Envelope<T> {
  return answer.kind === 'ok' ? success(answer.value) : { ok: false, error: failureOf(answer) };
}

/** Parts that the address line does not already name. */
function addressOf(line: string, ...places: readonly string[]): string {
  const missing = places.filter((place) => place !== '' && !line.includes(place));
  return [line, ...missing]
    .filter((part) => part !== '')
    .join(', ')
    .normalize('NFC');
}
