import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { notFound, nowIso, type Shop, unprocessable } from '../context.ts';
import { idFrom } from '../query.ts';
import { get, run } from '../store.ts';

const taggable = [
  { plural: 'orders', table: 'shop_order', maxLength: 40, maxCount: Number.POSITIVE_INFINITY },
  { plural: 'products', table: 'product', maxLength: 255, maxCount: 250 },
  { plural: 'customers', table: 'customer', maxLength: 255, maxCount: Number.POSITIVE_INFINITY },
] as const;

const body = z.object({ tags: z.string() });

type ById = { Params: { id: string } };

/** The race-free way to add and remove tags; both answer with what is left. */
export function tagRoutes(app: FastifyInstance, shop: Shop): void {
  for (const { plural, table, maxLength, maxCount } of taggable) {
    const change = (id: number, next: (now: readonly string[]) => readonly string[]) => {
      const row = get<{ tags: string }>(shop.store, `SELECT tags FROM ${table} WHERE id = ?`, id);
      if (row === undefined) throw notFound();
      const tags = next(splitTags(row.tags)).join(',');
      checkedTags(tags, Number.POSITIVE_INFINITY, maxCount);
      run(shop.store, `UPDATE ${table} SET tags = ?, updated_at = ? WHERE id = ?`, tags, nowIso(shop), id);
      return { tags };
    };
    app.post<ById>(`/com/${plural}/:id/tags.json`, ({ params, body: sent }) => {
      const added = checkedTags(body.parse(sent).tags, maxLength);
      return change(idFrom(params.id), (now) => [...now, ...added.filter((tag) => !now.includes(tag))]);
    });
    app.delete<ById>(`/com/${plural}/:id/tags.json`, ({ params, body: sent }) => {
      const removed = splitTags(body.parse(sent).tags);
      return change(idFrom(params.id), (now) => now.filter((tag) => !removed.includes(tag)));
    });
  }
}

function splitTags(text: string): readonly string[] {
  return text
    .split(',')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');
}

/** @throws the API's refusal when a tag is too long, or there are too many. */
export function checkedTags(
  text: string,
  maxLength: number,
  maxCount = Number.POSITIVE_INFINITY,
): readonly string[] {
  const tags = splitTags(text);
  if (tags.length > maxCount) throw unprocessable('tags', `are too many (maximum is ${maxCount})`);
  if (tags.some((tag) => tag.length > maxLength)) {
    throw unprocessable('tags', `is too long (maximum is ${maxLength} characters)`);
  }
  return tags;
}
