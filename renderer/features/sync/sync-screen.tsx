import { useState } from 'react';
import { businessDay } from '../../../domain/time.ts';
import { currentApp } from '../../lib/app-state.ts';
import { DifferencesPage } from './differences-page.tsx';
import { OutboxPage } from './outbox-page.tsx';
import type { SyncFilter, SyncTab } from './sync-query.ts';
import { takeWanted } from './sync-start.ts';
import '../../ui/office.css';
import './sync.css';

/** F5: what this till still owes the cloud, what differs, and what became of the rest, like a mail inbox. */
export function SyncScreen() {
  const [start] = useState(() => {
    const text = takeWanted();
    return { text, tab: text === '' ? firstTab() : ('all' as const) };
  });
  const [tab, setTab] = useState<SyncTab>(start.tab);
  const [filter, setFilter] = useState<Omit<SyncFilter, 'stage'>>(() => ({
    text: start.text,
    kind: null,
    span: 'all',
    day: businessDay(Date.now()),
  }));
  if (tab === 'differences') return <DifferencesPage onTab={setTab} />;
  return (
    <OutboxPage
      tab={tab}
      onTab={setTab}
      filter={{ ...filter, stage: tab === 'all' ? null : tab }}
      onFilter={(change) => setFilter({ ...filter, ...change })}
    />
  );
}

/** Whatever waits for somebody is what the page is opened for. */
function firstTab(): SyncTab {
  const app = currentApp();
  if ((app?.connection.refused ?? 0) > 0) return 'refused';
  return (app?.differences ?? 0) > 0 ? 'differences' : 'all';
}
