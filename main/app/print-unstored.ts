import { randomUUID } from 'node:crypto';
import { plainProfile } from '../../domain/printing/printer.ts';
import { type Paper, paperDots } from '../../domain/receipt/layout.ts';
import type { ReceiptRenderer } from '../devices/printer/render.ts';
import type { PrinterTransport } from '../devices/printer/transport.ts';
import type { PrintUnstored } from '../services/ports.ts';

const patienceMs = 20_000;

/** Straight to the printer, from memory. Null for a printer made of files, which keeps what it gets. */
export function printUnstoredOn(
  printer: () => {
    readonly transport: PrinterTransport;
    readonly paper: Paper;
  } | null,
  renderer: ReceiptRenderer,
): PrintUnstored {
  return async (document) => {
    const target = printer();
    if (target === null) return 'no-printer';
    const { transport, paper } = target;
    const dots = paperDots[paper];
    const bytes = renderer.bytes(document, { ...plainProfile, paper, dots });
    const job = { id: randomUUID(), bytes, dots };
    const { kind } = await transport.send(job, {
      onFirstByte: () => undefined,
      signal: AbortSignal.timeout(patienceMs),
    });
    return kind === 'printed' ? 'printed' : 'failed';
  };
}
