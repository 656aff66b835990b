import {
  type Icon,
  IconCashRegister,
  IconCloudUp,
  IconDevices,
  IconReceipt,
  IconScale,
  IconSettings,
  IconUsers,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { StaffAction } from '../../domain/staff.ts';
import { DevicesScreen } from '../features/devices/devices-screen.tsx';
import { ReconcileScreen } from '../features/reconcile/reconcile-screen.tsx';
import { SalesScreen } from '../features/sales/sales-screen.tsx';
import { SettingsScreen } from '../features/settings/settings-screen.tsx';
import { SetupScreen } from '../features/setup/setup-screen.tsx';
import { ShiftScreen } from '../features/shift/shift-screen.tsx';
import { StaffScreen } from '../features/staff/staff-screen.tsx';
import { SyncScreen } from '../features/sync/sync-screen.tsx';
import type { Command } from '../lib/key-table.ts';
import type { ScreenId } from './navigation.ts';

/** A page of its own, opened from the menu or by its key. Its title is the words `menu.<id>`. */
export type ScreenEntry = {
  readonly id: Exclude<ScreenId, 'sell'>;
  readonly icon: Icon;
  /** Shown only to people with this right; main checks it again. */
  readonly needs: StaffAction | null;
  readonly command?: Command;
  /** False for a page that is reached from another one. */
  readonly isInMenu?: false;
  readonly component: ComponentType;
};

/** In the order of the menu. */
export const screens: readonly ScreenEntry[] = [
  { id: 'shift', icon: IconCashRegister, needs: 'open-shift', component: ShiftScreen },
  { id: 'sync', icon: IconCloudUp, needs: 'see-sync', command: 'sync-page', component: SyncScreen },
  {
    id: 'reconcile',
    icon: IconScale,
    needs: 'see-sync',
    command: 'reconcile',
    isInMenu: false,
    component: ReconcileScreen,
  },
  { id: 'sales', icon: IconReceipt, needs: 'see-sales', component: SalesScreen },
  { id: 'devices', icon: IconDevices, needs: 'reprint-receipt', component: DevicesScreen },
  { id: 'settings', icon: IconSettings, needs: 'change-settings', component: SettingsScreen },
  { id: 'staff', icon: IconUsers, needs: 'manage-staff', component: StaffScreen },
];

export function mayOpen(id: ScreenId, may: readonly StaffAction[]): boolean {
  const needs = screens.find((screen) => screen.id === id)?.needs ?? null;
  return needs === null || may.includes(needs);
}

/** The first run, shown in phase `setup`. */
export const setupScreen: ComponentType | null = SetupScreen;
