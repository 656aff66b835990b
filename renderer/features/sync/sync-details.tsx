import { useTranslation } from 'react-i18next';
import type { SyncRow } from '../../../contracts/views/sync.ts';
import { formatDateTime } from '../../../domain/time.ts';
import { testIds } from '../../test-ids.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { StoredSale } from '../sales/stored-sale.tsx';
import { SyncState } from './sync-state.tsx';
import { type ConnectionState, moreOf, titleOf, whyOf } from './sync-words.ts';

type SyncDetailsProps = {
  readonly row: SyncRow;
  readonly connection: ConnectionState;
  readonly onClose: () => void;
};

/** The document behind a row, with where it stands: a sale as it was sold, a cancellation with both its orders. */
export function SyncDetails({ row, connection, onClose }: SyncDetailsProps) {
  const { t } = useTranslation();
  return (
    <Dialog
      title={titleOf(t, row)}
      onClose={onClose}
      width={row.kind === 'sale' ? 980 : 640}
      testId={testIds.syncDetails}
    >
      <div className="form-column">
        <div className="sync-standing">
          <SyncState state={row.state} />
          <div>
            <strong>{whyOf(t, row)}</strong>
            <div className="muted">{moreOf(t, row, connection)}</div>
            {(row.refusal?.goneLines.length ?? 0) > 0 && row.lastAnswer ? (
              <div className="muted">{t('sync.said', { words: row.lastAnswer })}</div>
            ) : null}
          </div>
        </div>
        {row.doubled === null ? null : (
          <p className="sync-dialog-words">
            {t('sync.doubledWords', {
              number: row.number,
              kept: row.doubled.keptOrderId,
              extra: row.doubled.extraOrderId,
            })}
          </p>
        )}
        {row.kind === 'sale' ? <StoredSale saleId={row.documentId} /> : <Facts row={row} />}
      </div>
    </Dialog>
  );
}

function Facts({ row }: { readonly row: SyncRow }) {
  const { t } = useTranslation();
  return (
    <dl className="figures">
      <dt>{t('sync.columns.created')}</dt>
      <dd>{formatDateTime(row.createdAt)}</dd>
      <dt>{t('sync.columns.customer')}</dt>
      <dd>{[row.customerName ?? t('sync.guest'), row.phoneMasked ?? ''].join(' ').trim()}</dd>
    </dl>
  );
}
