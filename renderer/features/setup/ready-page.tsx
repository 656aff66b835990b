import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../contracts/errors/failure.ts';
import type { SetupView } from '../../../contracts/views/session.ts';
import { formatAmount } from '../../../domain/text/format.ts';
import { useCall } from '../../lib/use-call.ts';
import { testIds } from '../../test-ids.ts';
import { SetupPage } from './setup-page.tsx';

/** The last page on a further till of a shop: who can sign in here already. */
export function ReadyPage({ setup }: { readonly setup: SetupView }) {
  const { t } = useTranslation();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [finish, busy] = useCall('setup:finish', { quiet: true });
  const act = async () => {
    const answer = await finish();
    if (answer?.ok === false) setFailure(answer.error);
  };
  const goods = setup.pull?.kinds.find(({ kind }) => kind === 'products')?.pulled ?? 0;
  return (
    <SetupPage
      title={t('setup.ready.title')}
      why={t('setup.ready.why')}
      next={{
        label: t('setup.ready.finish'),
        act: () => void act(),
        disabled: busy,
        testId: testIds.setupFinish,
      }}
      onBack={null}
      trouble={failure === null ? null : { failure, leave: () => setFailure(null), busy }}
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
