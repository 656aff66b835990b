import { useTranslation } from 'react-i18next';
import type { SetupView } from '../../../contracts/views/session.ts';
import { formatAmount } from '../../../domain/text/format.ts';
import { testIds } from '../../test-ids.ts';
import { SetupPage } from './setup-page.tsx';

/** The last question on a further till of a shop: who can sign in here already. */
export function ReadyPage({ setup, onDone }: { readonly setup: SetupView; readonly onDone: () => void }) {
  const { t } = useTranslation();
  const goods = setup.pull?.kinds.find(({ kind }) => kind === 'products')?.pulled ?? 0;
  return (
    <SetupPage
      title={t('setup.ready.title')}
      why={t('setup.ready.why')}
      next={{
        label: t('setup.ready.finish'),
        act: onDone,
        testId: testIds.setupFinish,
      }}
      onBack={null}
    >
      <p className="muted">{t('setup.staff.pulled', { goods: formatAmount(goods) })}</p>
      <ul className="card setup-people">
        {setup.staff
          .filter((person) => person.hasPin)
          .map((person) => (
            <li key={person.id} data-testid={testIds.setupStaffRow}>
              <strong>{person.name}</strong> <span className="muted">{t(`staff.roles.${person.role}`)}</span>
            </li>
          ))}
      </ul>
    </SetupPage>
  );
}
