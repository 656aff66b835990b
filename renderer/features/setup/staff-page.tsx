import { useTranslation } from 'react-i18next';
import type { SetupView } from '../../../contracts/views/session.ts';
import { formatAmount } from '../../../domain/text/format.ts';
import { usePull } from '../../lib/app-state.ts';
import { testIds } from '../../test-ids.ts';
import { StaffList } from '../staff/staff-list.tsx';
import { PullFigures } from './pull-figures.tsx';
import { SetupPage } from './setup-page.tsx';

/** Who else sells here; may also be done later. */
export function StaffPage({ setup, onDone }: { readonly setup: SetupView; readonly onDone: () => void }) {
  const { t } = useTranslation();
  const reported = usePull();
  const pull = reported ?? setup.pull;
  const goods = pull?.kinds.find(({ kind }) => kind === 'products')?.pulled ?? 0;
  return (
    <SetupPage
      title={t('setup.staff.title')}
      why={t(setup.staffListed ? 'setup.staff.why' : 'setup.staff.whyByHand')}
      next={{
        label: t('setup.staff.finish'),
        act: onDone,
        testId: testIds.setupFinish,
      }}
      onBack={null}
    >
      <p className="muted">{t('setup.staff.pulled', { goods: formatAmount(goods) })}</p>
      {pull === null || pull.done ? null : (
        <>
          <p>{t('setup.staff.stillComing')}</p>
          <PullFigures pull={pull} />
        </>
      )}
      <StaffList rowTestId={testIds.setupStaffRow} mayAdd={!setup.staffListed} pinCommand="right" />
    </SetupPage>
  );
}
