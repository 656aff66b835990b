import { maskPhone } from '../text/format.ts';
import { formatBirthday } from './check.ts';
import type { CustomerField } from './fields.ts';

/** `lan.anh@example.com` → `l***@example.com`, for where a bystander can read it. */
export function maskEmail(email: string): string {
  const at = email.indexOf('@');
  return at < 1 ? '***' : `${email.slice(0, 1)}***${email.slice(at)}`;
}

/** A field's value as it is shown where a bystander may see it. A name may be a phone or an e-mail that stands in for one. */
export function shownValue(field: CustomerField, value: string): string {
  if (value === '') return '';
  if (field === 'birthday') return formatBirthday(value);
  if (field === 'phone') return maskPhone(value);
  if (field === 'email') return maskEmail(value);
  return field === 'name' ? maskedName(value) : value;
}

export function maskedName(name: string): string {
  if (name.includes('@')) return maskEmail(name);
  return /^\+?\d{8,}$/.test(name) ? maskPhone(name) : name;
}
