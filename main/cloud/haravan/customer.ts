import { z } from 'zod';
import { birthdayForm, phoneForm } from '../../../domain/customer/check.ts';
import {
  type CustomerField,
  type CustomerFields,
  hasOwnName,
  splitName,
} from '../../../domain/customer/fields.ts';
import { businessDay } from '../../../domain/time.ts';
import type { CloudCustomer } from '../../db/repositories/customers.ts';
import { personName } from './shop-cloud.ts';
import { cloudId, cloudInstant, cloudText } from './wire.ts';

export const customerFields = 'id,first_name,last_name,email,phone,note,birthday,gender,tags,updated_at';

export const customerShape = z.object({
  id: cloudId,
  first_name: cloudText,
  last_name: cloudText,
  email: cloudText,
  phone: cloudText,
  note: cloudText,
  birthday: cloudText,
  gender: cloudText,
  tags: cloudText,
  updated_at: cloudText,
});

export type CustomerShape = z.output<typeof customerShape>;

export type TaggedCustomer = CloudCustomer & { readonly tags: readonly string[] };

/** Stands for everybody who bought without a name: an order without a customer is theirs. */
const guestEmail = 'guest@haravan.com';

const genders: Readonly<Record<string, string>> = { '1': 'male', '0': 'female' };

/** A customer as the till keeps one; null for the shop's guest. Phones are kept in local form, or as typed where they are none. */
export function customerFrom(shape: CustomerShape): TaggedCustomer | null {
  const email = shape.email.trim().toLowerCase();
  if (email === guestEmail) return null;
  const phone = phoneForm(shape.phone) ?? shape.phone.trim();
  const name = personName(shape.last_name, shape.first_name) || email || phone || `#${shape.id}`;
  return {
    cloudId: shape.id,
    fields: {
      name,
      phone,
      email,
      note: shape.note.normalize('NFC').trim(),
      birthday: birthdayOf(shape.birthday),
      gender: genders[shape.gender] ?? '',
    },
    updatedAt: cloudInstant(shape.updated_at) ?? 0,
    tags: shape.tags.split(',').map((tag) => tag.trim()),
  };
}

/** A day may be written as its midnight here or its midnight in Greenwich; both are that day in Vietnam. */
function birthdayOf(text: string): string {
  const at = cloudInstant(text);
  return at === null ? '' : (birthdayForm(businessDay(at), at) ?? '');
}

/** Those fields in the words of the API. A stand-in for a name is sent as none. */
export function customerBody(
  fields: CustomerFields,
  names: readonly CustomerField[],
): Readonly<Record<string, string | number | null>> {
  const { lastName, firstName } = hasOwnName(fields)
    ? splitName(fields.name)
    : { lastName: '', firstName: '' };
  const parts: { readonly [F in CustomerField]: Readonly<Record<string, string | number | null>> } = {
    name: { last_name: lastName, first_name: firstName },
    phone: { phone: fields.phone },
    email: { email: fields.email },
    note: { note: fields.note },
    birthday: { birthday: fields.birthday === '' ? null : `${fields.birthday}T00:00:00Z` },
    gender: { gender: fields.gender === '' ? null : fields.gender === 'male' ? 1 : 0 },
  };
  return Object.assign({}, ...names.map((name) => parts[name]));
}
