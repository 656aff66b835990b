import { z } from 'zod';

export type AddressRow = { id: number; customer_id: number; is_default: number; body_json: string };

const text = z.string().nullable().default(null);

/** What can be written of an address, and is stored of it. */
export const addressInput = z.object({
  first_name: text,
  last_name: text,
  company: text,
  phone: text,
  address1: text,
  address2: text,
  city: text,
  zip: text,
  country: text,
  country_code: text,
  province: text,
  province_code: text,
  district: text,
  district_code: text,
  ward: text,
  ward_code: text,
});

export function addressFields(row: AddressRow) {
  const body = addressInput.parse(JSON.parse(row.body_json));
  const name = [body.last_name, body.first_name].filter((part) => part !== null && part !== '').join(' ');
  return { id: row.id, ...body, name, default: row.is_default === 1 };
}
