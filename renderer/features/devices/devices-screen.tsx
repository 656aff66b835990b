import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { tabCommands } from '../../lib/key-table.ts';
import { useKeys } from '../../lib/keys.ts';
import { useStore } from '../../lib/store.ts';
import { testIds } from '../../test-ids.ts';
import { KeyButton } from '../../ui/key-button.tsx';
import { Screen } from '../../ui/screen.tsx';
import { type DeviceTab, deviceTabStore, deviceTabs } from './devices-tab.ts';
import { PrintersTab } from './printers-tab.tsx';
import { QueueTab } from './queue-tab.tsx';
import { ScannersTab } from './scanners-tab.tsx';
import '../../ui/office.css';
import './devices.css';

const bodies: { readonly [T in DeviceTab]: ComponentType } = {
  queue: QueueTab,
  printers: PrintersTab,
  scanners: ScannersTab,
};

/** What hangs on this machine: what is being printed, and the things that print and read. */
export function DevicesScreen() {
  const { t } = useTranslation();
  const tab = useStore(deviceTabStore);
  useKeys({
    commands: Object.fromEntries(
      deviceTabs.map((id, index) => [tabCommands[index], () => deviceTabStore.set(id)]),
    ),
  });
  const Body = bodies[tab];
  return (
    <Screen
      id="devices"
      title={t('menu.devices')}
      actions={deviceTabs.map((id, index) => (
        <KeyButton
          key={id}
          command={tabCommands[index] ?? 'tab-1'}
          pressed={id === tab}
          testId={testIds.devicesTab(id)}
          onClick={() => deviceTabStore.set(id)}
        >
          {t(`devices.tabs.${id}`)}
        </KeyButton>
      ))}
    >
      <Body />
    </Screen>
  );
}
