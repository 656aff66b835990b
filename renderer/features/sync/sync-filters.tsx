import { TextInput } from '@mantine/core';
import { type Ref, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SyncPage } from '../../../contracts/views/sync.ts';
import { documentKinds } from '../../../domain/sync/outbox.ts';
import { useKeys } from '../../lib/keys.ts';
import { testIds } from '../../test-ids.ts';
import { KeyButton } from '../../ui/key-button.tsx';
import { PickDialog } from '../../ui/pick-dialog.tsx';
import { DayDialog } from './day-dialog.tsx';
import { dateSpans, dayWords, type SyncFilter } from './sync-query.ts';

type SyncFiltersProps = {
  readonly filter: SyncFilter;
  readonly onFilter: (change: Partial<SyncFilter>) => void;
  readonly page: SyncPage | null;
  readonly searchRef: Ref<HTMLInputElement>;
};

const kindOptions = ['all', ...documentKinds] as const;

/** Search, day and kind above the list: F2 F10, or a touch. */
export function SyncFilters({ filter, onFilter, page, searchRef }: SyncFiltersProps) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState<'span' | 'day' | 'kind' | null>(null);
  const close = () => setAsking(null);
  const change = (next: Partial<SyncFilter>) => {
    close();
    onFilter(next);
  };
  useKeys({
    commands: {
      'held-carts': () => setAsking('span'),
      'pay-and-print': () => setAsking('kind'),
    },
  });
  return (
    <>
      <div className="sync-filters">
        <TextInput
          ref={searchRef}
          className="sync-search"
          value={filter.text}
          maxLength={200}
          placeholder={t('sync.search')}
          aria-label={t('sync.search')}
          data-testid={testIds.syncSearch}
          onChange={(event) => onFilter({ text: event.currentTarget.value })}
        />
        <KeyButton
          command="held-carts"
          pressed={filter.span !== 'all'}
          testId={testIds.syncDates}
          onClick={() => setAsking('span')}
        >
          {filter.span === 'day' ? dayWords(filter.day) : t(`sync.spans.${filter.span}`)}
        </KeyButton>
        <KeyButton
          command="pay-and-print"
          pressed={filter.kind !== null}
          testId={testIds.syncKinds}
          onClick={() => setAsking('kind')}
        >
          {t(`sync.kindFilters.${filter.kind ?? 'all'}`)}
        </KeyButton>
        <span className="muted sync-count">
          {page === null ? null : t(page.isMore ? 'sync.shownMore' : 'sync.shown', { count: page.total })}
        </span>
      </div>
      {asking === 'span' ? (
        <PickDialog
          title={t('sync.dateTitle')}
          confirm={t('sync.choose')}
          current={filter.span}
          options={dateSpans.map((id) => ({ id, label: t(`sync.spans.${id}`) }))}
          onPick={(span) => (span === 'day' ? setAsking('day') : change({ span }))}
          onClose={close}
        />
      ) : null}
      {asking === 'day' ? (
        <DayDialog day={filter.day} onDay={(day) => change({ span: 'day', day })} onClose={close} />
      ) : null}
      {asking === 'kind' ? (
        <PickDialog
          title={t('sync.kindTitle')}
          confirm={t('sync.choose')}
          current={filter.kind ?? 'all'}
          options={kindOptions.map((id) => ({ id, label: t(`sync.kindFilters.${id}`) }))}
          onPick={(kind) => change({ kind: kind === 'all' ? null : kind })}
          onClose={close}
        />
      ) : null}
    </>
  );
}
