import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  readRecoveryCode,
  recoveryChances,
  recoveryCodeOf,
  recoverySigns,
} from '../../domain/recovery-code.ts';

const chances = fc.array(fc.integer({ min: 0, max: recoverySigns.length - 1 }), {
  minLength: recoveryChances,
  maxLength: recoveryChances,
});
const codes = chances.map(recoveryCodeOf);
const place = fc.integer({ min: 0, max: 24 });
/** Where the sign of that number stands in the shown code. */
const at = (index: number) => index + Math.floor(index / 5);

describe('a recovery code', () => {
  it('is five groups of five signs a typing tool leaves alone', () => {
    fc.assert(
      fc.property(codes, (code) => {
        expect(code).toMatch(/^[2-9BCFGHJKMNPQRTVX]{5}(-[2-9BCFGHJKMNPQRTVX]{5}){4}$/);
      }),
    );
    expect(recoverySigns).not.toMatch(/[AEIOUYDW]/);
  });

  it('reads back whatever case, spaces and hyphens it was typed with', () => {
    fc.assert(
      fc.property(codes, fc.constantFrom('', ' ', ' - ', '–', '.'), fc.boolean(), (code, between, lower) => {
        const typed = code.replaceAll('-', between);
        expect(readRecoveryCode(lower ? typed.toLowerCase() : typed)).toEqual({ kind: 'code', code });
      }),
    );
  });

  it('takes S for 5 and Z for 2', () => {
    fc.assert(
      fc.property(codes, (code) => {
        expect(readRecoveryCode(code.replaceAll('5', 's').replaceAll('2', 'Z'))).toEqual({
          kind: 'code',
          code,
        });
      }),
    );
  });

  it('names the group of every wrong sign', () => {
    fc.assert(
      fc.property(codes, place, fc.constantFrom(...recoverySigns), (code, index, sign) => {
        fc.pre(code.charAt(at(index)) !== sign);
        const typed = `${code.slice(0, at(index))}${sign}${code.slice(at(index) + 1)}`;
        expect(readRecoveryCode(typed)).toEqual({ kind: 'wrong', groups: [Math.floor(index / 5) + 1] });
      }),
    );
  });

  it('finds two swapped signs of a group, and two swapped groups', () => {
    fc.assert(
      fc.property(codes, fc.integer({ min: 0, max: 4 }), place, place, (code, group, a, b) => {
        const signs = [...code.replaceAll('-', '')];
        const [one, other] = [group * 5 + (a % 5), group * 5 + (b % 5)];
        fc.pre(signs[one] !== signs[other]);
        [signs[one], signs[other]] = [signs[other] ?? '', signs[one] ?? ''];
        expect(readRecoveryCode(signs.join(''))).toEqual({ kind: 'wrong', groups: [group + 1] });
      }),
    );
    fc.assert(
      fc.property(codes, (code) => {
        const groups = code.split('-');
        fc.pre(groups[0] !== groups[3]);
        [groups[0], groups[3]] = [groups[3] ?? '', groups[0] ?? ''];
        expect(readRecoveryCode(groups.join('-'))).toEqual({ kind: 'wrong', groups: [1, 4] });
      }),
    );
  });

  it('tells a sign left out in its own group, and a code that is too short or too long', () => {
    const code = recoveryCodeOf(Array.from({ length: recoveryChances }, (_, index) => index));
    expect(readRecoveryCode(code.slice(1))).toEqual({ kind: 'wrong', groups: [1] });
    expect(readRecoveryCode('')).toEqual({ kind: 'wrong', groups: [1, 2, 3, 4, 5] });
    expect(readRecoveryCode(code.slice(0, 17))).toEqual({ kind: 'wrong', groups: [4, 5] });
    expect(readRecoveryCode(`${code}2`)).toMatchObject({ kind: 'wrong' });
    expect(readRecoveryCode('mã nào đó')).toMatchObject({ kind: 'wrong' });
  });
});
