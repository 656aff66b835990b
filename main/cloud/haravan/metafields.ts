import { z } from 'zod';
import type { CloudAnswer } from './answer.ts';
import type { HaravanClient } from './client.ts';
import { cloudId, cloudText } from './wire.ts';

/** Where the till keeps the shop's own data that Haravan has no field for. */
export const ownNamespace = 'quay';

const metafield = z.object({ id: cloudId, namespace: cloudText, key: cloudText, value: cloudText });

export type Metafield = z.output<typeof metafield>;

const list = z.object({ metafields: z.array(metafield) }).transform(({ metafields }) => metafields);
const mostPages = 20;

/** The shop's metafields of our namespace. The filter may be ignored by the service, so it is applied here again. */
export async function ownMetafields(client: HaravanClient): Promise<CloudAnswer<readonly Metafield[]>> {
  const found: Metafield[] = [];
  let pageSize = 0;
  for (let page = 1; page <= mostPages; page += 1) {
    const answer = await client.get(
      '/com/metafields.json',
      { namespace: ownNamespace, limit: 50, page },
      list,
    );
    if (answer.kind !== 'ok') return answer;
    found.push(...answer.value);
    // How long a full page is, is learned from the first one.
    if (page === 1) pageSize = answer.value.length;
    if (answer.value.length === 0 || answer.value.length < Math.max(pageSize, 50)) break;
  }
  return { kind: 'ok', value: found.filter((field) => field.namespace === ownNamespace) };
}

/** A metafield's JSON; undefined when it is none. */
export function metafieldJson(field: Metafield | undefined): unknown {
  if (field === undefined) return undefined;
  try {
    return JSON.parse(field.value);
  } catch {
    return undefined;
  }
}
