import { useTranslation } from 'react-i18next';
import type { DifferenceRow } from '../../../contracts/views/reconcile.ts';
import { formatDay } from '../../../domain/time.ts';
import { Money } from '../../ui/money.tsx';
import { ClassPill } from '../reconcile/class-pill.tsx';
import { nameOf, standingOf } from '../reconcile/difference-words.ts';

/** One difference: of which document and day, what either side says, and where it stands. */
export function DifferenceEntry({ row }: { readonly row: DifferenceRow }) {
  const { t } = useTranslation();
  return (
    <span className="difference-columns">
      <ClassPill name={row.kind} />
      <span>
        <span className="row-line row-strong">{nameOf(t, row)}</span>
        <span className="row-line muted">{formatDay(row.day)}</span>
      </span>
      <Money amount={row.tillAmount} />
      <Money amount={row.cloudAmount} />
      <span>
        <span className="row-line row-strong">{t(`reconcile.whys.${row.kind}`)}</span>
        <span className="row-line muted">{standingOf(t, row)}</span>
      </span>
    </span>
  );
}

/** The names of the columns, in the same grid as the rows. */
export function DifferenceHead() {
  const { t } = useTranslation();
  return (
    <div className="sync-head muted">
      <span className="difference-columns">
        <span>{t('reconcile.kind')}</span>
        <span>{t('reconcile.numberAndDay')}</span>
        <span className="money">{t('reconcile.till')}</span>
        <span className="money">{t('reconcile.cloud')}</span>
        <span>{t('reconcile.standing')}</span>
      </span>
    </div>
  );
}
