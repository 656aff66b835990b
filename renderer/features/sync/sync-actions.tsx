import { useTranslation } from 'react-i18next';
import { testIds } from '../../test-ids.ts';
import { KeyButton } from '../../ui/key-button.tsx';

type SyncActionsProps = {
  /** How many share the marked row's trouble; 0 where they cannot be repaired together. */
  readonly sameReason: number;
  readonly hasWays: boolean;
  readonly hasRow: boolean;
  readonly maySync: boolean;
  readonly mayRepair: boolean;
};

/** The keys of the page that are about the marked row, and the round. */
export function SyncActions({ sameReason, hasWays, hasRow, maySync, mayRepair }: SyncActionsProps) {
  const { t } = useTranslation();
  return (
    <>
      {sameReason === 0 ? null : (
        <KeyButton command="money-tendered" disabled={!mayRepair} testId={testIds.syncRepairAll}>
          {t('sync.all.button', { count: sameReason })}
        </KeyButton>
      )}
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
