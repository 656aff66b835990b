import { createServer } from 'node:http';
import { onTestFinished } from 'vitest';

type Listed = { readonly id: number; readonly updated_at: string };
type Resource = 'products' | 'customers';

/** A service whose lists leave out what is there: the one thing the sandbox, being consistent, cannot show. */
export type CloudOfLists = {
  readonly url: string;
  readonly token: string;
  readonly locations: readonly { readonly id: number; readonly name: string }[];
  readonly lists: Record<Resource, readonly Listed[]>;
  /** Found by id only. */
  readonly hidden: Record<Resource, readonly Listed[]>;
};

export function product(id: number): Listed & Readonly<Record<string, unknown>> {
  const at = '2025-11-01T02:00:00.000Z';
  return {
    id,
    title: `Hàng ${id}`,
    updated_at: at,
    variants: [{ id, title: 'Default Title', price: 1000, taxable: true }],
  };
}

export async function cloudOfLists(
  first: Partial<Record<Resource, readonly Listed[]>>,
): Promise<CloudOfLists> {
  const lists = { products: [], customers: [], ...first };
  const hidden: CloudOfLists['hidden'] = { products: [], customers: [] };
  const answer = (path: string, query: URLSearchParams): unknown => {
    const [, resource, isCount] = /^\/com\/(products|customers)(\/count)?\.json$/.exec(path) ?? [];
    if (resource !== 'products' && resource !== 'customers')
      return { metafields: [], events: [], inventory_locations: [] };
    if (isCount !== undefined) return { count: lists[resource].length };
    const ids = query.get('ids')?.split(',').map(Number);
    const since = query.get('updated_at_min') ?? '';
    const rows =
      ids === undefined
        ? lists[resource].filter((row) => row.updated_at >= since)
        : [...lists[resource], ...hidden[resource]].filter((row) => ids.includes(row.id));
    return { [resource]: Number(query.get('page') ?? 1) === 1 ? rows : [] };
  };
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    response.setHeader('content-type', 'application/json');
    response.setHeader('x-haravan-api-call-limit', '1/10000');
    response.end(JSON.stringify(answer(url.pathname, url.searchParams)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  onTestFinished(close);
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    token: 'T',
    locations: [{ id: 1, name: 'Một' }],
    lists,
    hidden,
  };
}
