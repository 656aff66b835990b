import { useTranslation } from 'react-i18next';
import type { ConnectionView } from '../../../contracts/views/session.ts';
import { formatDateTime, formatTime } from '../../../domain/time.ts';
import { testIds } from '../../test-ids.ts';

/** What happened, what still works, what comes by itself. */
export function SyncSummary({ connection }: { readonly connection: ConnectionView }) {
  const { t } = useTranslation();
  const { state, since, waiting, refused, lastPullAt } = connection;
  return (
    <section className="card sync-summary" data-testid={testIds.syncState} data-state={state}>
      <div className="sync-words">
        <strong>{t(`sync.state.${state}`, { time: formatTime(since) })}</strong>
        <span>
          {refused > 0
            ? t('sync.refusedWords', { count: refused })
            : waiting > 0
              ? t(`sync.waitingWords.${state}`, { count: waiting })
              : t('sync.nothingWaits')}
        </span>
      </div>
      <dl className="sync-figures">
        <div>
          <dt>{t('sync.waiting')}</dt>
          <dd className="money money-amount" data-testid={testIds.syncWaiting}>
            {waiting}
          </dd>
        </div>
        <div>
          <dt>{t('sync.refused')}</dt>
          <dd className="money money-amount" data-testid={testIds.syncRefused}>
            {refused}
          </dd>
        </div>
        <div>
          <dt>{t('sync.lastPull')}</dt>
          <dd className="money sync-when">
            {lastPullAt === null ? t('sync.never') : formatDateTime(lastPullAt)}
          </dd>
        </div>
      </dl>
    </section>
  );
}
