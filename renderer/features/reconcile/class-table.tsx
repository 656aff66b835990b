import { useTranslation } from 'react-i18next';
import { type ClassSums, reconcileClasses, sumOfClasses } from '../../../domain/sync/reconcile.ts';
import { formatAmount } from '../../../domain/text/format.ts';
import { testIds } from '../../test-ids.ts';
import { Money } from '../../ui/money.tsx';
import { ClassPill } from './class-pill.tsx';

/** How many documents came out how, and what they come to on either side. */
export function ClassTable({ classes }: { readonly classes: ClassSums }) {
  const { t } = useTranslation();
  const total = sumOfClasses(classes);
  const shown = reconcileClasses.filter((name) => name === 'matched' || classes[name].count > 0);
  return (
    <table className="reconcile-classes">
      <thead>
        <tr className="muted">
          <th>{t('reconcile.kind')}</th>
          <th>{t('reconcile.count')}</th>
          <th>{t('reconcile.till')}</th>
          <th>{t('reconcile.cloud')}</th>
          <th>{t('reconcile.difference')}</th>
        </tr>
      </thead>
      <tbody>
        {shown.map((name) => (
          <tr key={name} data-testid={testIds.reconcileClass(name)}>
            <td>
              <ClassPill name={name} />
            </td>
            <Figures sum={classes[name]} />
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr data-testid={testIds.reconcileTotal}>
          <th>{t('reconcile.total')}</th>
          <Figures sum={total} />
        </tr>
      </tfoot>
    </table>
  );
}

function Figures({ sum }: { readonly sum: ClassSums['matched'] }) {
  return (
    <>
      <td className="money">{formatAmount(sum.count)}</td>
      <td>
        <Money amount={sum.tillAmount} />
      </td>
      <td>
        <Money amount={sum.cloudAmount} />
      </td>
      <td>
        <Money amount={sum.cloudAmount - sum.tillAmount} />
      </td>
    </>
  );
}
