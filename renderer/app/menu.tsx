import { IconContrast2, IconHeartbeat, IconLock } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toggleHealth } from '../features/health/health-state.ts';
import { useApp } from '../lib/app-state.ts';
import { keyTable } from '../lib/key-table.ts';
import { runCommand } from '../lib/keys.ts';
import { afterScanGuard } from '../lib/scan-guard.ts';
import { useStore } from '../lib/store.ts';
import { testIds } from '../test-ids.ts';
import { Dialog } from '../ui/dialog.tsx';
import { keepFocus } from '../ui/key-button.tsx';
import { lookStore, nextLook } from './look.ts';
import { openScreen } from './navigation.ts';
import { mayOpen, screens } from './screens.tsx';

/** F12: every page by arrow keys, its digit or a touch. */
export function Menu({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const look = useStore(lookStore);
  const may = useApp().session?.may ?? [];
  const [selected, setSelected] = useState(0);
  const pages = screens
    .filter(({ id, isInMenu }) => isInMenu !== false && mayOpen(id, may))
    .map((screen) => ({
      id: screen.id as string,
      icon: screen.icon,
      label: t(`menu.${screen.id}`),
      cap: screen.command === undefined ? null : keyTable[screen.command].cap,
      open: () => {
        onClose();
        openScreen(screen.id);
      },
    }));
  const lock = () => {
    onClose();
    runCommand('lock');
  };
  const health = () => {
    onClose();
    toggleHealth();
  };
  const items = [
    ...pages,
    {
      id: 'health',
      icon: IconHeartbeat,
      label: t('health.title'),
      cap: keyTable.health.cap,
      open: health,
    },
    { id: 'look', icon: IconContrast2, label: t(`menu.look.${look}`), cap: null, open: nextLook },
    { id: 'lock', icon: IconLock, label: t('menu.lock'), cap: keyTable.lock.cap, open: lock },
  ];
  const step = (by: number) => setSelected((selected + by + items.length) % items.length);
  return (
    <Dialog
      title={t('menu.title')}
      onClose={onClose}
      confirm={{ label: t('menu.open'), act: () => items[selected]?.open() }}
      width={520}
      testId={testIds.menu}
      keys={{
        commands: { up: () => step(-1), down: () => step(1), menu: onClose },
        onType: (character) => {
          if (!/[1-9]/.test(character)) return false;
          afterScanGuard(() => items[Number(character) - 1]?.open());
          return true;
        },
      }}
    >
      <div className="menu-list">
        {items.map((item, index) => (
          <button
            key={item.id}
            type="button"
            className="menu-item"
            aria-current={index === selected}
            data-testid={testIds.menuItem(item.id)}
            onMouseDown={keepFocus}
            onClick={item.open}
          >
            <kbd className="cap">{index + 1}</kbd>
            <item.icon size={24} aria-hidden="true" />
            <span className="menu-label">{item.label}</span>
            {item.cap === null ? null : <kbd className="cap">{item.cap}</kbd>}
          </button>
        ))}
      </div>
    </Dialog>
  );
}
