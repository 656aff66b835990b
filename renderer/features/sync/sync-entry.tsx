import { useTranslation } from 'react-i18next';
import type { SyncRow } from '../../../contracts/views/sync.ts';
import { shortDateTime } from '../../lib/short-time.ts';
import { Money } from '../../ui/money.tsx';
import { SyncState } from './sync-state.tsx';
import { type ConnectionState, moreOf, titleOf, whyOf } from './sync-words.ts';

/** One document: what it is, whose, how much, where it stands and what comes next. */
export function SyncEntry({
  row,
  connection,
}: {
  readonly row: SyncRow;
  readonly connection: ConnectionState;
}) {
  const { t } = useTranslation();
  return (
    <span className="sync-columns">
      <SyncState state={row.state} />
      <span>
        <span className="row-line row-strong">{titleOf(t, row)}</span>
        <span className="row-line muted">{shortDateTime(row.createdAt)}</span>
      </span>
      <span className="sync-name">{row.staffName ?? t('sync.byItself')}</span>
      <span>
        <span className="row-line">{row.customerName ?? t('sync.guest')}</span>
        <span className="row-line muted">{row.phoneMasked}</span>
      </span>
      {row.total === null ? <span /> : <Money amount={row.total} withUnit />}
      <span>
        <span className="row-line row-strong">{whyOf(t, row)}</span>
        <span className="row-line muted">{moreOf(t, row, connection)}</span>
      </span>
    </span>
  );
}

/** The names of the columns, in the same grid as the rows. */
export function SyncHead() {
  const { t } = useTranslation();
  return (
    <div className="sync-head muted">
      <span className="sync-columns">
        <span>{t('sync.columns.state')}</span>
        <span>{t('sync.columns.number')}</span>
        <span>{t('sync.columns.staff')}</span>
        <span>{t('sync.columns.customer')}</span>
        <span className="money">{t('sync.columns.total')}</span>
        <span>{t('sync.columns.why')}</span>
      </span>
    </div>
  );
}
