import { ok, type Result, refuse } from './result.ts';

export const roles = ['owner', 'manager', 'cashier'] as const;
export type Role = (typeof roles)[number];

/** Things a signed-in person may be asked the right for. */
export const staffActions = [
  'sell',
  'give-line-discount',
  'give-order-discount',
  'drop-cart',
  'reprint-receipt',
  'open-drawer',
  'return-goods',
  'return-late',
  'refund-otherwise',
  'open-shift',
  'move-cash',
  'read-x-report',
  'see-expected-cash',
  'close-shift',
  'see-sales',
  'see-sync',
  'run-sync',
  'set-sync-aside',
  'accept-difference',
  'manage-printer',
  'change-settings',
  'manage-staff',
  'bind-till',
] as const;

export type StaffAction = (typeof staffActions)[number];

/** A PIN is eight digits; which ones is the owner's choice. */
export function checkedPin(pin: string): Result<string> {
  return /^\d{8}$/.test(pin) ? ok(pin) : refuse('PIN_FORMAT');
}

/** One digit or a row: what anybody would try first. Advised against where a PIN is chosen. */
export function isEasyPin(pin: string): boolean {
  return /^(\d)\1{7}$/.test(pin) || '01234567890'.includes(pin) || '09876543210'.includes(pin);
}

const freeTries = 3;
const longestWaitMs = 15 * 60_000;

/** Wait after `failures` wrong PINs in a row: none for the first three, then 5 s doubling up to a quarter of an hour. */
export function signInWaitMs(failures: number): number {
  return failures <= freeTries
    ? 0
    : Math.min(longestWaitMs, 5_000 * 2 ** Math.min(failures - freeTries - 1, 20));
}
