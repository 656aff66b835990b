import { setTimeout } from 'node:timers/promises';
import { openLine } from './printer-line.ts';
import { isStopped } from './printer-sign.ts';
import { type LineMemory, type LineOptions, sendOver } from './send-over-line.ts';
import type { PrinterTransport, SendHooks } from './transport.ts';

export type NetworkPrinterOptions = {
  readonly host: string;
  readonly port: number;
  readonly connectTimeoutMs?: number;
  /** Rest the printer needs between two connections. */
  readonly pauseMs?: number;
  /** What is kept of a printer from one job to the next, by whoever makes a transport for each job. */
  readonly memory?: PrinterMemory;
} & LineOptions;

export type PrinterMemory = LineMemory & { closedAt: number };

export function printerMemory(): PrinterMemory {
  return { hasAnswered: false, closedAt: Number.NEGATIVE_INFINITY };
}

/**
 * A printer behind TCP 9100. One connection a job: ask how it is, send, ask for a sign that all was worked through, half-close and
 * wait for the other end. A write that succeeded proves nothing: the kernel takes megabytes for a printer that reads none.
 */
export function networkPrinter(options: NetworkPrinterOptions): PrinterTransport {
  const memory = options.memory ?? printerMemory();
  return {
    kind: 'network',
    send: async (job, hooks) => {
      await rest(memory.closedAt + (options.pauseMs ?? 0) - performance.now(), hooks);
      if (isStopped(hooks)) return { kind: 'blocked', reason: 'interrupted' };
      const { host, port, connectTimeoutMs = 3_000 } = options;
      const line = await openLine(host, port, connectTimeoutMs, hooks.signal);
      if (line === null) return { kind: 'blocked', reason: isStopped(hooks) ? 'interrupted' : 'unreachable' };
      try {
        const outcome = await sendOver(line, job, hooks, options, memory);
        // It has nothing of the job, and the next caller must not stand behind this one.
        if (outcome.kind === 'blocked') line.reset();
        return outcome;
      } finally {
        line.destroy();
        memory.closedAt = performance.now();
      }
    },
  };
}

async function rest(ms: number, { signal }: SendHooks): Promise<void> {
  if (ms > 0 && Number.isFinite(ms))
    await setTimeout(ms, undefined, { signal, ref: false }).catch(() => undefined);
}
