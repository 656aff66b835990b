import type { FastifyInstance } from 'fastify';
import type { Shop } from './context.ts';
import { shopName } from './generate/people.ts';
import { all, count } from './store.ts';

type OrderLine = { name: string; total_price: number; financial_status: string; created_at: string };

const subjects = [
  ['product', 'sản phẩm'],
  ['variant', 'phiên bản'],
  ['customer', 'khách hàng'],
  ['shop_order', 'đơn hàng'],
] as const;

/** A page for people: what is in the shop, and its last orders. */
export function pageRoutes(app: FastifyInstance, shop: Shop): void {
  app.get('/', (_request, reply) => {
    const counts = subjects.map(([table, word]) => `<li>${count(shop.store, table)} ${word}</li>`).join('');
    const orders = all<OrderLine>(
      shop.store,
      'SELECT name, total_price, financial_status, created_at FROM shop_order ORDER BY id DESC LIMIT 20',
    )
      .map((order) => [
        order.created_at,
        order.name,
        order.total_price.toLocaleString('vi-VN'),
        order.financial_status,
      ])
      .map((cells) => `<tr>${cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`)
      .join('');
    return reply
      .type('text/html; charset=utf-8')
      .send(
        `<!doctype html><html lang="vi"><meta charset="utf-8"><title>${shopName}</title><h1>${shopName}</h1><ul>${counts}</ul><table>${orders}</table></html>`,
      );
  });
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
