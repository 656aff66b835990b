import { Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { testIds } from '../../test-ids.ts';
import { useSettingsForm } from './draft.ts';
import { LogoField } from './logo-field.tsx';
import { Toggle } from './toggle.tsx';

const mostLines = 8;

/** What stands on the paper above and below the goods. */
export function ReceiptSection() {
  const { t } = useTranslation();
  const { settings, change } = useSettingsForm();
  return (
    <>
      <LogoField />
      <TextInput
        label={t('settings.receiptTitle')}
        value={settings.receiptTitle}
        maxLength={60}
        data-testid={testIds.settingsField('receipt-title')}
        onChange={(event) => change({ receiptTitle: event.currentTarget.value })}
      />
      <LinesField
        label={t('settings.receiptHeader')}
        lines={settings.receiptHeader}
        testId={testIds.settingsField('receipt-header')}
        onLines={(receiptHeader) => change({ receiptHeader })}
      />
      <LinesField
        label={t('settings.receiptFooter')}
        lines={settings.receiptFooter}
        testId={testIds.settingsField('receipt-footer')}
        onLines={(receiptFooter) => change({ receiptFooter })}
      />
      <Toggle field="receiptShowVat" />
      <Toggle field="printOnPay" />
    </>
  );
}

type LinesFieldProps = {
  readonly label: string;
  readonly lines: readonly string[];
  readonly onLines: (lines: readonly string[]) => void;
  readonly testId: string;
};

function LinesField({ label, lines, onLines, testId }: LinesFieldProps) {
  const { t } = useTranslation();
  return (
    <Textarea
      label={label}
      description={t('settings.linesHint', { count: mostLines })}
      value={lines.join('\n')}
      rows={4}
      data-testid={testId}
      onChange={(event) =>
        onLines(
          event.currentTarget.value
            .split('\n')
            .slice(0, mostLines)
            .map((line) => line.slice(0, 200)),
        )
      }
    />
  );
}
