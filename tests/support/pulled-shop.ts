import type { Writer } from '../../main/db/store.ts';
import type { Sandbox } from '../../sandbox/start.ts';

export function countIn(writer: Writer, table: string): number {
  return writer.get<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)?.n ?? 0;
}

/** Goods of one of the sandbox's first variants, in the base unit or in a named one. */
export function goodsAt(
  writer: Writer,
  position: number,
  unitName?: string,
): Record<string, unknown> | undefined {
  const variantId = 1_100_000_000 + position;
  return unitName === undefined
    ? writer.get('SELECT * FROM goods WHERE variant_id = ? AND unit_id = 0', [variantId])
    : writer.get('SELECT * FROM goods WHERE variant_id = ? AND unit_name = ?', [variantId, unitName]);
}

/** Changes something in the cloud as the shop's back office does. */
export async function changeCloud(
  sandbox: Sandbox,
  method: 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<unknown> {
  const response = await fetch(`${sandbox.url}${path}`, {
    method,
    headers: { Authorization: `Bearer ${sandbox.token}`, 'Content-Type': 'application/json' },
    body: body === undefined ? null : JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}`);
  return response.json();
}

/** All that a pull leaves, in a fixed order and without the till's own ids. */
export function pulledRows(writer: Writer): readonly unknown[] {
  return [
    'SELECT product_id, variant_id, unit_id, name, variant_name, unit_name, sku, barcode, price, tracks_stock, search_text FROM goods ORDER BY variant_id, unit_id',
    'SELECT g.variant_id, g.unit_id, c.code FROM goods_code c JOIN goods g ON g.id = c.goods_id ORDER BY 1, 2, 3',
    'SELECT variant_id, available FROM stock ORDER BY variant_id',
    'SELECT cloud_id, name, phone FROM customer ORDER BY cloud_id',
  ].flatMap((sql) => writer.all(sql));
}
