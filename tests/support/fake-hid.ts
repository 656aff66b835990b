import type { HidDevice, HidHooks, HidPort } from '../../main/devices/scanner/hid-port.ts';

/** A machine whose HID devices a test plugs in and out; the one part of scanning that is not real. */
export type FakeHid = {
  readonly port: HidPort;
  readonly plugIn: (device?: Partial<HidDevice>) => FakeScanner;
  readonly opened: readonly string[];
  readonly looks: () => number;
};

export type FakeScanner = {
  readonly device: HidDevice;
  readonly features: (readonly number[])[];
  readonly report: (bytes: Uint8Array) => void;
  /** What its reading thread says when the plug is pulled. */
  readonly unplug: () => void;
  /** Gone without a word, as after a sleep of the PC. */
  readonly vanish: () => void;
  readonly refuseOpening: (message: string | null) => void;
  readonly isOpen: () => boolean;
};

type PluggedIn = FakeScanner & {
  readonly connect: (hooks: HidHooks) => void;
  readonly disconnect: () => void;
};

export function fakeHid(): FakeHid {
  const scanners = new Map<string, PluggedIn>();
  const opened: string[] = [];
  let looks = 0;
  let nextPath = 0;

  const plugIn = (given: Partial<HidDevice> = {}): FakeScanner => {
    const device: HidDevice = {
      path: `/dev/hidraw${nextPath++}`,
      vendorId: 0x05e0,
      productId: 0x1200,
      serial: '',
      maker: 'Zebra',
      product: 'DS2208',
      usagePage: 0x8c,
      usage: 2,
      ...given,
    };
    let hooks: HidHooks | null = null;
    let refusal: string | null = null;
    const features: (readonly number[])[] = [];
    const scanner = {
      device,
      features,
      report: (bytes: Uint8Array) => hooks?.onReport(bytes),
      unplug: () => {
        scanners.delete(device.path);
        hooks?.onError('could not read from HID device: No such device');
      },
      vanish: () => {
        scanners.delete(device.path);
      },
      refuseOpening: (message: string | null) => {
        refusal = message;
      },
      isOpen: () => hooks !== null,
      connect: (next: HidHooks) => {
        if (refusal !== null) throw new Error(refusal);
        hooks = next;
      },
      disconnect: () => {
        hooks = null;
      },
    };
    scanners.set(device.path, scanner);
    return scanner;
  };

  return {
    opened,
    plugIn,
    looks: () => looks,
    port: {
      list: async () => {
        looks += 1;
        return [...scanners.values()].map(({ device }) => device);
      },
      open: async (path, hooks) => {
        const scanner = scanners.get(path);
        if (scanner === undefined) throw new Error(`cannot open device with path ${path}`);
        scanner.connect(hooks);
        opened.push(path);
        return {
          sendFeature: async (report) => {
            scanner.features.push(report);
          },
          close: async () => scanner.disconnect(),
        };
      },
    },
  };
}
