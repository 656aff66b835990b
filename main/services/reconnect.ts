import { appendJournal } from '../db/repositories/journal.ts';
import { type Envelope, failure, success } from './answer.ts';
import { checkedToken, keepToken } from './cloud-token.ts';
import { type Binding, readBinding } from './shop-settings.ts';
import type { Actor, Till } from './till.ts';

/**
 * Another token for the shop this till is bound to. Until it has proved good the old one stays, and whatever waits goes on waiting;
 * from then on sync works with the new one at once.
 */
export async function reconnect(
  till: Till,
  actor: Actor,
  request: { readonly token: string },
): Promise<Envelope<null>> {
  const bound = readBinding(till.store);
  if (bound === null) return failure('NOT_BOUND');
  const token = await checkedToken(till, request.token);
  if (!token.ok) return token;
  const good = await opensTheShop(till, bound, token.value);
  if (!good.ok) return good;
  const kept = await keepToken(till, token.value);
  if (!kept.ok) return kept;
  till.sync.tokenChanged();
  // The shop's other tills and PINs open with every token of the shop, once one till let the new one in.
  till.shopData.soon();
  appendJournal(till.store, {
    kind: 'token-replaced',
    at: till.clock(),
    staffId: actor.staffId,
    subjectId: bound.tillId,
    facts: {},
  });
  till.notify('app');
  return success(null);
}

/** The same shop, with this till's branch in reach and everything allowed that a till lives on. */
async function opensTheShop(till: Till, bound: Binding, token: string): Promise<Envelope<null>> {
  const cloud = till.openCloud({ baseUrl: bound.baseUrl, token });
  const shop = await cloud.shop();
  if (!shop.ok) return shop;
  if (shop.value.id !== bound.shopId)
    return failure('CLOUD_OTHER_SHOP', { found: shop.value.name, ours: bound.shopName });
  const branches = await cloud.branches();
  if (!branches.ok) return branches;
  if (!branches.value.some(({ id }) => id === bound.locationId))
    return failure('CLOUD_BRANCH_GONE', { branch: bound.branchName });
  const missing = await cloud.missingScopes();
  if (!missing.ok) return missing;
  return missing.value.length === 0
    ? success(null)
    : failure('CLOUD_SCOPE_MISSING', { scope: missing.value.join(', ') });
}
