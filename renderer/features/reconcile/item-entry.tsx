import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { ReconcileItemRow } from '../../../contracts/views/reconcile.ts';
import { unsentClasses } from '../../../domain/sync/reconcile.ts';
import { testIds } from '../../test-ids.ts';
import { KeyButton } from '../../ui/key-button.tsx';
import { Money } from '../../ui/money.tsx';
import { showInSync } from '../sync/sync-start.ts';
import { ClassPill } from './class-pill.tsx';
import { DifferenceAction } from './difference-action.tsx';
import { nameOf, standingOf } from './difference-words.ts';
import type { DifferenceRepairs } from './use-difference-repair.ts';

/** Something that did not simply match, and what has become of it since. */
export function ItemEntry({ row }: { readonly row: ReconcileItemRow }) {
  const { t } = useTranslation();
  return (
    <span className="reconcile-columns">
      <ClassPill name={row.class} />
      <span className="row-line row-strong">{nameOf(t, row)}</span>
      <Money amount={row.tillAmount} />
      <Money amount={row.cloudAmount} />
      <span className="muted reconcile-since">{sinceThen(t, row)}</span>
    </span>
  );
}

export function ItemHead() {
  const { t } = useTranslation();
  return (
    <div className="reconcile-head muted">
      <span className="reconcile-columns">
        <span>{t('reconcile.kind')}</span>
        <span>{t('reconcile.number')}</span>
        <span className="money">{t('reconcile.till')}</span>
        <span className="money">{t('reconcile.cloud')}</span>
        <span>{t('reconcile.standing')}</span>
      </span>
    </div>
  );
}

function sinceThen(t: TFunction, { class: name, state, difference }: ReconcileItemRow): string {
  if (difference !== null) return standingOf(t, difference);
  if (!isUnsent(name)) return t('reconcile.goneSince');
  return state === null ? '' : t(`reconcile.nowIs.${state}`);
}

function isUnsent(name: ReconcileItemRow['class']): boolean {
  return unsentClasses.some((unsent) => unsent === name);
}

type ItemActionProps = {
  readonly row: ReconcileItemRow;
  readonly isSelected: boolean;
  readonly repair: DifferenceRepairs;
};

/** The repair of a difference; what has not been sent is repaired where it is listed. */
export function ItemAction({ row, isSelected, repair }: ItemActionProps) {
  const { t } = useTranslation();
  if (row.difference !== null)
    return <DifferenceAction row={row.difference} isSelected={isSelected} repair={repair} />;
  if (!leadsToSync(row)) return <span className="sync-action" />;
  return (
    <span className="sync-action">
      <KeyButton
        {...(isSelected ? { command: 'confirm' as const } : {})}
        testId={testIds.reconcileToSync}
        onClick={() => showInSync(row.number)}
      >
        {t('reconcile.toSync')}
      </KeyButton>
    </span>
  );
}

function leadsToSync({ class: name, state }: ReconcileItemRow): boolean {
  return isUnsent(name) && state !== 'confirmed';
}

/** What Enter does with a row. */
export function actOn(row: ReconcileItemRow, repair: DifferenceRepairs): void {
  if (row.difference !== null) repair.run(row.difference);
  else if (leadsToSync(row)) showInSync(row.number);
}
