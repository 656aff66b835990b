import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

export type UsbPrinter = {
  readonly path: string;
  readonly maker: string;
  readonly model: string;
  readonly serial: string | null;
};

/** Where Linux tells of them; another root in tests. */
const linuxClass = '/sys/class/usbmisc';

/** The USB printers that have a device file of the usblp driver, by what they say of themselves. */
export function usbPrinters(classFolder = linuxClass, deviceFolder = '/dev/usb'): readonly UsbPrinter[] {
  if (!existsSync(classFolder)) return [];
  return readdirSync(classFolder)
    .filter((name) => /^lp\d+$/.test(name))
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    .flatMap((name) => {
      const facts = factsOf(join(classFolder, name));
      return facts === null ? [] : [{ path: join(deviceFolder, name), ...facts }];
    });
}

/** The file of a printer now: by its serial number, which stays when it is plugged in elsewhere, else the one it had. */
export function pathOf(
  wanted: { readonly path: string; readonly serial: string | null },
  plugged: readonly UsbPrinter[],
): string {
  const same = plugged.filter(({ serial }) => serial !== null && serial === wanted.serial);
  // Clones share serial numbers; then the place has to do.
  if (same.length === 1) return same[0]?.path ?? wanted.path;
  return wanted.path;
}

/** Null for one that was pulled out this moment. */
function factsOf(folder: string): Omit<UsbPrinter, 'path'> | null {
  try {
    // The class entry leads to the device's printing interface; what it is called stands one level up.
    const printing = realpathSync(join(folder, 'device'));
    const device = dirname(printing);
    const said = read(join(printing, 'ieee1284_id'));
    const serial = read(join(device, 'serial'));
    return {
      maker: partOf(said, 'MFG', 'MANUFACTURER') ?? read(join(device, 'manufacturer')),
      model: partOf(said, 'MDL', 'MODEL') ?? (read(join(device, 'product')) || basename(folder)),
      serial: isTelling(serial) ? serial : null,
    };
  } catch {
    return null;
  }
}

/** The device id of IEEE 1284: `MFG:EPSON;MDL:TM-T20III;…`. */
function partOf(id: string, ...keys: readonly string[]): string | undefined {
  for (const part of id.split(';')) {
    const colon = part.indexOf(':');
    if (keys.includes(part.slice(0, colon).trim().toUpperCase()))
      return part.slice(colon + 1).trim() || undefined;
  }
  return undefined;
}

/** Many clones say 00000000 or the like. */
function isTelling(serial: string): boolean {
  return serial !== '' && new Set(serial).size > 1;
}

/** What a printer says of itself goes on the screen: letters only. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
      .replace(/[^\x20-\x7e]/g, '')
      .trim()
      .slice(0, 200);
  } catch {
    return '';
  }
}
