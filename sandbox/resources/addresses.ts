import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { notFound, nowIso, type Shop, unprocessable } from '../context.ts';
import { given, idFrom, pageOf, type Query } from '../query.ts';
import { all, count, get, nextId, run } from '../store.ts';
import { type AddressRow, addressFields, addressInput } from './address-fields.ts';
import { findCustomer } from './customer-fields.ts';

const addressBody = z.object({ address: z.looseObject({ default: z.boolean().optional() }) });

type OfCustomer = { Params: { id: string; addressId: string }; Querystring: Query };

/** A customer's addresses. One comes back as `customer_address` when read and as `address` when posted. */
export function addressRoutes(app: FastifyInstance, shop: Shop): void {
  const { store } = shop;
  const find = (params: OfCustomer['Params']): AddressRow => {
    const sql = 'SELECT * FROM address WHERE id = ? AND customer_id = ?';
    const row = get<AddressRow>(store, sql, idFrom(params.addressId), idFrom(params.id));
    if (row === undefined) throw notFound();
    return row;
  };
  const touch = (customerId: number) =>
    run(store, 'UPDATE customer SET updated_at = ? WHERE id = ?', nowIso(shop), customerId);
  const makeDefault = (customerId: number, id: number) =>
    run(store, 'UPDATE address SET is_default = (id = ?) WHERE customer_id = ?', id, customerId);
  const remove = (row: AddressRow) => {
    if (row.is_default === 1) throw unprocessable('base', 'Cannot delete the customers default address');
    run(store, 'DELETE FROM address WHERE id = ?', row.id);
  };

  app.get<OfCustomer>('/com/customers/:id/addresses.json', ({ params, query }) => {
    const customer = findCustomer(shop, idFrom(params.id));
    // Here 50 is only the default; as many as 250 may be asked for.
    const { limit, offset } = pageOf({ limit: '50', ...query }, 250);
    const sql = 'SELECT * FROM address WHERE customer_id = ? ORDER BY id LIMIT ? OFFSET ?';
    return { addresses: all<AddressRow>(store, sql, customer.id, limit, offset).map(addressFields) };
  });
  app.post<OfCustomer>('/com/customers/:id/addresses.json', async ({ params, body }, reply) => {
    const customer = findCustomer(shop, idFrom(params.id));
    const { address } = addressBody.parse(body);
    const id = nextId(store, 'address');
    const isFirst = count(store, 'address WHERE customer_id = ?', customer.id) === 0;
    const stored = JSON.stringify(addressInput.parse(address));
    run(store, 'INSERT INTO address VALUES (?, ?, ?, ?)', id, customer.id, isFirst ? 1 : 0, stored);
    if (address.default === true) makeDefault(customer.id, id);
    touch(customer.id);
    return reply.code(201).send({ address: addressFields(find({ id: params.id, addressId: String(id) })) });
  });
  app.get<OfCustomer>('/com/customers/:id/addresses/:addressId.json', ({ params }) => ({
    customer_address: addressFields(find(params)),
  }));
  app.put<OfCustomer>('/com/customers/:id/addresses/set.json', ({ params, query }) => {
    const customer = findCustomer(shop, idFrom(params.id));
    if (given(query, 'operation') !== 'destroy') throw unprocessable('operation', 'is invalid');
    store.transaction(() => {
      const ids = [query['address_ids[]'] ?? []].flat();
      for (const id of ids) remove(find({ id: params.id, addressId: String(id) }));
    })();
    touch(customer.id);
    return {};
  });
  app.put<OfCustomer>('/com/customers/:id/addresses/:addressId.json', ({ params, body }) => {
    const row = find(params);
    const { address } = addressBody.parse(body);
    const next = addressInput.parse({ ...addressFields(row), ...address });
    run(store, 'UPDATE address SET body_json = ? WHERE id = ?', JSON.stringify(next), row.id);
    touch(row.customer_id);
    return { customer_address: addressFields(find(params)) };
  });
  app.put<OfCustomer>('/com/customers/:id/addresses/:addressId/default.json', ({ params }) => {
    const row = find(params);
    makeDefault(row.customer_id, row.id);
    touch(row.customer_id);
    return { customer_address: addressFields(find(params)) };
  });
  app.delete<OfCustomer>('/com/customers/:id/addresses/:addressId.json', ({ params }) => {
    const row = find(params);
    remove(row);
    touch(row.customer_id);
    return {};
  });
}
