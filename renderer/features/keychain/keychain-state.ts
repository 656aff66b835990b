import { createStore } from '../../lib/store.ts';
import { closeHealth } from '../health/health-state.ts';

/** Whether the page about the computer's keychain is open. */
export const keychainStore = createStore(false);

/** Whether the owner is making a new recovery code. */
export const newCodeStore = createStore(false);

export function openKeychain(): void {
  closeHealth();
  keychainStore.set(true);
}

export function closeKeychain(): void {
  keychainStore.set(false);
}

export function openNewCode(): void {
  closeKeychain();
  newCodeStore.set(true);
}

export function closeNewCode(): void {
  newCodeStore.set(false);
}
