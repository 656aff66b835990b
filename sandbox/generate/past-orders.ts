import type { Shop } from '../context.ts';
import { createOrder } from '../resources/create-order.ts';
import { settleEverything } from '../resources/settlement.ts';
import { all, readMeta, writeMeta } from '../store.ts';
import { branches } from './people.ts';
import { seededRandom } from './random.ts';

const minuteMs = 60_000;

/** Sales of before the shop's epoch, three minutes apart, for those who need a shop with a history. They moved no stock that is still there. */
export function placePastOrders(shop: Shop): void {
  const { store, options } = shop;
  const wanted = options.orders;
  if (wanted === 0 || readMeta(store, 'past_orders') !== undefined) return;
  const random = seededRandom(options.seed + 1);
  const sold = all<{ id: number; price: number }>(
    store,
    'SELECT id, price FROM variant ORDER BY id LIMIT 2000',
  );
  if (sold.length === 0) return;
  const epoch = Date.parse(options.epoch);
  let now = epoch;
  const past: Shop = { ...shop, clock: () => now, later: () => undefined };
  store.transaction(() => {
    const stock = store.prepare(
      'UPDATE stock SET on_hand = on_hand + ?, updated_at = ? WHERE variant_id = ? AND location_id = ?',
    );
    for (let index = 0; index < wanted; index += 1) {
      now = epoch - (wanted - index) * 3 * minuteMs;
      const lines = Array.from({ length: random.between(1, 3) }, () => {
        const goods = random.pick(sold);
        return { variant_id: goods.id, price: goods.price, quantity: random.between(1, 4) };
      });
      const locationId = random.pick(branches.slice(0, 2)).id;
      const amount = lines.reduce((sum, line) => sum + line.price * line.quantity, 0);
      createOrder(past, {
        line_items: lines,
        location_id: locationId,
        fulfillment_status: 'fulfilled',
        is_confirm: true,
        source: 'pos',
        transactions: [{ kind: 'capture', amount }],
      });
      settleEverything(past);
      for (const line of lines) stock.run(line.quantity, options.epoch, line.variant_id, locationId);
    }
    writeMeta(store, 'past_orders', String(wanted));
  })();
}
