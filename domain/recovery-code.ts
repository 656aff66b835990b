import { withoutMarks } from './text/fold.ts';

/**
 * The code that gives a till its key back: five groups of five signs, four of chance and one that checks them. No vowels, no D and no W,
 * so that a Vietnamese typing tool finds nothing to put marks on; nothing that looks like something else on a slip of paper.
 * 23 signs are a prime number: the check finds every wrong sign, every two swapped ones, and a group in another's place.
 */
export const recoverySigns = '23456789BCFGHJKMNPQRTVX';
export const recoveryGroups = 5;
export const signsPerGroup = 5;
/** Signs of chance, 23 kinds each: about 90 bits. */
export const recoveryChances = recoveryGroups * (signsPerGroup - 1);

const base = recoverySigns.length;
const lookAlikes: Readonly<Record<string, string>> = { S: '5', Z: '2' };

/** The code of twenty numbers from 0 to 22, as it is shown and printed. */
export function recoveryCodeOf(chances: readonly number[]): string {
  const wanted = Array.from({ length: recoveryGroups }, (_, group) => {
    const own = chances.slice(group * (signsPerGroup - 1), (group + 1) * (signsPerGroup - 1));
    return [...own, checkOf(own, group)].map((value) => recoverySigns.charAt(value)).join('');
  });
  return wanted.join('-');
}

/** What somebody typed: the code, or which groups (from 1) cannot be right. */
export type TypedRecoveryCode =
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'wrong'; readonly groups: readonly number[] };

/** Case, spaces, hyphens and marks do not matter. What is not all there has its missing groups among the wrong ones. */
export function readRecoveryCode(text: string): TypedRecoveryCode {
  const groups = groupsOf(withoutMarks(text).toUpperCase());
  const wrong = Array.from({ length: Math.max(recoveryGroups, groups.length) }, (_, index) => index).filter(
    (index) => !isSound(groups[index] ?? '', index),
  );
  return wrong.length === 0
    ? { kind: 'code', code: groups.join('-') }
    : { kind: 'wrong', groups: wrong.map((index) => index + 1) };
}

/** Where somebody kept the groups apart, they stay so: a sign left out spoils its own group only. */
function groupsOf(text: string): readonly string[] {
  const parts = text.split(/[^A-Z0-9]+/).filter((part) => part !== '');
  const apart = parts.length === recoveryGroups ? parts : (parts.join('').match(/.{1,5}/g) ?? []);
  return apart.map((part) => [...part].map((sign) => lookAlikes[sign] ?? sign).join(''));
}

function isSound(group: string, index: number): boolean {
  const values = [...group].map((sign) => recoverySigns.indexOf(sign));
  if (values.length !== signsPerGroup || index >= recoveryGroups || values.includes(-1)) return false;
  return values.at(-1) === checkOf(values.slice(0, -1), index);
}

function checkOf(values: readonly number[], group: number): number {
  return values.reduce((sum, value, position) => sum + value * (position + 2), group * 7 + 3) % base;
}
