import type { Dong } from '../money/dong.ts';
import { ok, type Result, refuse } from '../result.ts';
import { withoutMarks } from '../text/fold.ts';
import { crc16 } from './crc16.ts';
import { encodeObject } from './tlv.ts';

export const napasId = 'A000000727';

/** One NAPAS247 transfer stays below 500 million đồng. */
export const transferLimit = 500_000_000;

const maxPurposeLength = 25;

export type TransferRequest = {
  /** Six-digit bank identification number. */
  readonly bin: string;
  readonly account: string;
  readonly to: 'account' | 'card';
  /** Left out for a static code that asks the payer. */
  readonly amount?: Dong;
  readonly purpose?: string;
  readonly billNumber?: string;
  readonly reference?: string;
};

/** A VietQR transfer code by the NAPAS format v1.0 (2021): text to be drawn as a QR. Purpose is folded to ASCII and cut at 25. */
export function writeVietQr(request: TransferRequest): Result<string> {
  if (!/^\d{6}$/.test(request.bin) || !/^[0-9A-Za-z]{1,19}$/.test(request.account)) {
    return refuse('TRANSFER_ACCOUNT_INVALID');
  }
  const { amount } = request;
  if (amount !== undefined && (amount <= 0 || amount >= transferLimit)) {
    return refuse('TRANSFER_AMOUNT_TOO_LARGE', { limit: transferLimit });
  }
  const bank = encodeObject('00', request.bin) + encodeObject('01', request.account);
  const receiver =
    encodeObject('00', napasId) +
    encodeObject('01', bank) +
    encodeObject('02', request.to === 'account' ? 'QRIBFTTA' : 'QRIBFTTC');
  const additional = [
    optionalObject('01', asciiText(request.billNumber)),
    optionalObject('05', asciiText(request.reference)),
    optionalObject('08', asciiText(request.purpose)),
  ].join('');
  const body = [
    encodeObject('00', '01'),
    encodeObject('01', amount === undefined ? '11' : '12'),
    encodeObject('38', receiver),
    encodeObject('53', '704'),
    optionalObject('54', amount?.toString()),
    encodeObject('58', 'VN'),
    optionalObject('62', additional),
    '6304',
  ].join('');
  return ok(body + crc16(body));
}

function optionalObject(tag: string, value: string | undefined): string {
  return value === undefined || value === '' ? '' : encodeObject(tag, value);
}

function asciiText(text: string | undefined): string | undefined {
  return text === undefined
    ? undefined
    : withoutMarks(text)
        .replace(/[^\x20-\x7e]/g, '')
        .slice(0, maxPurposeLength)
        .trim();
}
