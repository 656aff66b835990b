import { useTranslation } from 'react-i18next';
import { testIds } from '../../test-ids.ts';
import { Screen } from '../../ui/screen.tsx';
import { StaffList } from './staff-list.tsx';

/** The owner's page of people: PINs, roles, taking a PIN away. */
export function StaffScreen() {
  const { t } = useTranslation();
  return (
    <Screen id="staff" title={t('menu.staff')}>
      <div className="page-column">
        <p className="staff-intro">{t('staff.intro')}</p>
        <StaffList rowTestId={testIds.staffRow} mayAdd pinCommand="confirm" />
      </div>
    </Screen>
  );
}
