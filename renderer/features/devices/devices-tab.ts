import { openScreen } from '../../app/navigation.ts';
import { createStore } from '../../lib/store.ts';

export const deviceTabs = ['queue', 'printers', 'scanners'] as const;
export type DeviceTab = (typeof deviceTabs)[number];

export const deviceTabStore = createStore<DeviceTab>('queue');

/** The devices page at one of its parts. */
export function openDevices(tab: DeviceTab): void {
  deviceTabStore.set(tab);
  openScreen('devices');
}
