import { useTranslation } from 'react-i18next';
import type { ScannerState, ScannerView } from '../../../contracts/views/scanners.ts';
import { timeOrDay } from '../../lib/short-time.ts';
import { useNow } from '../../lib/use-now.ts';
import { type PillTone, StatusPill } from '../../ui/status-pill.tsx';

const tones: { readonly [S in ScannerState]: PillTone } = {
  ready: 'done',
  off: 'info',
  away: 'info',
  busy: 'look',
  denied: 'stop',
  failed: 'stop',
};

export function ScannerRow({ scanner }: { readonly scanner: ScannerView }) {
  const { t } = useTranslation();
  const now = useNow(60_000);
  const { lastScan, lastSeenAt } = scanner;
  return (
    <span className="scanner-row">
      <span>
        <span className="row-line row-strong">
          {scanner.pluggedIn > 1
            ? t('scanners.several', { name: scanner.name, count: scanner.pluggedIn })
            : scanner.name}
        </span>
        <span className="row-line muted">
          {lastScan !== null
            ? t('scanners.lastScan', { time: timeOrDay(lastScan.at, now) })
            : lastSeenAt !== null
              ? t('scanners.lastSeen', { time: timeOrDay(lastSeenAt, now) })
              : t('scanners.neverRead')}
        </span>
      </span>
      <StatusPill tone={tones[scanner.state]}>{t(`scanners.states.${scanner.state}`)}</StatusPill>
    </span>
  );
}
