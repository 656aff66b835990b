import { TextInput } from '@mantine/core';
import { type Ref, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SyncPage } from '../../../contracts/views/sync.ts';
import { documentKinds, type OutboxStage, outboxStages } from '../../../domain/sync/outbox.ts';
import { formatAmount } from '../../../domain/text/format.ts';
import { useKeys } from '../../lib/keys.ts';
import { testIds } from '../../test-ids.ts';
import { KeyButton } from '../../ui/key-button.tsx';
import { PickDialog } from '../../ui/pick-dialog.tsx';
import { stepWithin } from '../../ui/virtual-rows.tsx';
import { DayDialog } from './day-dialog.tsx';
import { dateSpans, dayWords, type SyncFilter } from './sync-query.ts';

type SyncFiltersProps = {
  readonly filter: SyncFilter;
  readonly onFilter: (change: Partial<SyncFilter>) => void;
  readonly page: SyncPage | null;
  readonly searchRef: Ref<HTMLInputElement>;
};

const stages: readonly (OutboxStage | null)[] = ['refused', 'waiting', 'set-aside', 'confirmed', null];
const kindOptions = ['all', ...documentKinds] as const;

/** Search, day and kind above the list, and its tabs: ← → F2 F10, or a touch. */
export function SyncFilters({ filter, onFilter, page, searchRef }: SyncFiltersProps) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState<'span' | 'day' | 'kind' | null>(null);
  const close = () => setAsking(null);
  const change = (next: Partial<SyncFilter>) => {
    close();
    onFilter(next);
  };
  const turn = (by: number) =>
    onFilter({ stage: stages[stepWithin(stages.length, stages.indexOf(filter.stage), by)] ?? null });
  useKeys({
    commands: {
      left: () => turn(-1),
      right: () => turn(1),
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
      <div className="button-row">
        <kbd className="cap sync-turn">←</kbd>
        {stages.map((stage) => (
          <KeyButton
            key={stage ?? 'all'}
            pressed={filter.stage === stage}
            testId={testIds.syncFilter(stage ?? 'all')}
            onClick={() => onFilter({ stage })}
          >
            {t(`sync.filters.${stage ?? 'all'}`)}
            {page === null ? null : <CountOf stage={stage} page={page} />}
          </KeyButton>
        ))}
        <kbd className="cap sync-turn">→</kbd>
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

function CountOf({ stage, page }: { readonly stage: OutboxStage | null; readonly page: SyncPage }) {
  const count =
    stage === null ? outboxStages.reduce((sum, one) => sum + page.stages[one], 0) : page.stages[stage];
  return count === 0 ? null : <span className="sync-tab-count"> {formatAmount(count)}</span>;
}
