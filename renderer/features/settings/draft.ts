import { createContext, useContext } from 'react';
import type { InputOf } from '../../../contracts/procedures.ts';
import type { ShopSettings } from '../../../contracts/views/session.ts';
import { createStore } from '../../lib/store.ts';

/** What was changed and not saved yet. */
export type Draft = Partial<ShopSettings>;

/** Kept outside the screen: another page, a scan or a lock in between loses nothing. It belongs to who typed it. */
export const draftStore = createStore<{ readonly staffId: string; readonly draft: Draft } | null>(null);

export type SettingsForm = {
  readonly settings: ShopSettings;
  readonly change: (changes: Draft) => void;
};

export const SettingsContext = createContext<SettingsForm | null>(null);

/** The settings as they would be after saving, and how to change one. */
export function useSettingsForm(): SettingsForm {
  const form = useContext(SettingsContext);
  if (form === null) throw new Error('a settings field outside the settings screen');
  return form;
}

/** Only what differs from the saved settings; typing back the old text is no change. */
export function realChanges(draft: Draft, saved: ShopSettings): Draft {
  return Object.fromEntries(
    Object.entries(draft).filter(
      ([key, value]) => JSON.stringify(value) !== JSON.stringify(saved[key as keyof ShopSettings]),
    ),
  );
}

/** The draft as main takes it: texts trimmed, empty last lines of the receipt dropped. */
export function patchOf(draft: Draft): InputOf<'settings:save'> {
  const { receiptHeader, receiptFooter, receiptTitle, transferAccount, ...rest } = draft;
  return {
    ...rest,
    ...(receiptTitle === undefined ? {} : { receiptTitle: receiptTitle.trim() }),
    ...(receiptHeader === undefined ? {} : { receiptHeader: cleanLines(receiptHeader) }),
    ...(receiptFooter === undefined ? {} : { receiptFooter: cleanLines(receiptFooter) }),
    ...(transferAccount === undefined
      ? {}
      : {
          transferAccount:
            transferAccount === null
              ? null
              : {
                  ...transferAccount,
                  account: transferAccount.account.replace(/\s/g, ''),
                  holder: transferAccount.holder.trim(),
                },
        }),
  };
}

function cleanLines(lines: readonly string[]): string[] {
  const trimmed = lines.map((line) => line.trim());
  return trimmed.slice(0, trimmed.findLastIndex((line) => line !== '') + 1);
}

/** The first field that cannot be saved as it stands; null when all can. */
export function draftProblem(draft: Draft): 'receiptTitle' | 'transferAccount' | null {
  const { receiptTitle, transferAccount } = draft;
  if (receiptTitle !== undefined && receiptTitle.trim() === '') return 'receiptTitle';
  if (transferAccount && !/^[0-9A-Za-z]{1,19}$/.test(transferAccount.account.replace(/\s/g, '')))
    return 'transferAccount';
  return null;
}
