import { describe, expect, it } from 'vitest';
import type { ShopSettings } from '../../contracts/views/session.ts';
import { draftProblem, patchOf, realChanges } from '../../renderer/features/settings/draft.ts';

const saved: ShopSettings = {
  receiptTitle: 'HÓA ĐƠN BÁN HÀNG',
  receiptHeader: ['Cửa hàng'],
  receiptFooter: [],
  receiptLogo: null,
  receiptShowVat: true,
  printOnPay: true,
  needShift: true,
  blindCount: true,
  sellBelowZero: true,
  hideSoldOut: false,
  nameOrders: false,
  cashRounding: { step: 1, direction: 'nearest' },
  autoLockMinutes: 10,
  defaultVatBp: 800,
  transferAccount: null,
  returns: { days: 7, atOtherBranches: true, severalTimes: true, refundsCheaperExchange: true },
  rights: {},
  printMaxAgeHours: 4,
  extraReceipts: { cash: 0, transfer: 0, card: 0 },
  drawerReminderSeconds: 30,
  locale: 'vi',
  soundVolume: 60,
};

describe('a draft of settings', () => {
  it('has no change once the old value is typed back', () => {
    const draft = { receiptTitle: saved.receiptTitle, cashRounding: { ...saved.cashRounding } };
    expect(realChanges(draft, saved)).toEqual({});
  });

  it('sends only what was changed', () => {
    const draft = { receiptTitle: saved.receiptTitle, hideSoldOut: true };
    expect(patchOf(realChanges(draft, saved))).toEqual({ hideSoldOut: true });
  });

  it('keeps an empty line between texts of the receipt and drops those at the end', () => {
    expect(patchOf({ receiptFooter: [' Cảm ơn ', '', 'Hẹn gặp lại', '  ', ''] })).toEqual({
      receiptFooter: ['Cảm ơn', '', 'Hẹn gặp lại'],
    });
  });

  it('drops all lines when nothing is left of the text', () => {
    expect(patchOf({ receiptHeader: [''] })).toEqual({ receiptHeader: [] });
  });

  it('takes an account number as banks print it, with blanks', () => {
    const account = { bin: '970436', account: '0123 4567 89', holder: ' NGUYEN VAN A ' };
    expect(draftProblem({ transferAccount: account })).toBeNull();
    expect(patchOf({ transferAccount: account })).toEqual({
      transferAccount: { bin: '970436', account: '0123456789', holder: 'NGUYEN VAN A' },
    });
  });

  it('can take the account away', () => {
    expect(draftProblem({ transferAccount: null })).toBeNull();
    expect(patchOf({ transferAccount: null })).toEqual({ transferAccount: null });
  });

  it.each([
    ['an empty title', { receiptTitle: '  ' }, 'receiptTitle'],
    ['an empty account', { transferAccount: { bin: '970436', account: '', holder: '' } }, 'transferAccount'],
  ] as const)('is not saved with %s', (_, draft, problem) => {
    expect(draftProblem(draft)).toBe(problem);
  });
});
