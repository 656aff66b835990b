import { useTranslation } from 'react-i18next';
import type { LateDocuments as Late } from '../../../contracts/views/records.ts';
import { formatAmount, formatDong } from '../../../domain/text/format.ts';
import { formatDateTime } from '../../../domain/time.ts';
import { testIds } from '../../test-ids.ts';
import { Money } from '../../ui/money.tsx';
import { SyncState } from '../sync/sync-state.tsx';

/** Sales the cloud did not have when the shift was closed, as they stand now. The closed figures held them all along. */
export function LateDocuments({ late }: { readonly late: Late }) {
  const { t } = useTranslation();
  if (late.count === 0) return null;
  const leftOut = late.count - late.rows.length;
  return (
    <section className="card report-late" data-testid={testIds.reportLate}>
      <h2>
        {t('shift.late.title', { count: late.count, amount: formatDong(late.amount) })}
        {' · '}
        {late.stillWaiting === 0
          ? t('shift.late.allThere')
          : t('shift.late.stillWaiting', { count: late.stillWaiting })}
      </h2>
      <p className="muted report-who">{t('shift.late.words')}</p>
      <ul className="report-late-rows">
        {late.rows.map((sale) => (
          <li key={sale.number} data-state={sale.state}>
            <span className="row-strong">{sale.number}</span>
            <Money amount={sale.amount} />
            <SyncState state={sale.state} />
            <span className="muted">{sale.arrivedAt === null ? '' : formatDateTime(sale.arrivedAt)}</span>
          </li>
        ))}
      </ul>
      {leftOut > 0 ? (
        <p className="muted report-who">
          {t('shift.late.more', { count: leftOut, shown: formatAmount(late.rows.length) })}
        </p>
      ) : null}
    </section>
  );
}
