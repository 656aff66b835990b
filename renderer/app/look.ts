import { createStore } from '../lib/store.ts';

/** How the screen looks is a matter of this machine's room, so it is kept here and not in the shop's settings. */
export const looks = ['light', 'dark', 'contrast'] as const;
export type Look = (typeof looks)[number];

const storageKey = 'quay.look';

export const lookStore = createStore<Look>(readLook());

export function setLook(look: Look): void {
  lookStore.set(look);
  document.documentElement.dataset['look'] = look;
  try {
    window.localStorage.setItem(storageKey, look);
  } catch {
    // Storage may be full or switched off; the look then lasts until the window closes.
  }
}

export function nextLook(): void {
  setLook(looks[(looks.indexOf(lookStore.get()) + 1) % looks.length] ?? 'light');
}

function readLook(): Look {
  try {
    const kept = window.localStorage.getItem(storageKey);
    return looks.find((look) => look === kept) ?? 'light';
  } catch {
    return 'light';
  }
}
