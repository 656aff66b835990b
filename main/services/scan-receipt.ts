import type { ScanOutcome } from '../../contracts/views/selling.ts';
import { saleById } from '../db/repositories/sales.ts';
import type { Reader } from '../db/store.ts';
import { type Envelope, failure, success } from './answer.ts';

const saleId = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** A receipt carries its sale's id: scanned, it leads to the sale and never into the cart. Null for what is no receipt. */
export function scanReceipt(reader: Reader, code: string): Envelope<ScanOutcome> | null {
  // Caps Lock turns every letter around.
  const id = code.toLowerCase();
  if (!saleId.test(id)) return null;
  const sale = saleById(reader, id);
  return sale === undefined
    ? failure('RECEIPT_NOT_HERE')
    : success({ kind: 'receipt', saleId: sale.id, number: sale.number });
}
