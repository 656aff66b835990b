import { hideToasts } from '../lib/failures.ts';
import { createStore, useStore } from '../lib/store.ts';

/** Screens that take the place of the sell screen. `sell` is home: Esc leads there from everywhere. */
export const screenIds = [
  'sell',
  'shift',
  'sync',
  'reconcile',
  'sales',
  'devices',
  'settings',
  'staff',
] as const;
export type ScreenId = (typeof screenIds)[number];

const screenStore = createStore<ScreenId>('sell');

export function openScreen(screen: ScreenId): void {
  // What was said about the page before has nothing to do with this one.
  hideToasts();
  screenStore.set(screen);
}

export function goHome(): void {
  screenStore.set('sell');
}

export function useScreen(): ScreenId {
  return useStore(screenStore);
}

export const currentScreen = screenStore.get;
