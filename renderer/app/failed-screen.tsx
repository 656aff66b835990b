import { IconAlertOctagon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../lib/app-state.ts';
import { wordsFor } from '../lib/failures.ts';
import { testIds } from '../test-ids.ts';

/** The till cannot start: what happened, what still holds, what to do. Main closes the program; nothing can be pressed here. */
export function FailedScreen() {
  const { t } = useTranslation();
  const { failure, version } = useApp();
  const reason = failure ?? { code: 'UNEXPECTED' as const, params: {} };
  const { what, todo } = wordsFor(reason);
  return (
    <main className="failed" data-testid={testIds.appFailed} data-code={reason.code}>
      <IconAlertOctagon size={64} aria-hidden="true" />
      <h1>{t('app.cannotStart')}</h1>
      <p className="failed-what">{what}</p>
      <p className="failed-todo">{todo}</p>
      <p className="muted">
        {reason.code} · Quầy {version}
      </p>
    </main>
  );
}
