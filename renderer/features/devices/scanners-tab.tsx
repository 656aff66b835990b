import { HidScanners } from '../scanner/hid-scanners.tsx';

/** Scanners of this machine. Those that type like a keyboard need nothing. */
export function ScannersTab() {
  return <HidScanners />;
}
