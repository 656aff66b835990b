import type { z } from 'zod';
import {
  countSweptCustomers,
  customerGoneFromCloud,
  markCustomerSwept,
  unsweptCustomers,
} from '../../db/repositories/customer-sweep.ts';
import { writeCloudCustomer } from '../../db/repositories/customers.ts';
import { readSetting, writeSetting } from '../../db/repositories/settings.ts';
import type { CloudTrouble } from '../haravan/answer.ts';
import { customerFields, customerFrom, customerShape } from '../haravan/customer.ts';
import type { PullWork } from './pull-work.ts';
import { type Kept, pullChanged, sweep } from './sweep.ts';

export type CustomersPulled = { readonly kind: 'ok'; readonly changed: number } | CloudTrouble;

/** Every customer, or the next pages of them. */
export async function sweepCustomers(work: PullWork, mostPages?: number): Promise<CustomersPulled> {
  const tally = { changed: 0 };
  return (await sweep(work, keptCustomers(work, tally), mostPages)) ?? { kind: 'ok', ...tally };
}

export async function pullChangedCustomers(work: PullWork, isLongLook: boolean): Promise<CustomersPulled> {
  const tally = { changed: 0 };
  return (await pullChanged(work, keptCustomers(work, tally), isLongLook)) ?? { kind: 'ok', ...tally };
}

/** The shop's guest is counted among its customers and kept nowhere: the sweep that met them, by number. */
const guestKey = 'sync.guest-met-in-sweep';

function keptCustomers(work: PullWork, tally: { changed: number }): Kept<z.output<typeof customerShape>> {
  return {
    kind: 'customers',
    shape: customerShape,
    fields: customerFields,
    write: (row, sweepNumber) => {
      const customer = customerFrom(row);
      if (customer === null) writeSetting(work.store, guestKey, sweepNumber);
      else if (writeCloudCustomer(work.store, customer, work.newId, sweepNumber, work.serverOffsetMs()))
        tally.changed += 1;
    },
    countMet: (store, sweepNumber) =>
      countSweptCustomers(store, sweepNumber) + (readSetting(store, guestKey) === sweepNumber ? 1 : 0),
    isEmpty: (store) => unsweptCustomers(store, Number.MAX_SAFE_INTEGER, 1).length === 0,
    unmet: unsweptCustomers,
    markMet: markCustomerSwept,
    gone: (store, id) => customerGoneFromCloud(store, id, work.clock()),
  };
}
