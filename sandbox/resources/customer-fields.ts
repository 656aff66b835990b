import { notFound, type Shop } from '../context.ts';
import { all, get } from '../store.ts';
import { type AddressRow, addressFields } from './address-fields.ts';

export type CustomerRow = {
  id: number;
  last_name: string;
  first_name: string;
  email: string | null;
  phone: string | null;
  note: string;
  tags: string;
  gender: number | null;
  birthday: string | null;
  accepts_marketing: number;
  created_at: string;
  updated_at: string;
  orders_count: number;
  total_spent: number;
  last_order_id: number | null;
  last_order_name: string | null;
  last_order_at: string | null;
};

const writtenColumns =
  'id, last_name, first_name, email, phone, note, tags, gender, birthday, accepts_marketing, created_at, updated_at';

/** Takes the columns up to `updated_at`, in that order. */
export const insertCustomer = `INSERT INTO customer (${writtenColumns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

export function findCustomer(shop: Shop, id: number): CustomerRow {
  const row = get<CustomerRow>(shop.store, 'SELECT * FROM customer WHERE id = ?', id);
  if (row === undefined) throw notFound();
  return row;
}

export function customerByEmail(shop: Shop, email: string): CustomerRow | undefined {
  return get<CustomerRow>(shop.store, 'SELECT * FROM customer WHERE email = ?', email);
}

/** Saved filters the service evaluates by itself: nothing tells their rule or their members but a customer's `group_name`. */
export const customerGroups = [
  {
    id: 39_550_382,
    name: 'Khách quen',
    holds: (row: CustomerRow) => /(^|,) *khách quen *(,|$)/.test(row.tags),
  },
  { id: 39_550_400, name: 'Mua từ 5 đơn', holds: (row: CustomerRow) => row.orders_count >= 5 },
] as const;

function groupOf(row: CustomerRow): string | null {
  return customerGroups.find(({ holds }) => holds(row))?.name ?? null;
}

/** Customers with their addresses, in the order of the rows. */
export function customersWithAddresses(shop: Shop, rows: readonly CustomerRow[]) {
  const ids = rows.map((row) => row.id);
  const marks = ids.map(() => '?').join(', ');
  const addresses = all<AddressRow>(
    shop.store,
    `SELECT * FROM address WHERE customer_id IN (${marks}) ORDER BY is_default DESC, id`,
    ...ids,
  );
  return rows.map((row) =>
    customerFields(
      row,
      addresses.filter((address) => address.customer_id === row.id),
    ),
  );
}

function customerFields(row: CustomerRow, addresses: readonly AddressRow[]) {
  const shown = addresses.map(addressFields);
  return {
    id: row.id,
    first_name: row.first_name,
    last_name: row.last_name,
    email: row.email,
    phone: row.phone,
    note: row.note,
    tags: row.tags,
    state: 'Disabled',
    accepts_marketing: row.accepts_marketing === 1,
    verified_email: false,
    orders_count: row.orders_count,
    total_spent: row.total_spent,
    total_paid: row.total_spent,
    last_order_id: row.last_order_id,
    last_order_name: row.last_order_name,
    last_order_date: row.last_order_at,
    birthday: row.birthday,
    gender: row.gender,
    group_name: groupOf(row),
    multipass_identifier: null,
    addresses: shown,
    default_address: shown.find((address) => address.default) ?? null,
    created_at: row.created_at,
    updated_at: row.updated_at,
  };
}
