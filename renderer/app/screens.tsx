import type { Icon } from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { StaffAction } from '../../domain/staff.ts';
import type { Command } from '../lib/key-table.ts';
import type { ScreenId } from './navigation.ts';

/** A page of its own, opened from the menu or by its key. Its title is the words `menu.<id>`. */
export type ScreenEntry = {
  readonly id: Exclude<ScreenId, 'sell'>;
  readonly icon: Icon;
  /** Shown only to people with this right; main checks it again. */
  readonly needs: StaffAction | null;
  readonly command?: Command;
  readonly component: ComponentType;
};

/** In the order of the menu. */
export const screens: readonly ScreenEntry[] = [];

/** The first run, shown in phase `setup`. */
export const setupScreen: ComponentType | null = null;
