import { useTranslation } from 'react-i18next';
import { formatDateTime, formatTime } from '../../../domain/time.ts';
import { useApp } from '../../lib/app-state.ts';
import { waitingWords } from '../../lib/connection-words.ts';
import { testIds } from '../../test-ids.ts';

/** What happened, what still works, what comes by itself. */
export function SyncSummary() {
  const { t } = useTranslation();
  const { connection, differences } = useApp();
  const { state, since, waiting, refused, lastPullAt } = connection;
  return (
    <section className="card sync-summary" data-testid={testIds.syncState} data-state={state}>
      <div className="sync-words">
        <strong>{t(`sync.state.${state}`, { time: formatTime(since) })}</strong>
        <span>
          {differences + refused + waiting === 0
            ? t('sync.nothingWaits')
            : [
                ...(differences > 0 ? [t('sync.differencesWords', { count: differences })] : []),
                ...(refused > 0 ? [t('sync.refusedWords', { count: refused })] : []),
                ...(waiting > 0 ? [waitingWords(connection)] : []),
              ].join(' ')}
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
        <div className={differences > 0 ? 'sync-figure-look' : undefined}>
          <dt>{t('sync.differences')}</dt>
          <dd className="money money-amount" data-testid={testIds.syncDifferences}>
            {differences}
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
