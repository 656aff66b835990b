import { z } from 'zod';
import type { UploadDocument } from '../../db/repositories/upload-sale.ts';
import type { CloudAnswer } from '../haravan/answer.ts';
import { cloudId, cloudList } from '../haravan/wire.ts';
import type { Judged } from './courier.ts';
import type { OutboxWork } from './work.ts';

const idsACall = 50;

const variantsAnswer = z
  .object({ products: z.array(z.object({ id: cloudId, variants: cloudList(z.object({ id: cloudId })) })) })
  .transform(({ products }) => products.flatMap(({ variants }) => variants.map(({ id }) => id)));

/**
 * The cloud says that something an order names does not exist, and not what: asks for the customer and for the goods. Where all of it
 * is there, the refusal stays not understood.
 */
export async function whatIsGone(work: OutboxWork, document: UploadDocument): Promise<Judged> {
  const customer = document.sale.customer_cloud_id;
  if (customer !== null) {
    const exists = await customerExists(work, customer);
    if (exists.kind !== 'ok') return exists;
    if (!exists.value) return { kind: 'refuse', reason: 'customer-gone' };
  }
  const gone = await linesWithGoneGoods(work, document);
  if (gone.kind !== 'ok') return gone;
  if (gone.value.length === 0) return { kind: 'refuse', reason: 'not-understood' };
  return { kind: 'refuse', reason: 'product-gone', facts: { lineIds: gone.value } };
}

async function customerExists(work: OutboxWork, id: number): Promise<CloudAnswer<boolean>> {
  const answer = await work.client.as('sale').get(`/com/customers/${id}.json`, { fields: 'id' }, z.unknown());
  if (answer.kind === 'ok') return { kind: 'ok', value: true };
  return answer.kind === 'refused' ? { kind: 'ok', value: false } : answer;
}

/** Ids of the lines whose goods the cloud has no more. */
async function linesWithGoneGoods(
  work: Pick<OutboxWork, 'client'>,
  document: Pick<UploadDocument, 'lines'>,
): Promise<CloudAnswer<readonly string[]>> {
  const products = [...new Set(document.lines.flatMap((line) => line.product_id ?? []))];
  const there = new Set<number>();
  for (let start = 0; start < products.length; start += idsACall) {
    const answer = await work.client
      .as('sale')
      .get(
        '/com/products.json',
        { ids: products.slice(start, start + idsACall).join(','), fields: 'id,variants', limit: idsACall },
        variantsAnswer,
      );
    if (answer.kind !== 'ok') return answer;
    for (const id of answer.value) there.add(id);
  }
  const gone = document.lines.filter((line) => line.variant_id !== null && !there.has(line.variant_id));
  return { kind: 'ok', value: gone.map(({ id }) => id) };
}
