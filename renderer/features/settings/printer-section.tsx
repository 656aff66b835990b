import { useTranslation } from 'react-i18next';
import { tenderKinds } from '../../../domain/sale/tender.ts';
import { testIds } from '../../test-ids.ts';
import { Choice } from '../../ui/choice.tsx';
import { KeyButton } from '../../ui/key-button.tsx';
import { openDevices } from '../devices/devices-tab.ts';
import { useSettingsForm } from './draft.ts';

const ages = [1, 2, 4, 8, 12, 24] as const;
const counts = [0, 1, 2, 3] as const;
const reminders = [0, 15, 30, 60, 120] as const;

/** The shop's rules of printing. The printers themselves belong to each machine, on its devices page. */
export function PrinterSection() {
  const { t } = useTranslation();
  const { settings, change } = useSettingsForm();
  const { printMaxAgeHours, extraReceipts, drawerReminderSeconds } = settings;
  return (
    <>
      <div className="button-row">
        <KeyButton testId={testIds.settingsToDevices} onClick={() => openDevices('printers')}>
          {t('settings.toPrinters')}
        </KeyButton>
      </div>
      <Choice
        label={t('settings.printMaxAge')}
        value={printMaxAgeHours.toString()}
        options={withCurrent(ages, printMaxAgeHours).map((hours) => ({
          value: hours.toString(),
          label: t('settings.hours', { count: hours }),
        }))}
        testIdOf={(value) => testIds.settingsChoice('print-max-age', value)}
        onChange={(value) => change({ printMaxAgeHours: Number(value) })}
      />
      <p className="muted settings-hint">{t('settings.printMaxAgeHint')}</p>
      {tenderKinds.map((kind) => (
        <Choice
          key={kind}
          label={t('settings.extraReceipts', { tender: t(`settings.tenders.${kind}`) })}
          value={extraReceipts[kind].toString()}
          options={counts.map((count) => ({
            value: count.toString(),
            label: count === 0 ? t('settings.noExtra') : count.toString(),
          }))}
          testIdOf={(value) => testIds.settingsChoice(`extra-${kind}`, value)}
          onChange={(value) => change({ extraReceipts: { ...extraReceipts, [kind]: Number(value) } })}
        />
      ))}
      <p className="muted settings-hint">{t('settings.extraHint')}</p>
      <Choice
        label={t('settings.drawerReminder')}
        value={drawerReminderSeconds.toString()}
        options={withCurrent(reminders, drawerReminderSeconds).map((seconds) => ({
          value: seconds.toString(),
          label: seconds === 0 ? t('settings.never') : t('settings.seconds', { count: seconds }),
        }))}
        testIdOf={(value) => testIds.settingsChoice('drawer-reminder', value)}
        onChange={(value) => change({ drawerReminderSeconds: Number(value) })}
      />
    </>
  );
}

/** The usual values, and the present one where it is another. */
function withCurrent(usual: readonly number[], current: number): readonly number[] {
  return usual.includes(current) ? usual : [...usual, current].toSorted((a, b) => a - b);
}
