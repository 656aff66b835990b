import { describe, expect, it } from 'vitest';
import { syncSearchTerms } from '../../../domain/sync/search-terms.ts';

describe('what a search on the sync page looks for', () => {
  it.each([
    ['LL1-261105-0012', ['ll1-261105-0012']],
    [' ll1 ', ['ll1']],
    ['LL', []],
    ['12', ['-0012']],
    ['7', ['-0007']],
    ['0012', ['0012']],
    ['261105-0012', ['261105-0012', '2611050012']],
    ['0901 234 567', ['0901 234 567', '0901234567']],
    ['+84 901 234 567', ['+84 901 234 567', '84901234567', '0901234567']],
    ['84901234567', ['84901234567', '0901234567']],
    ['', []],
    ['---', []],
    ['"', []],
  ])('for "%s" is %j', (typed, terms) => {
    expect(syncSearchTerms(typed)).toEqual(terms);
  });
});
