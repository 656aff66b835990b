import { settingsShape } from '../../contracts/inputs.ts';
import {
  hasOwnerWithPin,
  keepAnOwner,
  type PersonEntry,
  type PersonFacts,
  takeBackClashes,
} from '../../domain/shop-data/people.ts';
import { type Entry, mergeRecords, newestStamp, type ShopRecord } from '../../domain/shop-data/record.ts';
import { nextStamp } from '../../domain/shop-data/stamp.ts';
import { unhurried } from '../db/in-slices.ts';
import { appendJournal } from '../db/repositories/journal.ts';
import {
  countShopEntries,
  forgetShopEntries,
  newestChange,
  shopRecord,
} from '../db/repositories/shop-entries.ts';
import {
  forgetDigest,
  insertStaff,
  renameStaff,
  setPinsAside,
  setStaffPin,
  staffByCloudId,
  staffById,
  staffWithClaims,
  upsertCloudStaff,
} from '../db/repositories/staff.ts';
import { hasOwner } from './manage-staff.ts';
import { readPepperIds, writePepperIds } from './peppers.ts';
import type { PepperFiles, ShopDataHome } from './ports.ts';
import {
  beginsAnew,
  endBeginning,
  readMemory,
  refuseShopData,
  reportShopData,
  writeMemory,
} from './shop-data-state.ts';
import {
  keepEntry,
  notePerson,
  noteSettings,
  personFacts,
  personKey,
  personStart,
  settingKey,
  settingOf,
  sharedSettings,
} from './shop-entries.ts';
import { readShopFacts, usualReceiptHeader } from './shop-facts.ts';
import { defaultSettings, readBinding, readShopSettings, writeShopSettings } from './shop-settings.ts';
import type { Till } from './till.ts';

type Home = Pick<Till, 'store' | 'clock' | 'newId' | 'notify'> & { readonly peppers: PepperFiles };

/** The till's side of the shop's record: people and settings of this database as entries, and entries put into effect. */
export function shopDataHome(home: Home): ShopDataHome {
  const { store, notify } = home;
  return {
    read: () => shopRecord(store),
    memory: () => readMemory(store),
    remember: (memory) => {
      store.inTransaction(() => {
        writeMemory(store, memory);
        endBeginning(store);
      });
    },
    hasOwner: () => hasOwner(store),
    beginsAnew: () => beginsAnew(store),
    pepper: () => home.peppers.read(readPepperIds(store).current),
    join: (shop) => join(home, shop),
    mark: () => JSON.stringify([countShopEntries(store), newestChange(store)]),
    claims: (isKnown) => claims(home, isKnown),
    settle: (before, merged) => settle(home, before, merged),
    take: (key, entry) => take(home, key, entry),
    report: (failure) => {
      if (reportShopData(store, failure)) notify('app');
    },
    refuse: (code, field, mark) => {
      if (refuseShopData(home, code, field, mark)) notify('app');
    },
    changed: () => {
      notify('app');
      notify('carts');
    },
  };
}

/** The file first, then one transaction: a kill in between leaves everything as it was. */
function join(
  { store, clock, peppers }: Home,
  { keyId, pepper, isNewBeginning }: Parameters<ShopDataHome['join']>[0],
): void {
  const { current } = readPepperIds(store);
  if (peppers.read(current).equals(pepper)) return;
  peppers.keep(keyId, pepper);
  store.inTransaction(() => {
    setPinsAside(store, !isNewBeginning);
    // Their digests are of the pepper that is left behind; what the shop knows of these people comes next.
    forgetShopEntries(store, personStart);
    writePepperIds(store, { current: keyId, former: isNewBeginning ? null : current });
    appendJournal(store, {
      kind: 'shop-joined',
      at: clock(),
      staffId: null,
      subjectId: keyId,
      facts: { anew: isNewBeginning },
    });
  });
}

