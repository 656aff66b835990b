import type { Device, HIDAsync } from 'node-hid';
import type { HidDevice, HidHooks, HidLine, LoadedHid } from './hid-port.ts';

/**
 * node-hid, loaded when it is first wanted: a system without libudev or libusb, or without an addon for it, has no HID scanners and
 * starts all the same. Everything slow in it (listing, opening, reading) runs on threads of its own.
 */
export async function loadNodeHid(): Promise<LoadedHid> {
  try {
    const { default: hid } = await import('node-hid');
    // The addon itself is loaded with the first call.
    const version = hid.getHidapiVersion();
    return {
      ok: true,
      version,
      port: {
        list: async () => (await hid.devicesAsync()).flatMap(readDevice),
        open: async (path, hooks) => attach(await hid.HIDAsync.open(path), hooks),
      },
    };
  } catch (error) {
    const detail = messageOf(error);
    const kind = /shared object file|specified module could not be found/i.test(detail)
      ? 'library-missing'
      : 'addon-failed';
    return { ok: false, trouble: { kind, detail } };
  }
}

function attach(device: HIDAsync, { onReport, onError }: HidHooks): HidLine {
  let isOpen = true;
  device.on('error', (error: unknown) => {
    // Closing interrupts the read, and some systems tell it twice.
    if (isOpen) onError(messageOf(error));
  });
  // Only now does reading begin.
  device.on('data', (report: Buffer) => {
    if (isOpen) onReport(report);
  });
  return {
    sendFeature: async (report) => {
      await device.sendFeatureReport([...report]);
    },
    close: async () => {
      if (!isOpen) return;
      isOpen = false;
      await device.close();
    },
  };
}

function readDevice(device: Device): readonly HidDevice[] {
  const { path, usagePage, usage } = device;
  if (path === undefined || usagePage === undefined || usage === undefined) return [];
  return [
    {
      path,
      usagePage,
      usage,
      vendorId: device.vendorId,
      productId: device.productId,
      serial: device.serialNumber?.trim() ?? '',
      maker: device.manufacturer?.trim() ?? '',
      product: device.product?.trim() ?? '',
    },
  ];
}

/** An unplugged device says so with a string where others throw an Error. */
function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
