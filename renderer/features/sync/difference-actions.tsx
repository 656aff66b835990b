import { useTranslation } from 'react-i18next';
import { testIds } from '../../test-ids.ts';
import { KeyButton } from '../../ui/key-button.tsx';

type DifferenceActionsProps = {
  /** Missing sales that can be sent again together. */
  readonly sendable: number;
  readonly hasRow: boolean;
  readonly hasWays: boolean;
  readonly maySync: boolean;
  readonly mayReconcile: boolean;
};

/** The keys of the list of differences: about the marked one and its day, and the round. */
export function DifferenceActions(props: DifferenceActionsProps) {
  const { sendable, hasRow, hasWays, maySync, mayReconcile } = props;
  const { t } = useTranslation();
  return (
    <>
      {sendable < 2 ? null : (
        <KeyButton command="money-tendered" testId={testIds.differenceAll}>
          {t('reconcile.all.button', { count: sendable })}
        </KeyButton>
      )}
      <KeyButton command="pay-and-print" disabled={!hasRow || !mayReconcile} testId={testIds.differenceAgain}>
        {t('reconcile.again')}
      </KeyButton>
      <KeyButton command="order-discount" disabled={!hasWays} testId={testIds.syncWays}>
        {t('sync.ways')}
      </KeyButton>
      <KeyButton command="line-editor" disabled={!hasRow} testId={testIds.syncOpen}>
        {t('sync.open')}
      </KeyButton>
      <KeyButton command="reconcile" testId={testIds.syncReconcile}>
        {t('reconcile.open')}
      </KeyButton>
      <KeyButton command="sync-page" tone="main" disabled={!maySync} testId={testIds.syncNow}>
        {t('sync.now')}
      </KeyButton>
    </>
  );
}
