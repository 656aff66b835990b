import { z } from 'zod';
import type { CloudAnswer } from './answer.ts';
import type { HaravanClient } from './client.ts';
import { cloudId, cloudText } from './wire.ts';

/** Where the till keeps the shop's own data that Haravan has no field for. */
const ownNamespace = 'quay';

/** The service keeps at most so many characters of one. */
export const mostCharacters = 80_000;

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

/** Writes one of our metafields of the shop: the one that is there, or a new one. Who wrote last stands; read it again to be sure. */
export function writeMetafield(
  client: HaravanClient,
  key: string,
  value: string,
  existing: Metafield | undefined,
): Promise<CloudAnswer<unknown>> {
  return existing === undefined
    ? client.send(
        'POST',
        '/com/metafields.json',
        { metafield: { namespace: ownNamespace, key, value, value_type: 'json' } },
        z.unknown(),
      )
    : client.send(
        'PUT',
        `/com/metafields/${existing.id}.json`,
        { metafield: { id: existing.id, value, value_type: 'json' } },
        z.unknown(),
      );
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
