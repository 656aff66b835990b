import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { PrintJobRow } from '../../../contracts/views/records.ts';
import { call, failureOf } from '../../lib/bridge.ts';
import { testIds } from '../../test-ids.ts';
import { FailureNote } from '../../ui/failure-note.tsx';

/** The paper as it is or would be, dot by dot. A pulse to the drawer has none. */
export function PrintPreview({ row }: { readonly row: PrintJobRow }) {
  const { t } = useTranslation();
  const preview = useQuery({
    queryKey: ['print-preview', row.id],
    queryFn: () => call('printer:preview', { jobId: row.id }),
    enabled: row.kind !== 'drawer',
    gcTime: 60_000,
  });
  if (row.kind === 'drawer') return <p className="muted">{t('printer.noPaper')}</p>;
  if (preview.error !== null) return <FailureNote failure={failureOf(preview.error)} />;
  return (
    <div className="print-paper">
      {preview.data === undefined ? null : (
        <img
          src={preview.data.png}
          alt={t('printer.preview', { title: row.title })}
          data-testid={testIds.printPreview}
        />
      )}
    </div>
  );
}
