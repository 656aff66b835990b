import type { Command } from '../../virtual-counter/commands.ts';
import * as printer from '../../virtual-counter/read-commands.ts';

/**
 * What a job says, read by the virtual printer's own reader, which shares no code with the till. Narrower than that printer: a command the
 * till never sends, and a picture that cheap printers cut off, are errors here.
 */
export type PaperStep =
  | { readonly kind: 'initialise' | 'cancel-kanji' | 'cut' | 'fence' | 'pulse-off' | 'pulse-on' }
  | { readonly kind: 'text'; readonly bytes: readonly number[] }
  | { readonly kind: 'line' }
  | { readonly kind: 'page' | 'size' | 'bold'; readonly value: number }
  | { readonly kind: 'status'; readonly request: number }
  | { readonly kind: 'drawer'; readonly pin: number; readonly on: number; readonly off: number }
  | { readonly kind: 'feed'; readonly dots: number }
  | { readonly kind: 'process-id'; readonly id: readonly number[] }
  | { readonly kind: 'picture'; readonly rowBytes: number; readonly rows: number; readonly data: Uint8Array };

const tallestPicture = 128;

/** All of a job's commands. @throws Error when bytes are unknown or left over */
export function readJob(bytes: Uint8Array): readonly PaperStep[] {
  const steps: PaperStep[] = [];
  for (const command of printer.readJob(bytes)) {
    const last = steps.at(-1);
    if (command.kind !== 'row') steps.push(stepOf(command));
    else if (last?.kind === 'picture') last.data.set(command.data, command.number * last.rowBytes);
  }
  return steps;
}

function stepOf(command: Command): PaperStep {
  switch (command.kind) {
    case 'initialise':
    case 'fence':
      return { kind: command.kind };
    case 'process-id':
      return command;
    case 'leave-chinese':
      return { kind: 'cancel-kanji' };
    case 'line-feed':
      return { kind: 'line' };
    case 'code-page':
      return { kind: 'page', value: command.page };
    case 'bold':
      return { kind: 'bold', value: command.on ? 1 : 0 };
    case 'size':
      return { kind: 'size', value: ((command.size.wide - 1) << 4) | (command.size.tall - 1) };
    case 'feed-dots':
      return { kind: 'feed', dots: command.count };
    case 'drawer':
      return { kind: 'drawer', pin: command.pin, on: command.onMs / 2, off: command.offMs / 2 };
    case 'real-time-switch':
      if (command.command === 1) return { kind: command.on ? 'pulse-on' : 'pulse-off' };
      break;
    case 'real-time':
      if (command.command.kind === 'status') return { kind: 'status', request: command.command.request };
      break;
    case 'cut':
      if (command.feeds && command.how === 'partial') return { kind: 'cut' };
      break;
    case 'text':
      if (command.bytes.every((byte) => byte < 0x7f || byte >= 0xa0))
        return { kind: 'text', bytes: [...command.bytes] };
      break;
    case 'picture': {
      const { rowBytes, rows, size } = command;
      if (rows <= tallestPicture && size.wide === 1 && size.tall === 1)
        return { kind: 'picture', rowBytes, rows, data: new Uint8Array(rowBytes * rows) };
      break;
    }
    default:
  }
  throw new Error(`the till never sends ${JSON.stringify(command)}`);
}

/** Rows of dots as they lie on the paper, one string of 0 and 1 a row. */
export function paperRows(steps: readonly PaperStep[], width: number): readonly string[] {
  const rows: string[] = [];
  for (const step of steps) {
    if (step.kind === 'feed') for (let row = 0; row < step.dots; row += 1) rows.push('0'.repeat(width));
    if (step.kind !== 'picture') continue;
    for (let row = 0; row < step.rows; row += 1) {
      const bytes = step.data.subarray(row * step.rowBytes, (row + 1) * step.rowBytes);
      rows.push([...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join(''));
    }
  }
  return rows;
}
