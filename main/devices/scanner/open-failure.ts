import type { ScannerState } from '../../../contracts/views/scanners.ts';

export type OpenFailure = Extract<ScannerState, 'denied' | 'busy' | 'failed'>;

const signs: readonly (readonly [RegExp, OpenFailure])[] = [
  [/permission denied|operation not permitted|0xe00002c1/i, 'denied'],
  // Windows answers "access denied" as well as "in use" for a scanner another program keeps to itself.
  [/resource busy|\(0x000000(?:05|20)\)|0xe00002c5|exclusive access/i, 'busy'],
];

/**
 * Why a scanner could not be opened, from what the system said: an errno text on Linux, a code on Windows (whose words are in the
 * language of the PC) and on macOS.
 */
export function openFailureOf(message: string): OpenFailure {
  return signs.find(([sign]) => sign.test(message))?.[1] ?? 'failed';
}
