import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { testIds } from '../../test-ids.ts';
import { KeyButton } from '../../ui/key-button.tsx';
import { BankDialog } from './bank-dialog.tsx';
import { bankOf } from './banks.ts';
import { useSettingsForm } from './draft.ts';

/** The account that receives transfers; its VietQR is shown when a customer pays that way. */
export function TransferSection() {
  const { t } = useTranslation();
  const { settings, change } = useSettingsForm();
  const [isChoosing, setChoosing] = useState(false);
  const account = settings.transferAccount;
  const bank = account === null ? undefined : bankOf(account.bin);
  return (
    <>
      <p className="settings-hint">{t('settings.transferWords')}</p>
      <div>
        <span className="entry-label">{t('settings.bank')}</span>
        <KeyButton className="settings-bank" testId={testIds.settingsBank} onClick={() => setChoosing(true)}>
          {account === null
            ? t('settings.chooseBank')
            : bank === undefined
              ? account.bin
              : `${bank.shortName} · ${bank.name}`}
        </KeyButton>
      </div>
      {account === null ? null : (
        <>
          <TextInput
            label={t('settings.account')}
            value={account.account}
            maxLength={25}
            data-testid={testIds.settingsField('account')}
            onChange={(event) =>
              change({ transferAccount: { ...account, account: event.currentTarget.value } })
            }
          />
          <TextInput
            label={t('settings.holder')}
            description={t('settings.holderHint')}
            value={account.holder}
            maxLength={100}
            data-testid={testIds.settingsField('holder')}
            onChange={(event) =>
              change({ transferAccount: { ...account, holder: event.currentTarget.value } })
            }
          />
          <div className="button-row">
            <KeyButton tone="stop" onClick={() => change({ transferAccount: null })}>
              {t('settings.noTransfer')}
            </KeyButton>
          </div>
        </>
      )}
      {isChoosing ? (
        <BankDialog
          onChoose={({ bin }) => {
            change({
              transferAccount: { bin, account: account?.account ?? '', holder: account?.holder ?? '' },
            });
            setChoosing(false);
          }}
          onClose={() => setChoosing(false)}
        />
      ) : null}
    </>
  );
}
