import type { CustomerView } from '../../contracts/views/selling.ts';
import { phoneForm } from '../../domain/customer/check.ts';
import { fold } from '../../domain/text/fold.ts';
import { type CustomerRow, findByLastDigits, findCustomers } from '../db/repositories/customer-search.ts';
import type { Reader } from '../db/store.ts';
import { customerView } from './carts.ts';

const pageSize = 30;

/** Customers by part of the name, without accents, or by the digits of the phone: those it ends with come first. */
export function searchCustomers(reader: Reader, text: string): readonly CustomerView[] {
  const digits = digitsOf(text);
  const ending = digits === null ? [] : findByLastDigits(reader, digits, pageSize);
  const rows = [...ending, ...findCustomers(reader, digits === null ? wordsOf(text) : [digits], pageSize)];
  const unique = [...new Map(rows.map((row) => [row.id, row])).values()];
  return unique.slice(0, pageSize).map(customerView);
}

/** Customers of exactly that name, accents aside. */
export function sameNamed(reader: Reader, name: string): readonly CustomerRow[] {
  const wanted = fold(name);
  return findCustomers(reader, wordsOf(name), pageSize).filter((row) => fold(row.name) === wanted);
}

function wordsOf(text: string): readonly string[] {
  return fold(text)
    .split(' ')
    .filter((word) => word !== '');
}

/** What of a phone was typed, however it was written; null when it is no part of one. */
function digitsOf(text: string): string | null {
  if (!/^[\d\s.+()-]+$/.test(text.trim())) return null;
  const digits = (phoneForm(text) ?? text).replace(/\D/g, '');
  return digits.length < 3 ? null : digits;
}
