import { describe, expect, it } from 'vitest';
import { bankOf, banks, findBanks } from '../../renderer/features/settings/banks.ts';

describe('the list of banks', () => {
  it('has each BIN once, six digits long', () => {
    expect(new Set(banks.map((bank) => bank.bin)).size).toBe(banks.length);
    expect(banks.filter((bank) => !/^\d{6}$/.test(bank.bin))).toEqual([]);
  });

  it('finds a bank by the beginning of its name, without marks or capitals', () => {
    expect(findBanks('vietcom').map((bank) => bank.bin)).toEqual(['970436']);
    expect(findBanks('ngoai thuong').map((bank) => bank.bin)).toContain('970436');
  });

  it('finds a renamed bank by its old and its new name', () => {
    const byOldName = findBanks('lienviet').map((bank) => bank.bin);
    expect(byOldName).toContain('970449');
    expect(bankOf('970449')?.shortName).toContain(' / ');
  });

  it('offers every bank while nothing is typed', () => {
    expect(findBanks('')).toEqual(banks);
  });

  it('has no name for a BIN that is not listed', () => {
    expect(bankOf('000000')).toBeUndefined();
  });
});
