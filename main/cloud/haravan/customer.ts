import { z } from 'zod';
import { fold } from '../../../domain/text/fold.ts';
import { parsePhone } from '../../../domain/text/phone.ts';
import type { CloudCustomer } from '../../db/repositories/customers.ts';
import { personName } from './shop-cloud.ts';
import { cloudId, cloudInstant, cloudText } from './wire.ts';

export const customerFields = 'id,first_name,last_name,email,phone,updated_at';

export const customerShape = z.object({
  id: cloudId,
  first_name: cloudText,
  last_name: cloudText,
  email: cloudText,
  phone: cloudText,
  updated_at: cloudText,
});

/** Stands for everybody who bought without a name: an order without a customer is theirs. */
const guestEmail = 'guest@haravan.com';

/** A customer as the till keeps one; null for the shop's guest. Phones are kept in local form, or as typed where they are none. */
export function customerFrom(shape: z.output<typeof customerShape>): CloudCustomer | null {
  if (shape.email.toLowerCase() === guestEmail) return null;
  const phone = parsePhone(shape.phone).local ?? shape.phone.trim();
  const name = personName(shape.last_name, shape.first_name) || shape.email || phone || `#${shape.id}`;
  return {
    cloudId: shape.id,
    name,
    phone,
    searchText: `${fold(name)} ${phone}`.trim(),
    updatedAt: cloudInstant(shape.updated_at) ?? 0,
  };
}
