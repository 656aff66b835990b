import { useTranslation } from 'react-i18next';
import type { ReconcileClass } from '../../../domain/sync/reconcile.ts';
import { testIds } from '../../test-ids.ts';
import { KeyButton } from '../../ui/key-button.tsx';

type ReconcileActionsProps = {
  readonly shownClass: ReconcileClass | null;
  readonly hasWays: boolean;
  readonly hasDifference: boolean;
  readonly mayPrint: boolean;
  readonly mayRun: boolean;
};

/** The keys of the page: about the marked row, the day, and the run. */
export function ReconcileActions(props: ReconcileActionsProps) {
  const { shownClass, hasWays, hasDifference, mayPrint, mayRun } = props;
  const { t } = useTranslation();
  return (
    <>
      <KeyButton command="held-carts" testId={testIds.reconcilePickDay}>
        {t('reconcile.pickDay')}
      </KeyButton>
      <KeyButton command="money-tendered" pressed={shownClass !== null} testId={testIds.reconcilePickClass}>
        {t('reconcile.pickClass')}
      </KeyButton>
      <KeyButton command="order-discount" disabled={!hasWays}>
        {t('sync.ways')}
      </KeyButton>
      <KeyButton command="line-editor" disabled={!hasDifference}>
        {t('sync.open')}
      </KeyButton>
      <KeyButton command="pay-and-print" disabled={!mayPrint} testId={testIds.reconcilePrint}>
        {t('reconcile.print')}
      </KeyButton>
      <KeyButton command="sync-page" tone="main" disabled={!mayRun} testId={testIds.reconcileRun}>
        {t('reconcile.run')}
      </KeyButton>
    </>
  );
}
