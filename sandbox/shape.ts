import type { FastifyInstance } from 'fastify';
import type { Shop } from './context.ts';
import type { Faults } from './faults.ts';

/** Ways an answer may look that no example shows and no client may mind. */
export function installShapes(app: FastifyInstance, shop: Shop): void {
  const { faults } = shop;
  app.addHook('preSerialization', async (request, reply, payload) =>
    request.url.startsWith('/com/') && reply.statusCode < 400 && isOddlyShaped(faults)
      ? shaped(payload, '', faults)
      : payload,
  );
  // A blank filter is dropped where it is read; one that must find nothing becomes a value that nothing has.
  app.addHook('preHandler', async (request) => {
    if (faults.blankFilterRows || typeof request.query !== 'object' || request.query === null) return;
    const blanks = Object.entries(request.query).filter(
      ([name, value]) => value === '' && !paging.includes(name),
    );
    Object.assign(request.query, Object.fromEntries(blanks.map(([name]) => [name, '\u0000'])));
  });
}

const paging = ['page', 'limit', 'order', 'direction', 'fields', 'status'];

function isOddlyShaped(faults: Faults): boolean {
  const { unknownFields, numbersAsStrings, idsAsStrings, datesWithoutZ, duplicateSkus, nullSkus } = faults;
  return unknownFields || numbersAsStrings || idsAsStrings || datesWithoutZ || duplicateSkus + nullSkus > 0;
}

const moneyFields = new Set([
  'price',
  'compare_at_price',
  'price_original',
  'price_promotion',
  'actual_price',
  'total_discount',
  'amount',
  'subtotal_price',
  'total_line_items_price',
  'total_discounts',
  'total_tax',
  'total_price',
  'total_spent',
  'total_paid',
  'cod_amount',
  'real_shipping_fee',
  'minimum_order_amount',
  'cost_amount',
  'total_cost',
  'ma_cost_amount',
]);

const unknown = { x_undocumented: { since: '2027', flags: [1, 'hai', null] }, x_undocumented_flag: true };
const isoTime = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

function shaped(value: unknown, name: string, faults: Faults): unknown {
  if (Array.isArray(value)) return value.map((item) => shaped(item, name, faults));
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(withOddSku(value, faults)).map(
      ([key, inner]) => [key, shaped(inner, key, faults)] as const,
    );
    return { ...Object.fromEntries(entries), ...(faults.unknownFields ? unknown : {}) };
  }
  if (typeof value === 'number') {
    if (faults.numbersAsStrings && moneyFields.has(name)) return value.toFixed(4);
    return faults.idsAsStrings && /(^|_)ids?$/.test(name) ? String(value) : value;
  }
  return faults.datesWithoutZ && typeof value === 'string' && isoTime.test(value)
    ? value.slice(0, -1)
    : value;
}

/** Only variants have units. */
function withOddSku(value: object, faults: Faults): object {
  if (!('variant_units' in value) || !('id' in value) || typeof value.id !== 'number') return value;
  const isHit = (every: number, id: number) => every > 0 && id % every === 0;
  if (isHit(faults.nullSkus, value.id)) return { ...value, sku: null };
  return isHit(faults.duplicateSkus, value.id) ? { ...value, sku: 'TRUNG-MA' } : value;
}
