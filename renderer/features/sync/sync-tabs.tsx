import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type OutboxStage, outboxStages } from '../../../domain/sync/outbox.ts';
import { formatAmount } from '../../../domain/text/format.ts';
import { useApp } from '../../lib/app-state.ts';
import { call } from '../../lib/bridge.ts';
import { useKeys } from '../../lib/keys.ts';
import { testIds } from '../../test-ids.ts';
import { KeyButton } from '../../ui/key-button.tsx';
import { stepWithin } from '../../ui/virtual-rows.tsx';
import { everything, type SyncTab } from './sync-query.ts';

type SyncTabsProps = { readonly tab: SyncTab; readonly onTab: (tab: SyncTab) => void };

/** What asks for somebody comes first. */
const tabs: readonly SyncTab[] = ['differences', 'refused', 'waiting', 'set-aside', 'confirmed', 'all'];

/** The lists of the page with how much is in each: ← →, or a touch. */
export function SyncTabs({ tab, onTab }: SyncTabsProps) {
  const { t } = useTranslation();
  const { connection, differences } = useApp();
  const { data } = useQuery({
    queryKey: ['sync-stages', connection],
    queryFn: () => call('sync:list', { ...everything, limit: 1, offset: 0 }),
    placeholderData: (previous) => previous,
    gcTime: 0,
  });
  const turn = (by: number) => onTab(tabs[stepWithin(tabs.length, tabs.indexOf(tab), by)] ?? 'all');
  useKeys({ commands: { left: () => turn(-1), right: () => turn(1) } });
  const countIn = (one: SyncTab): number => {
    if (one === 'differences') return differences;
    if (data === undefined) return 0;
    const stages: readonly OutboxStage[] = one === 'all' ? outboxStages : [one];
    return stages.reduce((sum, stage) => sum + data.stages[stage], 0);
  };
  return (
    <div className="button-row">
      <kbd className="cap sync-turn">←</kbd>
      {tabs.map((one) => (
        <KeyButton
          key={one}
          pressed={tab === one}
          testId={testIds.syncFilter(one)}
          onClick={() => onTab(one)}
        >
          {t(`sync.filters.${one}`)}
          {countIn(one) === 0 ? null : <span className="sync-tab-count"> {formatAmount(countIn(one))}</span>}
        </KeyButton>
      ))}
      <kbd className="cap sync-turn">→</kbd>
    </div>
  );
}
