import { z } from 'zod';
import type { ShopSettings } from '../../contracts/views/session.ts';
import type { PersonFacts } from '../../domain/shop-data/people.ts';
import { type Json, mergeRecords, newsFor } from '../../domain/shop-data/record.ts';
import { nextStamp } from '../../domain/shop-data/stamp.ts';
import { roles } from '../../domain/staff.ts';
import { newestChange, shopEntry, writeShopEntry } from '../db/repositories/shop-entries.ts';
import { type StaffRow, staffById } from '../db/repositories/staff.ts';
import type { Writer } from '../db/store.ts';
import { readBinding } from './shop-settings.ts';

/** Where and when changes are written down. */
export type EntryPlace = { readonly store: Writer; readonly clock: () => number };

/** Settings that are the shop's; the others belong to the machine. */
export const sharedSettings = [
  'receiptTitle',
  'receiptHeader',
  'receiptFooter',
  'receiptShowVat',
  'printOnPay',
  'needShift',
  'blindCount',
  'sellBelowZero',
  'hideSoldOut',
  'nameOrders',
  'cashRounding',
  'autoLockMinutes',
  'defaultVatBp',
  'transferAccount',
  'returns',
  'rights',
  'printMaxAgeHours',
  'extraReceipts',
  'drawerReminderSeconds',
] as const satisfies readonly (keyof ShopSettings)[];

export type SharedSetting = (typeof sharedSettings)[number];

export const personFacts = z.object({
  name: z.string().min(1).max(200),
  cloudUserId: z.int().positive().nullable(),
  isAccountOwner: z.boolean(),
  role: z.enum(roles),
  pin: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
  clashed: z.boolean(),
}) satisfies z.ZodType<PersonFacts>;

export const personStart = 'staff:';
const settingStart = 'setting:';

/** The same person on every till: by the cloud's number where there is one. */
export function personKey(row: Pick<StaffRow, 'id' | 'cloud_user_id'>): string {
  return `${personStart}${row.cloud_user_id === null ? row.id : `cloud:${row.cloud_user_id}`}`;
}

/** The head of a receipt holds the branch's address, so each branch has its own. */
export function settingKey(name: SharedSetting, locationId: number): string {
  return name === 'receiptHeader' ? `${settingStart}${name}@${locationId}` : `${settingStart}${name}`;
}

/** Which setting of this branch an entry is about; undefined when it is about none. */
export function settingOf(key: string, locationId: number): SharedSetting | undefined {
  return sharedSettings.find((name) => settingKey(name, locationId) === key);
}

/** Writes down that a person was changed here, for the shop's other tills. In the transaction of the change. */
export function notePerson(place: EntryPlace, staffId: string): void {
  const row = staffById(place.store, staffId);
  if (row === undefined) return;
  const facts: PersonFacts = {
    name: row.name,
    cloudUserId: row.cloud_user_id,
    isAccountOwner: row.is_account_owner === 1,
    role: row.role,
    pin: row.pin_digest,
    clashed: row.pin_clashed === 1,
  };
  note(place, personKey(row), facts);
}

/** The same for some of the shop's settings; those of the machine are left out. */
export function noteSettings(place: EntryPlace, names: readonly string[], settings: ShopSettings): void {
  const binding = readBinding(place.store);
  if (binding === null) return;
  for (const name of sharedSettings)
    if (names.includes(name)) note(place, settingKey(name, binding.locationId), settings[name]);
}

function note({ store, clock }: EntryPlace, key: string, value: Json): void {
  // A machine that belongs to no branch yet has nobody to tell; what it has by then is claimed when it joins.
  const till = readBinding(store)?.tillId;
  if (till === undefined) return;
  writeShopEntry(store, key, { value, stamp: nextStamp(newestChange(store), clock(), till) });
}

/** Keeps an entry unless something later is known. True when it was news. */
export function keepEntry(store: Writer, key: string, entry: Parameters<typeof writeShopEntry>[2]): boolean {
  const known = shopEntry(store, key);
  const [before, offered] = [new Map(known === undefined ? [] : [[key, known]]), new Map([[key, entry]])];
  if (newsFor(before, offered).size === 0) return false;
  for (const [mergedKey, merged] of mergeRecords(before, offered)) writeShopEntry(store, mergedKey, merged);
  return true;
}
