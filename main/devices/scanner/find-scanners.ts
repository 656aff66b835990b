import type { HidTroubleView } from '../../../contracts/views/scanners.ts';
import type { HidDevice, HidPort, LoadedHid } from './hid-port.ts';
import { isScanner } from './scanner-identity.ts';

export type FoundScanners = {
  readonly port: HidPort;
  /** By path: a device with several uses is listed once for each. */
  readonly devices: ReadonlyMap<string, HidDevice>;
};

export type ScannerFinder = {
  /** Null while this machine can read no HID device; it is tried anew with every call. */
  readonly find: () => Promise<FoundScanners | null>;
  readonly trouble: () => HidTroubleView | null;
};

/** The scanners plugged in now, or why nobody can tell. */
export function findScanners(
  load: () => Promise<LoadedHid>,
  ready: (version: string) => void,
  troubleChanged: (trouble: HidTroubleView | null) => void,
): ScannerFinder {
  let port: HidPort | null = null;
  let trouble: HidTroubleView | null = null;
  const tell = (next: HidTroubleView | null) => {
    if (next?.detail === trouble?.detail) return;
    trouble = next;
    troubleChanged(next);
  };
  const loadOnce = async (): Promise<HidPort | null> => {
    if (port !== null) return port;
    const loaded = await load();
    if (!loaded.ok) tell(loaded.trouble);
    else {
      port = loaded.port;
      ready(loaded.version);
    }
    return port;
  };
  return {
    trouble: () => trouble,
    find: async () => {
      const hid = await loadOnce();
      if (hid === null) return null;
      try {
        const devices = (await hid.list()).filter(isScanner);
        tell(null);
        return { port: hid, devices: new Map(devices.map((device) => [device.path, device])) };
      } catch (error) {
        tell({ kind: 'addon-failed', detail: String(error) });
        return null;
      }
    },
  };
}
