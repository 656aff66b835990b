import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { notFound, nowIso, type Shop, unprocessable } from '../context.ts';
import { add, addIdFilters, emptyWhere, given, idFrom, pageOf, type Query, whereText } from '../query.ts';
import { all, count, get, nextId, run } from '../store.ts';
import {
  type DiscountRow,
  discountFields,
  type RuleInput,
  ruleInput,
  storedRule,
} from './discount-fields.ts';
import { ownerId } from './users.ts';

const bodies = {
  discount: z
    .object({ discount: ruleInput.extend({ code: z.string().max(200).nullish() }) })
    .transform(({ discount }) => ({ title: discount.code, rule: ruleInput.parse(discount) })),
  promotion: z
    .object({ promotion: ruleInput.extend({ name: z.string().nullish() }) })
    .transform(({ promotion }) => ({ title: promotion.name, rule: ruleInput.parse(promotion) })),
};

const titleFields = { discount: 'code', promotion: 'name' } as const;

type Kind = DiscountRow['kind'];
type ById = { Params: { id: string }; Querystring: Query };

/** Coupons and automatic promotions. Nothing here works out a cart; lists hold only what is enabled. */
export function discountRoutes(app: FastifyInstance, shop: Shop): void {
  for (const kind of ['discount', 'promotion'] as const) {
    const list = `/com/${kind}s.json`;
    const one = `/com/${kind}s/:id.json`;
    app.get<ById>(list, ({ query }) => ({ [`${kind}s`]: enabled(shop, kind, query) }));
    app.get<ById>(one, ({ params }) => ({ [kind]: discountFields(shop, find(shop, params.id, kind)) }));
    // The examples answer 200, although they create something.
    app.post(list, ({ body }) => {
      const { title, rule } = bodies[kind].parse(body);
      const id = create(shop, kind, title?.trim() ?? '', rule);
      return { [kind]: discountFields(shop, find(shop, String(id), kind)) };
    });
    app.delete<ById>(one, ({ params }) => {
      run(shop.store, 'DELETE FROM discount WHERE id = ?', find(shop, params.id, kind).id);
      return {};
    });
  }
  for (const [word, isEnabled] of [
    ['enable', 1],
    ['disable', 0],
  ] as const) {
    // The same pair toggles promotions.
    app.put<ById>(`/com/discounts/:id/${word}.json`, ({ params }) => {
      const { id } = find(shop, params.id);
      const sql = 'UPDATE discount SET is_enabled = ?, updated_at = ? WHERE id = ?';
      run(shop.store, sql, isEnabled, nowIso(shop), id);
      return { discount: discountFields(shop, find(shop, params.id), 'discount') };
    });
  }
}

function enabled(shop: Shop, kind: Kind, query: Query) {
  const where = emptyWhere();
  add(where, 'kind = ? AND is_enabled = 1', kind);
  addIdFilters(where, query);
  const code = given(query, 'code');
  if (code !== undefined) add(where, 'folded = ?', folded(code));
  const { limit, offset } = pageOf(query);
  const sql = `SELECT * FROM discount ${whereText(where)} ORDER BY id DESC LIMIT ? OFFSET ?`;
  return all<DiscountRow>(shop.store, sql, ...where.values, limit, offset).map((row) =>
    discountFields(shop, row),
  );
}

function create(shop: Shop, kind: Kind, title: string, rule: RuleInput): number {
  const field = titleFields[kind];
  if (title === '') throw unprocessable(field, "can't be blank");
  const { store } = shop;
  if (
    kind === 'discount' &&
    count(store, "discount WHERE kind = 'discount' AND folded = ?", folded(title)) > 0
  ) {
    throw unprocessable(field, 'has already been taken');
  }
  if (rule.discount_type === 'percentage' && rule.value > 100) {
    throw unprocessable('value', 'is greater than 100');
  }
  const at = nowIso(shop);
  const endsAt = rule.ends_at == null ? Number.POSITIVE_INFINITY : Date.parse(rule.ends_at);
  if (endsAt <= Math.max(shop.clock(), Date.parse(rule.starts_at ?? at))) {
    throw unprocessable('ends_at', 'must be in the future and after starts_at');
  }
  const id = nextId(store, 'discount');
  const body = JSON.stringify({ ...storedRule(rule, at), create_user: ownerId(shop) });
  const sql = 'INSERT INTO discount VALUES (?, ?, ?, ?, 1, 0, ?, ?, ?)';
  run(store, sql, id, kind, title, folded(title), body, at, at);
  return id;
}

/** Codes are the same whatever their case. */
function folded(code: string): string {
  return code.trim().normalize('NFC').toLocaleLowerCase('vi');
}

/** Orders count the coupons they name; one that is used up or unknown is no reason to refuse an order. */
export function countUse(shop: Shop, code: string): void {
  const sql = "UPDATE discount SET times_used = times_used + 1 WHERE kind = 'discount' AND folded = ?";
  run(shop.store, sql, folded(code));
}

function find(shop: Shop, id: string, kind?: Kind): DiscountRow {
  const row = get<DiscountRow>(shop.store, 'SELECT * FROM discount WHERE id = ?', idFrom(id));
  if (row === undefined || (kind !== undefined && row.kind !== kind)) throw notFound();
  return row;
}
