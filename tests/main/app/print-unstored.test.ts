import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { plainProfileFor } from '../../../domain/printing/printer.ts';
import { recoverySlip } from '../../../domain/receipt/recovery-slip.ts';
import { printUnstoredOn } from '../../../main/app/print-unstored.ts';
import { createReceiptRenderer } from '../../../main/devices/printer/render.ts';
import type { PrinterTransport, SendOutcome } from '../../../main/devices/printer/transport.ts';

const renderer = createReceiptRenderer(
  join(import.meta.dirname, '../../../resources/fonts/receipt-glyphs.json'),
);
const slip = recoverySlip({
  header: ['Tạp hóa Thử'],
  branchName: 'CN Lê Lợi',
  tillNumber: 1,
  code: '5KQMK-HR43H-HNGPG-GX68T-H5247',
  at: Date.UTC(2026, 10, 25, 7, 3),
});

/** Remembers what it was given, and answers as told. */
function printer(outcome: SendOutcome) {
  const sent: Uint8Array[] = [];
  const transport: PrinterTransport = {
    kind: 'test',
    send: async ({ bytes }) => {
      sent.push(bytes);
      return outcome;
    },
  };
  return { sent, print: printUnstoredOn(() => ({ transport, profile: plainProfileFor('80') }), renderer) };
}

describe('what must not be kept', () => {
  it('goes to the printer at once, once', async () => {
    const { sent, print } = printer({ kind: 'printed' });
    expect(await print(slip)).toBe('printed');
    expect(sent.map((bytes) => bytes.length > 10_000)).toEqual([true]);
  });

  it('is not printed again by itself when nobody knows what came of it', async () => {
    const unsure = printer({ kind: 'unknown', reason: 'connection-lost' });
    expect(await unsure.print(slip)).toBe('failed');
    expect(unsure.sent).toHaveLength(1);
    expect(await printer({ kind: 'blocked', reason: 'paper-out' }).print(slip)).toBe('failed');
  });

  it('goes nowhere without a printer', async () => {
    expect(await printUnstoredOn(() => null, renderer)(slip)).toBe('no-printer');
  });
});
