import type { BlockReason } from '../transport.ts';
import type { SpoolerAnswer } from './spooler-helper.ts';

type Bits = readonly (readonly [mask: number, reason: BlockReason])[];

/** PRINTER_ATTRIBUTE_WORK_OFFLINE: "use printer offline", also set by Windows when a USB printer is unplugged. */
const workOffline = 0x400;

/** PRINTER_STATUS bits that stop a queue, the most telling first. */
const queueTroubles: Bits = [
  [0x40_0000, 'cover-open'],
  [0x10, 'paper-out'],
  [0x40, 'paper-out'],
  [0x8, 'jammed'],
  [0x80, 'offline'],
  [0x1, 'offline'],
  [0x1000, 'offline'],
  [0x10_0002, 'error'],
];

/** JOB_STATUS bits that keep a job from going on. */
const jobTroubles: Bits = [
  [0x40, 'paper-out'],
  [0x20, 'offline'],
  [0x1, 'offline'],
  [0x602, 'error'],
];

/** Printed, complete, or kept in the list after it was. */
const jobDone = 0x80 | 0x1000 | 0x2000;
const jobPrinting = 0x10;
const jobTakenBack = 0x4 | 0x100;

export function troubleOfState(attributes: number, status: number): BlockReason | null {
  const trouble = reasonIn(queueTroubles, status);
  return trouble ?? ((attributes & workOffline) === 0 ? null : 'offline');
}

export type JobState = {
  readonly isDone: boolean;
  readonly isTakenBack: boolean;
  readonly isPrinting: boolean;
  readonly trouble: BlockReason | null;
};

export function jobState(status: number): JobState {
  return {
    isDone: (status & jobDone) !== 0,
    isTakenBack: (status & jobTakenBack) !== 0,
    isPrinting: (status & jobPrinting) !== 0,
    trouble: reasonIn(jobTroubles, status),
  };
}

/** Windows errors that tell a person what to do. */
const errors: Readonly<Record<number, BlockReason>> = {
  5: 'no-permission',
  1722: 'no-print-system',
  1753: 'no-print-system',
  1795: 'queue-missing',
  1801: 'queue-missing',
  1905: 'queue-missing',
};

/** Why the spooler did not do what it was asked. */
export function reasonOf(answer: Exclude<SpoolerAnswer, { kind: 'done' }>): BlockReason {
  if (answer.kind === 'refused') return 'helper-refused';
  return answer.kind === 'failed' ? (errors[answer.code] ?? 'error') : 'error';
}

function reasonIn(bits: Bits, status: number): BlockReason | null {
  return bits.find(([mask]) => (status & mask) !== 0)?.[1] ?? null;
}
