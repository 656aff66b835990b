import { z } from 'zod';
import { type Envelope, success } from '../../../contracts/errors/failure.ts';
import type { CloudBranch, CloudShop, CloudUser, OpenShopCloud } from '../../services/ports.ts';
import { unpacedBudget } from '../unpaced-budget.ts';
import { type CloudAnswer, type CloudTrouble, failureOf } from './answer.ts';
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
  const budget = unpacedBudget(() => performance.now());
  const client = haravanClient({ baseUrl, token, budget, timeoutMs }).as('money');
  return {
    shop: async () => enveloped(await client.get('/com/shop.json', {}, shopAnswer)),
    branches: async () => enveloped(await client.get('/com/locations.json', {}, branchesAnswer)),
    users: async () => enveloped(await client.get('/com/users.json', {}, usersAnswer)),
    claimTill: (claim) => claimTill(client, claim),
    missingScopes: async () => {
      const answers = await Promise.all(
        scopeProbes.map(async ({ scope, path, query }) => ({
          scope,
          answer: await client.get(path, query, z.unknown()),
        })),
      );
      // A refusal of what was asked is an answer too: only the scope is of interest.
      const unclear = answers.find(({ answer }) => !['ok', 'refused', 'forbidden'].includes(answer.kind));
      if (unclear !== undefined) return enveloped<never>(unclear.answer as CloudTrouble);
      return success(answers.filter(({ answer }) => answer.kind === 'forbidden').map(({ scope }) => scope));
    },
  };
};

/** One harmless question for each kind of data a till lives on. `write` includes reading, so that is the one to ask the owner for. */
const scopeProbes = [
  { scope: 'com.write_products', path: '/com/products.json', query: { limit: 1, fields: 'id' } },
  {
    scope: 'com.write_inventories',
    path: '/com/inventory_locations.json',
    query: { location_ids: 1, variant_ids: 1 },
  },
  { scope: 'com.write_customers', path: '/com/customers.json', query: { limit: 1, fields: 'id' } },
  { scope: 'com.write_orders', path: '/com/orders.json', query: { limit: 1, fields: 'id' } },
] as const;

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
