import { describe, expect, it } from 'vitest';
import { dong } from '../../../domain/money/dong.ts';
import { crc16 } from '../../../domain/vietqr/crc16.ts';
import { readVietQr } from '../../../domain/vietqr/read.ts';
import { type TransferRequest, writeVietQr } from '../../../domain/vietqr/write.ts';
import { vietQrVectors } from '../../support/vectors.ts';

function requestOf(input: Readonly<Record<string, string | number>>): TransferRequest {
  const text = (name: string) => (input[name] === undefined ? undefined : String(input[name]));
  const amount = input['amount'];
  return {
    bin: text('bin') ?? '',
    account: (text('account') ?? '').slice(0, 19),
    to: input['service'] === 'QRIBFTTC' ? 'card' : 'account',
    ...(typeof amount === 'number' ? { amount: dong(amount) } : {}),
    ...(text('purpose') === undefined ? {} : { purpose: text('purpose') ?? '' }),
    ...(text('bill') === undefined ? {} : { billNumber: text('bill') ?? '' }),
    ...(text('reference') === undefined ? {} : { reference: text('reference') ?? '' }),
  };
}

describe('VietQR writer', () => {
  const writable = vietQrVectors.filter((vector) => vector.expect === 'valid');
  it.each(writable)('writes $id as published', ({ qr, input }) => {
    const written = writeVietQr(requestOf(input));
    expect(written).toEqual({ ok: true, value: qr.slice(0, -4) + qr.slice(-4).toUpperCase() });
  });

  it('writes what it reads back, purpose folded and cut at 25 letters', () => {
    const request: TransferRequest = {
      bin: '970436',
      account: '0123456789',
      to: 'account',
      amount: dong(281_500),
      purpose: 'Đơn hàng số một trăm hai mươi ba',
    };
    const written = writeVietQr(request);
    expect(written.ok && readVietQr(written.value)).toMatchObject({
      kind: 'transfer',
      transfer: {
        bin: '970436',
        account: '0123456789',
        amount: 281_500,
        purpose: 'Don hang so mot tram hai',
      },
    });
  });

  it.each([dong(0), dong(-5), dong(500_000_000)])('refuses the amount %d', (amount) => {
    expect(writeVietQr({ bin: '970436', account: '1', to: 'account', amount })).toMatchObject({ ok: false });
  });

  it.each([
    ['97043', '123'],
    ['970436', ''],
    ['970436', '12 34'],
    ['970436', '12345678901234567890'],
  ])('refuses bank %s with account "%s"', (bin, account) => {
    expect(writeVietQr({ bin, account, to: 'account' })).toMatchObject({
      ok: false,
      refusal: { code: 'TRANSFER_ACCOUNT_INVALID' },
    });
  });
});

describe('VietQR reader', () => {
  const verdicts = {
    valid: 'transfer',
    'valid-not-vietqr': 'other-payment',
    'broken-structure': 'invalid',
    'bad-crc': 'invalid',
    reject: 'invalid',
  } as const;
  it.each(vietQrVectors)('takes $id for what it is', ({ qr, expect: expected }) => {
    expect(readVietQr(qr).kind).toBe(verdicts[expected]);
  });
});

describe('checksum', () => {
  it.each([
    ['00', '2EC9'],
    ['01', '3EE8'],
  ])('of %s is %s', (text, crc) => {
    expect(crc16(text)).toBe(crc);
  });
});
