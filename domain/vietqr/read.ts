import { crc16 } from './crc16.ts';
import { type DataObject, decodeObjects } from './tlv.ts';
import { napasId } from './write.ts';

export type TransferQr = {
  readonly bin: string;
  readonly account: string;
  readonly service: string;
  readonly amount: number | null;
  readonly purpose: string | null;
  readonly billNumber: string | null;
  readonly reference: string | null;
};

export type TransferQrReading =
  | { readonly kind: 'transfer'; readonly transfer: TransferQr }
  | { readonly kind: 'other-payment' }
  | { readonly kind: 'invalid'; readonly reason: 'checksum' | 'structure' };

/** Reads any EMVCo payment QR strictly; a right checksum alone does not make a code valid. */
export function readVietQr(text: string): TransferQrReading {
  const checksum = /6304([0-9A-Fa-f]{4})$/.exec(text)?.[1];
  if (checksum === undefined) return invalid('structure');
  if (crc16(text.slice(0, -4)) !== checksum.toUpperCase()) return invalid('checksum');
  const objects = decodeObjects(text);
  if (objects === undefined || objects[0]?.tag !== '00' || objects[0].value !== '01')
    return invalid('structure');
  const receiver = valueIn(objects, '38');
  if (receiver === null) return { kind: 'other-payment' };
  const receiverObjects = decodeObjects(receiver);
  const bank = receiverObjects && decodeObjects(valueIn(receiverObjects, '01') ?? '');
  const bin = bank && valueIn(bank, '00');
  const account = bank && valueIn(bank, '01');
  const service = receiverObjects && valueIn(receiverObjects, '02');
  const amount = valueIn(objects, '54');
  const sound =
    receiverObjects !== undefined &&
    valueIn(receiverObjects, '00') === napasId &&
    (amount === null || /^\d{1,13}$/.test(amount));
  if (!sound || !bin || !account || !service) return invalid('structure');
  const additional = decodeObjects(valueIn(objects, '62') ?? '');
  if (additional === undefined) return invalid('structure');
  return {
    kind: 'transfer',
    transfer: {
      bin,
      account,
      service,
      amount: amount === null ? null : Number(amount),
      purpose: valueIn(additional, '08'),
      billNumber: valueIn(additional, '01'),
      reference: valueIn(additional, '05'),
    },
  };
}

function valueIn(objects: readonly DataObject[], tag: string): string | null {
  return objects.find((object) => object.tag === tag)?.value ?? null;
}

function invalid(reason: 'checksum' | 'structure'): TransferQrReading {
  return { kind: 'invalid', reason };
}
