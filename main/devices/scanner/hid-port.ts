import type { HidTroubleView } from '../../../contracts/views/scanners.ts';

/** The part of node-hid the till uses, as plain data and promises, so that everything above it can be tried without devices. */
export type HidPort = {
  /** Every HID device of the machine. Takes its time on a thread of its own. */
  readonly list: () => Promise<readonly HidDevice[]>;
  /** @throws Error whose message says why in the system's words */
  readonly open: (path: string, hooks: HidHooks) => Promise<HidLine>;
};

export type HidDevice = {
  /** Changes when the device is plugged in again. */
  readonly path: string;
  readonly vendorId: number;
  readonly productId: number;
  /** Empty for many devices. */
  readonly serial: string;
  readonly maker: string;
  readonly product: string;
  readonly usagePage: number;
  readonly usage: number;
};

export type HidHooks = {
  /** An input report, its id first. */
  readonly onReport: (report: Uint8Array) => void;
  /** The device is gone or cannot be read any more; nothing comes after this. */
  readonly onError: (message: string) => void;
};

export type HidLine = {
  /** @throws Error where the device does not know the report */
  readonly sendFeature: (report: readonly number[]) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** A machine that can read no HID device at all says why; the till sells on with keyboard scanners. */
export type LoadedHid =
  | { readonly ok: true; readonly port: HidPort; readonly version: string }
  | { readonly ok: false; readonly trouble: HidTroubleView };
