import { IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { formatTime } from '../../domain/time.ts';
import { toggleHealth } from '../features/health/health-state.ts';
import { SearchField } from '../features/sell/search-field.tsx';
import { useApp, useTill } from '../lib/app-state.ts';
import { KeyButton } from '../ui/key-button.tsx';
import { ConnectionPill } from './connection-pill.tsx';
import { DrawerPill } from './drawer-pill.tsx';
import { PrinterPill } from './printer-pill.tsx';

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
        <DrawerPill />
        <PrinterPill />
        <ConnectionPill onClick={toggleHealth} />
        <KeyButton command="customer">{t('header.customer')}</KeyButton>
      </div>
    </header>
  );
}
