import type { Role } from '../staff.ts';
import { compareStamps, type Stamp } from './stamp.ts';

/** What the shop's record says of one person. `pin` is the digest; `clashed` says that it was taken away because somebody had it before. */
export type PersonFacts = {
  readonly name: string;
  readonly cloudUserId: number | null;
  readonly isAccountOwner: boolean;
  readonly role: Role;
  readonly pin: string | null;
  readonly clashed: boolean;
};

export type PersonEntry = { readonly key: string; readonly value: PersonFacts; readonly stamp: Stamp };

type People = readonly PersonEntry[];

/**
 * Two tills that could not see each other gave one PIN to two people: the later gift is taken back. Gives the entries that change.
 * Every till works out the same ones, stamps included, from the same record.
 */
export function takeBackClashes(people: People): People {
  const groups = sharedPins(people);
  if (groups.length === 0) return [];
  const losers = groups.flatMap((group) => group.slice(1));
  const isOwnerLeft = withPin(people).some((person) => isOwner(person) && !losers.includes(person));
  const heir = isOwnerLeft ? undefined : losers.filter(isOwner).toSorted(byTime)[0];
  return groups.flatMap((group) => {
    const keeper = heir !== undefined && group.includes(heir) ? heir : group[0];
    return group.filter((person) => person !== keeper).map(withoutPin);
  });
}

/**
 * Owners who took each other's PINs away at the same time: the shop would have nobody left who may give new ones. Those who were
 * owners here `before` stay so; gives the entries that change.
 */
export function keepAnOwner(before: People, after: People, stampOf: (index: number) => Stamp): People {
  if (hasOwnerWithPin(after)) return [];
  return withPin(before)
    .filter(isOwner)
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
    .map((person, index) => ({ ...person, stamp: stampOf(index) }));
}

export function hasOwnerWithPin(people: People): boolean {
  return withPin(people).some(isOwner);
}

/** People who share a PIN, earliest first. */
function sharedPins(people: People): readonly People[] {
  const groups = new Map<string | null, PersonEntry[]>();
  for (const person of withPin(people))
    groups.set(person.value.pin, [...(groups.get(person.value.pin) ?? []), person]);
  return [...groups.values()].filter((group) => group.length > 1).map((group) => group.toSorted(byTime));
}

function withPin(people: People): People {
  return people.filter((person) => person.value.pin !== null);
}

function isOwner(person: PersonEntry): boolean {
  return person.value.role === 'owner';
}

function byTime(a: PersonEntry, b: PersonEntry): number {
  return compareStamps(a.stamp, b.stamp) || (a.key < b.key ? -1 : 1);
}

function withoutPin({ key, value, stamp }: PersonEntry): PersonEntry {
  return {
    key,
    value: { ...value, pin: null, clashed: true },
    stamp: { ...stamp, count: stamp.count + 1 },
  };
}
