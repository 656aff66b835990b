import { useTranslation } from 'react-i18next';
import { formatQuantity } from '../../../domain/text/format.ts';
import { useStore } from '../../lib/store.ts';
import { testIds } from '../../test-ids.ts';
import { quickEntryStore, readQuickEntry } from './quick-entry.ts';

/** What was typed without a field, and what it will do. */
export function QuickEntryBar() {
  const { t } = useTranslation();
  const text = useStore(quickEntryStore);
  const entry = readQuickEntry(text);
  const waits = entry?.multiplied === true && entry.code === '';
  return (
    <div className="quick-entry" data-testid={testIds.quickEntry} data-text={text}>
      {text === '' ? (
        <span className="muted">{t('sell.quickHint')}</span>
      ) : (
        <>
          <strong className="money">{text}</strong>
          <span className="muted">
            {entry === undefined
              ? t('sell.quickUnreadable')
              : waits
                ? t('sell.quickMultiplier', { quantity: formatQuantity(entry.quantity) })
                : t('sell.quickCode')}
          </span>
        </>
      )}
    </div>
  );
}
