import { expect } from 'vitest';
import { type NetworkPrinterOptions, networkPrinter } from '../../main/devices/printer/network-printer.ts';
import type { BlockReason, SendOutcome } from '../../main/devices/printer/transport.ts';
import type { Model } from '../../virtual-counter/models.ts';
import type { VirtualPrinter } from '../../virtual-counter/start.ts';
import { sampleJob } from './sample-job.ts';

export const job = { id: '019ab3c2-7d10-7abc-8def-0123456789ab', bytes: sampleJob, dots: 576 };

/** Long enough for a busy machine to answer. */
export const patient = { statusTimeoutMs: 3_000, pollMs: 20, fencePatienceMs: 120, silenceTimeoutMs: 4_000 };
/** Short waits, where the printer keeps silent and is to be given up within the test. */
export const quick = { statusTimeoutMs: 150, silenceTimeoutMs: 400 };

/** Three questions of three bytes; a fourth asks for the cause when something is wrong. */
export const healthBytes = 9;
/** The same, and three fences that show that nothing of another job is in the way. */
export const preflightBytes = healthBytes + 9;

export const fenceOnly: Partial<Model> = { functionBlocks: 'skipped' };
export const statusOnly: Partial<Model> = { ...fenceOnly, answersFence: false, automaticStatus: false };
export const few: Partial<Model> = { ...statusOnly, statusRequests: [1, 4] };
export const printsOnlyPictures = { takesText: false };

type Sent = {
  readonly outcome: SendOutcome;
  readonly firstBytes: number;
  readonly handedOver: number;
  readonly troubles: readonly (BlockReason | null)[];
};

export async function send(
  printer: Pick<VirtualPrinter, 'port'>,
  options: Partial<NetworkPrinterOptions> = {},
  over: {
    readonly signal?: AbortSignal;
    readonly onTrouble?: (reason: BlockReason | null) => void;
    readonly bytes?: Uint8Array;
    readonly whenStopped?: Uint8Array;
  } = {},
): Promise<Sent> {
  let [firstBytes, handedOver] = [0, 0];
  const troubles: (BlockReason | null)[] = [];
  const outcome = await networkPrinter({
    host: '127.0.0.1',
    port: printer.port,
    ...patient,
    ...options,
  }).send(
    { ...job, bytes: over.bytes ?? job.bytes, ...(over.whenStopped && { whenStopped: over.whenStopped }) },
    {
      onFirstByte: () => {
        firstBytes += 1;
      },
      onHandedOver: () => {
        handedOver += 1;
      },
      onTrouble: (reason) => {
        troubles.push(reason);
        over.onTrouble?.(reason);
      },
      ...(over.signal && { signal: over.signal }),
    },
  );
  return { outcome, firstBytes, handedOver, troubles };
}

export const printed: SendOutcome = { kind: 'printed' };
export const lost: SendOutcome = { kind: 'unknown', reason: 'connection-lost' };

/** One whole receipt, nothing half beside it, nothing a printer would act on by mistake. */
export function expectOneReceipt(printer: VirtualPrinter): void {
  expect(printer.state()).toMatchObject({ cuts: 1, uncutRows: 0, strayRealTime: 0, failures: [] });
}
