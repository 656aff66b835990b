import { useTranslation } from 'react-i18next';
import type { CustomerChangeView } from '../../../contracts/views/customers.ts';
import { shortDateTime } from '../../lib/short-time.ts';
import { testIds } from '../../test-ids.ts';

/** Both values of every change, and where it came from; newest first. */
export function CustomerChanges({ changes }: { readonly changes: readonly CustomerChangeView[] }) {
  const { t } = useTranslation();
  if (changes.length === 0) return <p className="muted">{t('customers.noChanges')}</p>;
  return (
    <ul className="customer-list">
      {changes.map((change) => (
        <Change key={change.id} change={change} />
      ))}
    </ul>
  );
}

function Change({ change }: { readonly change: CustomerChangeView }) {
  const { t } = useTranslation();
  const words = (value: string) => {
    if (value === '') return t('customers.empty');
    return change.field === 'gender' ? t(`customers.genders.${value}`) : value;
  };
  const from =
    change.origin === 'cloud'
      ? t('customers.fromCloud')
      : [
          change.tillNumber === null ? '' : t('customers.fromTill', { number: change.tillNumber }),
          change.staffName ?? t('customers.byItself'),
        ]
          .filter((part) => part !== '')
          .join(', ');
  return (
    <li data-testid={testIds.customerChange}>
      {t(`customers.fields.${change.field}`)}: {words(change.before)} → <strong>{words(change.after)}</strong>
      <span className="muted customer-change-from">
        {shortDateTime(change.at)}, {from}
        {change.stands ? '' : ` · ${t('customers.overruled')}`}
      </span>
    </li>
  );
}
