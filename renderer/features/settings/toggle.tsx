import { Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ShopSettings } from '../../../contracts/views/session.ts';
import { testIds } from '../../test-ids.ts';
import { useSettingsForm } from './draft.ts';

type ToggleField = {
  [K in keyof ShopSettings]: ShopSettings[K] extends boolean ? K : never;
}[keyof ShopSettings];

/** A yes/no rule of the shop with what it means. */
export function Toggle({ field }: { readonly field: ToggleField }) {
  const { t } = useTranslation();
  const { settings, change } = useSettingsForm();
  return (
    <Switch
      label={t(`settings.${field}.name`)}
      description={t(`settings.${field}.words`)}
      checked={settings[field]}
      data-testid={testIds.settingsField(field)}
      onChange={(event) => change({ [field]: event.currentTarget.checked })}
    />
  );
}
