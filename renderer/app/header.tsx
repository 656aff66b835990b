import { IconPrinter, IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { formatTime } from '../../domain/time.ts';
import { openDevices } from '../features/devices/devices-tab.ts';
import { toggleHealth } from '../features/health/health-state.ts';
import { SearchField } from '../features/sell/search-field.tsx';
import { useApp, useTill } from '../lib/app-state.ts';
import { testIds } from '../test-ids.ts';
import { KeyButton } from '../ui/key-button.tsx';
import { StatusPill } from '../ui/status-pill.tsx';
import { ConnectionPill } from './connection-pill.tsx';

export function Header() {
  const { session, shift } = useApp();
  const till = useTill();
  const { t } = useTranslation();
  const shiftWords =
    shift === null ? t('header.noShift') : t('header.shiftSince', { time: formatTime(shift.openedAt) });
  return (
    <header className="app-header">
      <div className="header-place">
        <strong>{till.branchName}</strong>
        <span>
          {t('header.till', { number: till.tillNumber })} · {shiftWords} · {session?.name}
        </span>
      </div>
      <div className="header-search">
        <IconSearch size={20} aria-hidden="true" />
        <kbd className="cap">F3</kbd>
        <SearchField />
      </div>
      <div className="header-pills">
        <PrinterPill />
        <ConnectionPill onClick={toggleHealth} />
        <KeyButton command="customer">{t('header.customer')}</KeyButton>
      </div>
    </header>
  );
}

/** Only there when the printer wants something. */
function PrinterPill() {
  const { t } = useTranslation();
  const { printer } = useApp();
  if (printer.waiting === 0 && printer.needsAnswer === 0) return null;
  const asks = printer.needsAnswer > 0;
  return (
    <StatusPill
      tone={asks || printer.blockedBy !== null ? 'look' : 'info'}
      icon={IconPrinter}
      testId={testIds.printerPill}
      onClick={() => openDevices('queue')}
    >
      {asks
        ? t('header.printerAsks', { count: printer.needsAnswer })
        : t('header.printerWaits', { count: printer.waiting })}
    </StatusPill>
  );
}
