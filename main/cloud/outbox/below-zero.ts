import { z } from 'zod';
import type { CloudAnswer } from '../haravan/answer.ts';
import type { OutboxWork } from './work.ts';

/**
 * The cloud refuses goods it counts none of where a variant's policy is `deny`. They have left the shop all the same, so that policy is
 * lifted for the moment of the order. Both ways are safe to do twice, and the way back is gone again before the order's money is
 * looked at, however often the till was killed in between.
 */
export async function letBelowZero(
  work: OutboxWork,
  variantIds: readonly number[],
): Promise<CloudAnswer<null>> {
  return setPolicy(work, variantIds, 'continue');
}

export async function notBelowZero(
  work: OutboxWork,
  variantIds: readonly number[],
): Promise<CloudAnswer<null>> {
  return setPolicy(work, variantIds, 'deny');
}

async function setPolicy(
  work: OutboxWork,
  variantIds: readonly number[],
  policy: 'continue' | 'deny',
): Promise<CloudAnswer<null>> {
  for (const id of variantIds) {
    const answer = await work.client
      .as('sale')
      .send('PUT', `/com/variants/${id}.json`, { variant: { id, inventory_policy: policy } }, z.unknown());
    // Goods deleted meanwhile have no policy to set.
    if (answer.kind !== 'ok' && answer.kind !== 'refused') return answer;
  }
  return { kind: 'ok', value: null };
}
