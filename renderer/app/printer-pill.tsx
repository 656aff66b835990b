import { IconPrinter } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { openDevices } from '../features/devices/devices-tab.ts';
import { briefReason } from '../features/devices/reason-words.ts';
import { useApp } from '../lib/app-state.ts';
import { testIds } from '../test-ids.ts';
import { StatusPill } from '../ui/status-pill.tsx';

/** How many jobs wait and why. Only there when the printer wants something. */
export function PrinterPill() {
  const { t } = useTranslation();
  const { printer } = useApp();
  const asks = printer.needsAnswer + printer.stale;
  const [standIn] = printer.standIns;
  if (printer.waiting === 0 && asks === 0 && standIn === undefined) return null;
  const words =
    asks > 0
      ? t('header.printerAsks', { count: asks })
      : printer.blockedBy !== null
        ? `${t('header.printerWaits', { count: printer.waiting })} · ${briefReason(printer.blockedBy)}`
        : standIn !== undefined && printer.waiting === 0
          ? t('header.printerStandIn', { printer: standIn.standIn })
          : t('header.printerWaits', { count: printer.waiting });
  return (
    <StatusPill
      tone={asks > 0 || printer.blockedBy !== null ? 'look' : 'info'}
      icon={IconPrinter}
      testId={testIds.printerPill}
      onClick={() => openDevices('queue')}
    >
      {words}
    </StatusPill>
  );
}
