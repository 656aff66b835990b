import { ok, type Result, refuse } from '../result.ts';
import { parsePhone } from '../text/phone.ts';
import { businessDay, type Instant, startOfBusinessDay } from '../time.ts';
import { type CustomerFields, customerFieldNames, nameOrStandIn } from './fields.ts';

const longest: { readonly [F in keyof CustomerFields]: number } = {
  name: 150,
  phone: 20,
  email: 150,
  note: 500,
  birthday: 10,
  gender: 6,
};

/** Another country's number, which nobody here can check further. */
const foreign = /^\+(?!84)\d{7,15}$/;

const email = /^[^\s@,;]+@[^\s@,;]+\.[^\s@,;.]+$/;

/**
 * What somebody typed, in the form it is kept in; any one of name, phone and e-mail is enough. What is as it was before (`kept`) is
 * the cloud's business, however odd: nobody has to correct a phone to note a birthday.
 */
export function checkedCustomer(
  typed: CustomerFields,
  now: Instant,
  kept: CustomerFields | null = null,
): Result<CustomerFields> {
  const tidy = tidied(typed);
  for (const field of customerFieldNames)
    if (tidy[field].length > longest[field] && tidy[field] !== kept?.[field])
      return refuse('TEXT_TOO_LONG', { max: longest[field] });
  const formOf = (field: 'phone' | 'birthday', read: (text: string) => string | null) =>
    tidy[field] === '' || tidy[field] === kept?.[field] ? tidy[field] : read(tidy[field]);
  const phone = formOf('phone', phoneForm);
  if (phone === null) return refuse('CUSTOMER_PHONE_INVALID');
  const isMailFine = tidy.email === '' || tidy.email === kept?.email || email.test(tidy.email);
  if (!isMailFine) return refuse('CUSTOMER_EMAIL_INVALID');
  const birthday = formOf('birthday', (text) => birthdayForm(text, now));
  if (birthday === null) return refuse('CUSTOMER_BIRTHDAY_INVALID');
  const fields = { ...tidy, phone, birthday, email: tidy.email.toLowerCase(), gender: genderOf(tidy.gender) };
  const name = nameOrStandIn(fields);
  return name === '' ? refuse('CUSTOMER_EMPTY') : ok({ ...fields, name });
}

/** The local form of a phone, or a foreign number with its plus; null for what is neither. */
export function phoneForm(raw: string): string | null {
  const known = parsePhone(raw).local;
  if (known !== null) return known;
  const compact = raw.replace(/[^\d+]/g, '');
  return foreign.test(compact) ? compact : null;
}

/** `5/11/1990`, `05-11-1990` or `1990-11-05` → `1990-11-05`; null for no day, and for one still to come. */
export function birthdayForm(raw: string, now: Instant): string | null {
  const parts = raw.split(/[/.\- ]+/);
  const [day = '', month = '', year = ''] = /^\d{4}$/.test(parts[0] ?? '') ? parts.toReversed() : parts;
  if (parts.length !== 3 || !/^\d{1,2}$/.test(day) || !/^\d{1,2}$/.test(month) || !/^\d{4}$/.test(year))
    return null;
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const isDay = businessDay(startOfBusinessDay(iso)) === iso;
  return isDay && iso >= '1900-01-01' && iso <= businessDay(now) ? iso : null;
}

/** `1990-11-05` → `05/11/1990`. */
export function formatBirthday(iso: string): string {
  return iso.split('-').toReversed().join('/');
}

function genderOf(text: string): string {
  return text === 'male' || text === 'female' ? text : '';
}

function tidied(typed: CustomerFields): CustomerFields {
  const line = (text: string) => text.normalize('NFC').replace(/\s+/g, ' ').trim();
  return {
    name: line(typed.name),
    phone: line(typed.phone),
    email: line(typed.email),
    note: line(typed.note),
    birthday: line(typed.birthday),
    gender: line(typed.gender),
  };
}
