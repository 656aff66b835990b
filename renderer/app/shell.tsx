import { useEffect, useState } from 'react';
import { ApprovalPlace } from '../features/approval/approval-dialog.tsx';
import { HealthPanel } from '../features/health/health-panel.tsx';
import { closeHealth, healthStore, reconnectStore, toggleHealth } from '../features/health/health-state.ts';
import { ReconnectDialog } from '../features/health/reconnect-dialog.tsx';
import { KeychainDialog } from '../features/keychain/keychain-dialog.tsx';
import {
  closeKeychain,
  closeNewCode,
  keychainStore,
  newCodeStore,
  openKeychain,
} from '../features/keychain/keychain-state.ts';
import { NewCodeDialog } from '../features/keychain/new-code-dialog.tsx';
import { ScanOutcomes } from '../features/sell/scan-outcomes.tsx';
import { openSearch, searchStore } from '../features/sell/search-state.ts';
import { SellScreen } from '../features/sell/sell-screen.tsx';
import { openOverlay } from '../features/sell/sell-state.ts';
import { useApp } from '../lib/app-state.ts';
import { AsOfProvider } from '../lib/as-of.tsx';
import { ask } from '../lib/bridge.ts';
import { showFailure } from '../lib/failures.ts';
import { useKeys } from '../lib/keys.ts';
import { useStore } from '../lib/store.ts';
import { DrawerDialog } from './drawer-dialog.tsx';
import { Header } from './header.tsx';
import { KeyBar } from './key-bar.tsx';
import { Menu } from './menu.tsx';
import { goHome, openScreen, type ScreenId, useScreen } from './navigation.ts';
import { mayOpen, screens } from './screens.tsx';
import { WarningBar } from './warning-bar.tsx';

/** The frame around everything a signed-in person does: header, one screen, the bar of keys. */
export function Shell() {
  const [overlay, setOverlay] = useState<'menu' | 'drawer' | null>(null);
  const isHealthOpen = useStore(healthStore);
  const isReconnecting = useStore(reconnectStore);
  const isKeychainOpen = useStore(keychainStore);
  const isMakingCode = useStore(newCodeStore);
  const { warnings, session } = useApp();
  const openPage = (id: ScreenId) => {
    if (!mayOpen(id, session?.may ?? [])) return;
    closeHealth();
    openScreen(id);
  };
  // The next person starts with selling, whatever page was open when the till locked.
  useEffect(() => {
    return () => {
      goHome();
      closeHealth();
      closeKeychain();
      closeNewCode();
    };
  }, []);
  useKeys({
    layer: 'frame',
    commands: {
      menu: () => setOverlay((open) => (open === 'menu' ? null : 'menu')),
      drawer: () => setOverlay('drawer'),
      health: toggleHealth,
      keychain: openKeychain,
      'sync-page': () => openPage('sync'),
      reconcile: () => openPage('reconcile'),
      'find-goods': () => {
        goHome();
        openSearch(searchStore.get().text);
      },
      customer: () => {
        goHome();
        openOverlay('customer');
      },
      lock: () => void lock(),
    },
  });
  return (
    <AsOfProvider>
      <Header />
      {warnings.length === 0 ? null : <WarningBar warnings={warnings} />}
      <main className="app-main">
        <CurrentScreen />
      </main>
      <KeyBar />
      <ScanOutcomes />
      {overlay === 'menu' ? <Menu onClose={() => setOverlay(null)} /> : null}
      {overlay === 'drawer' ? <DrawerDialog onClose={() => setOverlay(null)} /> : null}
      {isHealthOpen ? <HealthPanel /> : null}
      <ApprovalPlace />
      {isReconnecting ? <ReconnectDialog /> : null}
      {isKeychainOpen ? <KeychainDialog /> : null}
      {isMakingCode ? <NewCodeDialog /> : null}
    </AsOfProvider>
  );
}

function CurrentScreen() {
  const current = useScreen();
  const may = useApp().session?.may ?? [];
  const entry = screens.find((screen) => screen.id === current);
  // Who signs in after somebody else must not stand on a page they have no right to.
  if (entry === undefined || !mayOpen(current, may)) return <SellScreen />;
  const Body = entry.component;
  return <Body />;
}

async function lock(): Promise<void> {
  const answer = await ask('session:lock');
  if (!answer.ok) showFailure(answer.error);
}
