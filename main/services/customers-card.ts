import type { CustomerCard, CustomerChangeView, CustomerStanding } from '../../contracts/views/customers.ts';
import { type CustomerFields, hasOwnName } from '../../domain/customer/fields.ts';
import { maskEmail, shownValue } from '../../domain/customer/mask.ts';
import { dong } from '../../domain/money/dong.ts';
import { openChanges } from '../db/repositories/customer-changes.ts';
import { historyOfCustomer } from '../db/repositories/customer-history.ts';
import { purchasesOf, purchaseTotals } from '../db/repositories/customer-sales.ts';
import { type CustomerRecord, customerRecord } from '../db/repositories/customers.ts';
import { appendJournal } from '../db/repositories/journal.ts';
import type { Reader } from '../db/store.ts';
import { type Envelope, failure, success } from './answer.ts';
import { customerView } from './carts.ts';
import type { Actor, Till } from './till.ts';

const shownChanges = 50;
const shownPurchases = 20;

export function showCustomer(reader: Reader, customerId: string): Envelope<CustomerCard> {
  const record = customerRecord(reader, customerId);
  return record === undefined ? failure('CUSTOMER_MISSING') : success(customerCard(reader, record));
}

/** Phone and e-mail in full, for whoever is going to call or correct them; the journal knows who looked. */
export function revealCustomer(till: Till, actor: Actor, customerId: string): Envelope<CustomerFields> {
  const record = customerRecord(till.store, customerId);
  if (record === undefined) return failure('CUSTOMER_MISSING');
  appendJournal(till.store, {
    kind: 'customer-shown',
    at: till.clock(),
    staffId: actor.staffId,
    subjectId: record.id,
    facts: {},
  });
  const { fields } = record;
  return success({
    ...fields,
    name: hasOwnName(fields) ? fields.name : '',
    birthday: shownValue('birthday', fields.birthday),
  });
}

export function customerCard(reader: Reader, record: CustomerRecord): CustomerCard {
  const { fields } = record;
  const totals = purchaseTotals(reader, record.id);
  return {
    ...customerView({ id: record.id, ...fields }),
    emailMasked: fields.email === '' ? '' : maskEmail(fields.email),
    note: fields.note,
    birthday: shownValue('birthday', fields.birthday),
    gender: fields.gender,
    standing: standingOf(reader, record),
    changes: historyOfCustomer(reader, record.id, shownChanges).map(
      (row): CustomerChangeView => ({
        id: row.id,
        field: row.field,
        before: shownValue(row.field, row.before),
        after: shownValue(row.field, row.after),
        at: row.changed_at,
        origin: row.origin,
        staffName: row.staff_name,
        tillNumber: row.till_number,
        stands: row.stands === 1,
      }),
    ),
    purchases: purchasesOf(reader, record.id, shownPurchases).map((row) => ({
      saleId: row.id,
      number: row.number,
      at: row.completed_at,
      total: dong(row.payable),
    })),
    purchaseCount: totals.sales,
    purchaseTotal: dong(totals.total),
  };
}

function standingOf(reader: Reader, record: CustomerRecord): CustomerStanding {
  const open = [...openChanges(reader, record.id, 'created'), ...openChanges(reader, record.id, 'edited')];
  if (open.some(({ state }) => state === 'refused' || state === 'set-aside')) return 'refused';
  return open.length > 0 || record.cloudId === null ? 'waiting' : 'in-cloud';
}
