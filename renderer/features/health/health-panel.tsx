import {
  type Icon,
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleX,
  IconInfoCircle,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { openScreen } from '../../app/navigation.ts';
import { useApp } from '../../lib/app-state.ts';
import { call, failureOf, listen } from '../../lib/bridge.ts';
import { needsKeychain, needsToken } from '../../lib/connection-words.ts';
import { useKeys } from '../../lib/keys.ts';
import { useCall } from '../../lib/use-call.ts';
import { testIds } from '../../test-ids.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import { KeyButton } from '../../ui/key-button.tsx';
import type { PillTone } from '../../ui/status-pill.tsx';
import { KeychainButton } from '../keychain/keychain-button.tsx';
import { BundleButton } from '../support/bundle-button.tsx';
import { type HealthRow, healthRows } from './health-rows.ts';
import { closeHealth } from './health-state.ts';
import { ReconnectButton } from './reconnect-button.tsx';
import './health.css';

const everyMs = 3_000;

const signs: { readonly [T in PillTone]: Icon } = {
  done: IconCircleCheck,
  look: IconAlertTriangle,
  stop: IconCircleX,
  info: IconInfoCircle,
};

/** How this machine does. Stands beside the work, never in its way: keys and scans go on to the page, and a scan closes it. */
export function HealthPanel() {
  const { t } = useTranslation();
  const { connection, differences, printer, version, session } = useApp();
  const [syncNow, isSyncing] = useCall('sync:now');
  const health = useQuery({
    queryKey: ['health', connection, printer],
    queryFn: () => call('health:view'),
    refetchInterval: everyMs,
    placeholderData: (previous) => previous,
    gcTime: 0,
  });
  useKeys({ layer: 'panel', commands: { back: closeHealth } });
  useEffect(() => listen('scanned', closeHealth), []);
  const may = session?.may ?? [];
  const openSync = () => {
    closeHealth();
    openScreen('sync');
  };
  return (
    <section className="health" aria-label={t('health.title')} data-testid={testIds.healthPanel}>
      <header className="health-head">
        <h2>{t('health.title')}</h2>
        <span className="muted">{t('health.version', { version })}</span>
        <KeyButton command="back" tone="quiet" testId={testIds.healthClose} onClick={closeHealth}>
          {t('health.close')}
        </KeyButton>
      </header>
      <div className="health-body">
        {health.error === null ? null : <FailureNote failure={failureOf(health.error)} />}
        <dl>{health.data === undefined ? null : healthRows(health.data, differences).map(row)}</dl>
      </div>
      <footer className="health-foot">
        {needsToken(connection.state) && !may.includes('bind-till') ? (
          <span className="health-owner">{t('health.askOwner')}</span>
        ) : null}
        <BundleButton />
        <KeyButton command="sync-page" testId={testIds.healthSync} onClick={openSync}>
          {t('health.toSync')}
        </KeyButton>
        <KeyButton disabled={isSyncing || !may.includes('run-sync')} onClick={() => void syncNow()}>
          {t('sync.now')}
        </KeyButton>
        {needsKeychain(connection.state) ? <KeychainButton /> : <ReconnectButton />}
      </footer>
    </section>
  );

  function row({ id, tone, value, more }: HealthRow) {
    const Sign = signs[tone];
    return (
      <div key={id} className="health-row" data-testid={testIds.healthRow(id)} data-tone={tone}>
        <dt>
          <Sign className={`health-${tone}`} size={22} aria-label={t(`health.tones.${tone}`)} />
          {t(`health.rows.${id}`)}
        </dt>
        <dd>
          <span>{value}</span>
          {more === undefined ? null : <span className="health-more">{more}</span>}
        </dd>
      </div>
    );
  }
}
