import type { CustomerView } from '../../contracts/views/selling.ts';
import { fold } from '../../domain/text/fold.ts';
import { findCustomers } from '../db/repositories/customer-search.ts';
import type { Reader } from '../db/store.ts';
import { customerView } from './carts.ts';

const pageSize = 30;

/** Customers by part of the name, without accents, or by any digits of the phone. */
export function searchCustomers(reader: Reader, text: string): readonly CustomerView[] {
  const words = fold(text)
    .split(' ')
    .filter((word) => word !== '');
  return findCustomers(reader, words, pageSize).map(customerView);
}
