import { useTranslation } from 'react-i18next';
import { testIds } from '../../test-ids.ts';
import { KeyButton } from '../../ui/key-button.tsx';

type DifferenceActionsProps = {
  readonly hasRow: boolean;
  readonly hasWays: boolean;
  readonly maySync: boolean;
  readonly mayReconcile: boolean;
};

/** The keys of the list of differences: about the marked one and its day, and the round. */
export function DifferenceActions({ hasRow, hasWays, maySync, mayReconcile }: DifferenceActionsProps) {
  const { t } = useTranslation();
  return (
    <>
      <KeyButton
        command="money-tendered"
        disabled={!hasRow || !mayReconcile}
        testId={testIds.differenceAgain}
      >
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