/** A till that was set up on its own brings what it has, where the shop has nothing: nobody's change is overwritten. */
function claims(home: Home, isKnown: (key: string) => boolean): readonly (() => void)[] {
  const { store } = home;
  const binding = readBinding(store);
  if (binding === null) return [];
  const people = staffWithClaims(store).filter((row) => !isKnown(personKey(row)));
  const settings = readShopSettings(store);
  const facts = readShopFacts(store);
  const branch = facts?.branches.find(({ id }) => id === binding.locationId);
  const usual = {
    ...defaultSettings,
    receiptHeader: facts === null || branch === undefined ? [] : usualReceiptHeader(facts, branch),
  };
  const names = sharedSettings.filter(
    (name) =>
      !isKnown(settingKey(name, binding.locationId)) &&
      JSON.stringify(settings[name]) !== JSON.stringify(usual[name]),
  );
  return [
    ...people.map(
      ({ id }) =>
        () =>
          notePerson(home, id),
    ),
    ...names.map((name) => () => noteSettings(home, [name], readShopSettings(store))),
  ];
}

async function settle({ store, clock }: Home, before: ShopRecord, merged: ShopRecord): Promise<ShopRecord> {
  const people = await peopleOf(merged);
  const clashes = new Map(takeBackClashes(people).map((person) => [person.key, person]));
  const after = people.map((person) => clashes.get(person.key) ?? person);
  const settled = mergeRecords(merged, asRecord([...clashes.values()]));
  if (hasOwnerWithPin(after)) return settled;
  const stamp = nextStamp(newestStamp(settled), clock(), readBinding(store)?.tillId ?? '');
  const kept = keepAnOwner(await peopleOf(before), after, (index) => ({
    ...stamp,
    count: stamp.count + index,
  }));
  return mergeRecords(settled, asRecord(kept));
}

async function peopleOf(record: ShopRecord): Promise<readonly PersonEntry[]> {
  const people: PersonEntry[] = [];
  await unhurried(record, ([key, { value, stamp }]) => {
    if (!key.startsWith(personStart)) return;
    const facts = personFacts.safeParse(value);
    if (facts.success) people.push({ key, value: facts.data, stamp });
  });
  return people;
}

function asRecord(people: readonly PersonEntry[]): ShopRecord {
  return new Map(people.map(({ key, value, stamp }) => [key, { value, stamp }]));
}

/** What this program knows no use for is kept all the same: it is another branch's, or a newer program's. */
function take(home: Home, key: string, entry: Entry): void {
  if (!keepEntry(home.store, key, entry)) return;
  if (!key.startsWith(personStart)) {
    takeSetting(home, key, entry);
    return;
  }
  const person = personFacts.safeParse(entry.value);
  if (person.success) takePerson(home, key, person.data, entry.stamp.till);
}

function takeSetting(home: Home, key: string, { value, stamp }: Entry): void {
  const { store } = home;
  const binding = readBinding(store);
  const name = binding === null ? undefined : settingOf(key, binding.locationId);
  const parsed = name === undefined ? null : settingsShape.shape[name].safeParse(value);
  if (name === undefined || parsed?.success !== true) return;
  writeShopSettings(store, { ...readShopSettings(store), [name]: parsed.data });
  received(home, null, { key, till: stamp.till });
}

function takePerson(home: Home, key: string, facts: PersonFacts, till: string): void {
  const { store, clock, newId } = home;
  const at = clock();
  const { cloudUserId, name, isAccountOwner, role, pin, clashed } = facts;
  const ownId = key.slice(personStart.length);
  const known = cloudUserId === null ? staffById(store, ownId) : staffByCloudId(store, cloudUserId);
  const id = known?.id ?? (cloudUserId === null ? ownId : newId());
  if (known === undefined && cloudUserId === null) insertStaff(store, { id, name, role, at });
  if (known === undefined && cloudUserId !== null)
    upsertCloudStaff(store, { id, cloudUserId, name, isAccountOwner, at });
  // The name of somebody the cloud lists follows the cloud.
  if (known !== undefined && cloudUserId === null && known.name !== name) renameStaff(store, id, name, at);
  if (pin !== null) forgetDigest(store, pin, id);
  setStaffPin(store, { id, role, digest: pin, clashed, at });
  received(home, id, { key, till, role, hasPin: pin !== null });
  if (clashed && known?.pin_clashed !== 1)
    appendJournal(store, { kind: 'pin-clashed', at, staffId: null, subjectId: id, facts: { till } });
}

function received(
  { store, clock }: Home,
  subjectId: string | null,
  facts: Parameters<typeof appendJournal>[1]['facts'],
): void {
  appendJournal(store, { kind: 'shop-data-received', at: clock(), staffId: null, subjectId, facts });
}
