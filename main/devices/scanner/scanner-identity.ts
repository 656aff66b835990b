import type { HidDevice } from './hid-port.ts';

/** "Bar Code Scanner" of the HID point-of-sale usage tables: what a scanner in HID POS mode calls itself. */
const scannerUsage = { page: 0x8c, usage: 0x02 } as const;

export function isScanner({ usagePage, usage }: HidDevice): boolean {
  return usagePage === scannerUsage.page && usage === scannerUsage.usage;
}

/**
 * What a scanner is remembered by. Its path changes with every plug; its serial number does not, but many have none: two of one model
 * are then one to the till.
 */
export function scannerKey({
  vendorId,
  productId,
  serial,
}: Pick<HidDevice, 'vendorId' | 'productId' | 'serial'>): string {
  return [hex(vendorId), hex(productId), ...(serial === '' ? [] : [serial])].join(':');
}

type Maker = {
  readonly name: string;
  /** A feature report it wants after opening, without which it stays silent. */
  readonly wakeUp?: readonly number[];
};

const honeywellWakeUp = [0xfe, 0x01];

const makers: Readonly<Record<number, Maker>> = {
  1504: { name: 'Zebra' },
  1529: { name: 'Datalogic' },
  3118: { name: 'Honeywell', wakeUp: honeywellWakeUp },
  7851: { name: 'Newland' },
  9168: { name: 'Youjie', wakeUp: honeywellWakeUp },
};

export function wakeUpReport({ vendorId }: HidDevice): readonly number[] | null {
  return makers[vendorId]?.wakeUp ?? null;
}

/** How the scanner calls itself; nothing of it is to be relied on. */
export function productName({ vendorId, productId, maker, product }: HidDevice): string {
  const makerName = maker === '' ? (makers[vendorId]?.name ?? '') : maker;
  const named = product.toLowerCase().startsWith(makerName.toLowerCase());
  const name = named ? product : `${makerName} ${product}`.trim();
  return name === '' ? `${hex(vendorId)}:${hex(productId)}` : name;
}

function hex(id: number): string {
  return id.toString(16).padStart(4, '0');
}
