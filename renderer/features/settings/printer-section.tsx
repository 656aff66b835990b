import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { testIds } from '../../test-ids.ts';
import { Choice } from '../../ui/choice.tsx';
import { KeyButton } from '../../ui/key-button.tsx';
import { openDevices } from '../devices/devices-tab.ts';
import { useSettingsForm } from './draft.ts';

const kinds = ['network', 'virtual'] as const;
const papers = ['80', '58'] as const;

/** The port receipt printers listen on. */
const rawPrintPort = 9100;

export function PrinterSection() {
  const { t } = useTranslation();
  const { settings, change } = useSettingsForm();
  const { printer } = settings;
  return (
    <>
      <Choice
        label={t('settings.printerKind')}
        value={printer.kind}
        options={kinds.map((value) => ({ value, label: t(`settings.printerKinds.${value}`) }))}
        testIdOf={(value) => testIds.settingsChoice('printer', value)}
        onChange={(kind) =>
          change({
            printer:
              kind === 'virtual'
                ? { kind, paper: printer.paper }
                : printer.kind === 'network'
                  ? printer
                  : { kind, host: '', port: rawPrintPort, paper: printer.paper },
          })
        }
      />
      <p className="muted settings-hint">{t(`settings.printerWords.${printer.kind}`)}</p>
      {printer.kind === 'network' ? (
        <div className="settings-address">
          <TextInput
            label={t('settings.host')}
            description={t('settings.hostHint')}
            value={printer.host}
            maxLength={253}
            data-testid={testIds.settingsField('printer-host')}
            onChange={(event) => change({ printer: { ...printer, host: event.currentTarget.value.trim() } })}
          />
          <TextInput
            label={t('settings.port')}
            description={t('settings.portHint', { port: rawPrintPort })}
            value={printer.port === 0 ? '' : printer.port.toString()}
            inputMode="numeric"
            data-testid={testIds.settingsField('printer-port')}
            onChange={(event) => {
              const port = Number(event.currentTarget.value.replace(/\D/g, '').slice(0, 5));
              change({ printer: { ...printer, port } });
            }}
          />
        </div>
      ) : null}
      <Choice
        label={t('settings.paper')}
        value={printer.paper}
        options={papers.map((value) => ({ value, label: t('settings.paperWidth', { mm: value }) }))}
        testIdOf={(value) => testIds.settingsChoice('paper', value)}
        onChange={(paper) => change({ printer: { ...printer, paper } })}
      />
      <div className="button-row">
        <KeyButton onClick={() => openDevices('queue')}>{t('settings.toPrinter')}</KeyButton>
      </div>
    </>
  );
}
