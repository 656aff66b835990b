import { createStore } from '../../lib/store.ts';

/** Whether the panel is open; from the header, the menu or its key. */
export const healthStore = createStore(false);

/** Whether the owner is asked for another token. */
export const reconnectStore = createStore(false);

export function toggleHealth(): void {
  healthStore.set(!healthStore.get());
}

export function closeHealth(): void {
  healthStore.set(false);
}

export function openReconnect(): void {
  closeHealth();
  reconnectStore.set(true);
}

export function closeReconnect(): void {
  reconnectStore.set(false);
}
