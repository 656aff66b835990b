import { useTranslation } from 'react-i18next';
import { formatAmount, formatRate } from '../../../domain/text/format.ts';
import { useTill } from '../../lib/app-state.ts';
import { playSound, setSoundVolume } from '../../lib/sounds.ts';
import { testIds } from '../../test-ids.ts';
import { Choice } from '../../ui/choice.tsx';
import { KeyButton } from '../../ui/key-button.tsx';
import { ReconnectButton } from '../health/reconnect-button.tsx';
import { KeychainButton } from '../keychain/keychain-button.tsx';
import { BundleButton } from '../support/bundle-button.tsx';
import { useSettingsForm } from './draft.ts';
import { Toggle } from './toggle.tsx';

const vatRates = [0, 500, 800, 1000] as const;
const returnDays = [0, 3, 7, 15, 30] as const;
const roundingSteps = [1, 100, 500, 1000] as const;
const roundingDirections = ['nearest', 'down'] as const;
const lockMinutes = [2, 5, 10, 15, 30, 60] as const;
const volumes = [0, 20, 40, 60, 80, 100] as const;
const locales = ['vi', 'en'] as const;

export function SellingSection() {
  const { t } = useTranslation();
  const { settings, change } = useSettingsForm();
  const rates = withCurrent(vatRates, settings.defaultVatBp);
  return (
    <>
      <Toggle field="sellBelowZero" />
      <Toggle field="hideSoldOut" />
      <Toggle field="nameOrders" />
      <Choice
        label={t('settings.defaultVat')}
        value={settings.defaultVatBp?.toString() ?? 'none'}
        options={[
          ...rates.map((rate) => ({ value: rate.toString(), label: formatRate(rate) })),
          { value: 'none', label: t('settings.noVat') },
        ]}
        testIdOf={(value) => testIds.settingsChoice('vat', value)}
        onChange={(value) => change({ defaultVatBp: value === 'none' ? null : Number(value) })}
      />
      <p className="muted settings-hint">{t('settings.defaultVatHint')}</p>
      <Choice
        label={t('settings.returnDays')}
        value={settings.returns.days?.toString() ?? 'none'}
        options={[
          ...withCurrent(returnDays, settings.returns.days).map((days) => ({
            value: days.toString(),
            label: days === 0 ? t('settings.sameDay') : t('settings.days', { count: days }),
          })),
          { value: 'none', label: t('settings.noLimit') },
        ]}
        testIdOf={(value) => testIds.settingsChoice('return-days', value)}
        onChange={(value) =>
          change({ returns: { ...settings.returns, days: value === 'none' ? null : Number(value) } })
        }
      />
      <Choice
        label={t('settings.returnTimes')}
        value={settings.returns.severalTimes ? 'several' : 'once'}
        options={(['several', 'once'] as const).map((value) => ({
          value,
          label: t(`settings.returnTimesOf.${value}`),
        }))}
        testIdOf={(value) => testIds.settingsChoice('return-times', value)}
        onChange={(value) => change({ returns: { ...settings.returns, severalTimes: value === 'several' } })}
      />
    </>
  );
}

export function CashSection() {
  const { t } = useTranslation();
  const { settings, change } = useSettingsForm();
  const { step, direction } = settings.cashRounding;
  return (
    <>
      <Toggle field="needShift" />
      <Toggle field="blindCount" />
      <Choice
        label={t('settings.rounding')}
        value={step.toString()}
        options={roundingSteps.map((value) => ({
          value: value.toString(),
          label:
            value === 1 ? t('settings.noRounding') : t('settings.roundTo', { step: formatAmount(value) }),
        }))}
        testIdOf={(value) => testIds.settingsChoice('rounding', value)}
        onChange={(value) => {
          const next = roundingSteps.find((candidate) => candidate.toString() === value);
          if (next !== undefined) change({ cashRounding: { step: next, direction } });
        }}
      />
      {step === 1 ? null : (
        <Choice
          label={t('settings.direction')}
          value={direction}
          options={roundingDirections.map((value) => ({ value, label: t(`settings.directions.${value}`) }))}
          testIdOf={(value) => testIds.settingsChoice('rounding', value)}
          onChange={(value) => change({ cashRounding: { step, direction: value } })}
        />
      )}
      <p className="muted settings-hint">{t('settings.roundingHint')}</p>
    </>
  );
}

export function MachineSection() {
  const { t } = useTranslation();
  const till = useTill();
  const { settings, change } = useSettingsForm();
  return (
    <>
      <p className="card settings-hint">
        {t('settings.bound', { shop: till.shopName, branch: till.branchName, number: till.tillNumber })}
      </p>
      <div className="button-row">
        <ReconnectButton />
        <KeychainButton />
        <BundleButton />
      </div>
      <p className="muted settings-hint">{t('health.bundleHint')}</p>
      <Choice
        label={t('settings.autoLock')}
        value={settings.autoLockMinutes.toString()}
        options={withCurrent(lockMinutes, settings.autoLockMinutes).map((minutes) => ({
          value: minutes.toString(),
          label: t('settings.minutes', { count: minutes }),
        }))}
        testIdOf={(value) => testIds.settingsChoice('auto-lock', value)}
        onChange={(value) => change({ autoLockMinutes: Number(value) })}
      />
      <Choice
        label={t('settings.locale')}
        value={settings.locale}
        options={locales.map((value) => ({ value, label: t(`settings.locales.${value}`) }))}
        testIdOf={(value) => testIds.settingsChoice('locale', value)}
        onChange={(locale) => change({ locale })}
      />
      <Choice
        label={t('settings.volume')}
        value={settings.soundVolume.toString()}
        options={withCurrent(volumes, settings.soundVolume).map((volume) => ({
          value: volume.toString(),
          label: volume === 0 ? t('settings.silent') : `${volume}%`,
        }))}
        testIdOf={(value) => testIds.settingsChoice('volume', value)}
        onChange={(value) => {
          change({ soundVolume: Number(value) });
          // Heard at once, so that a volume is chosen by ear.
          setSoundVolume(Number(value));
          playSound('found');
        }}
      />
      <div className="button-row">
        <KeyButton onClick={() => playSound('unknown')}>{t('settings.hearUnknown')}</KeyButton>
        <KeyButton onClick={() => playSound('blocked')}>{t('settings.hearBlocked')}</KeyButton>
      </div>
    </>
  );
}

/** The usual values, and the present one where it is another. */
function withCurrent(usual: readonly number[], current: number | null): readonly number[] {
  return current === null || usual.includes(current) ? usual : [...usual, current].toSorted((a, b) => a - b);
}
