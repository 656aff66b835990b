import { randomUUID } from 'node:crypto';
import type { PrinterProfile } from '../../domain/printing/printer.ts';
import type { ReceiptRenderer } from '../devices/printer/render.ts';
import type { PrinterTransport } from '../devices/printer/transport.ts';
import type { PrintUnstored } from '../services/ports.ts';

const patienceMs = 20_000;

/** Straight to the printer, from memory. Null for a printer made of files, which keeps what it gets. */
export function printUnstoredOn(
  printer: () => {
    readonly transport: PrinterTransport;
    readonly profile: PrinterProfile;
  } | null,
  renderer: ReceiptRenderer,
): PrintUnstored {
  return async (document) => {
    const target = printer();
    if (target === null) return 'no-printer';
    const { transport, profile } = target;
    const job = { id: randomUUID(), bytes: renderer.bytes(document, profile), dots: profile.dots };
    const { kind } = await transport.send(job, {
      onFirstByte: () => undefined,
      signal: AbortSignal.timeout(patienceMs),
    });
    return kind === 'printed' ? 'printed' : 'failed';
  };
}
