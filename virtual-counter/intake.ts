import type { Model } from './models.ts';
import { type CommandReader, createCommandReader, type Read } from './read-commands.ts';

export type Intake = {
  /** Bytes it can still hold. */
  readonly room: () => number;
  readonly put: (bytes: Uint8Array) => void;
  readonly held: () => number;
  readonly taken: () => number;
  /** Nothing more comes by this line. */
  readonly close: (line: number) => void;
  /**
   * The next command and the line it came by; what was torn is said and forgotten.
   * @throws UnknownBytes
   */
  readonly next: (line: number) => (Read & { readonly line: number }) | null;
  /** Whether all that came by this line was worked off. */
  readonly isDone: (line: number) => boolean;
  readonly stray: () => number;
  /** Everything held is gone. */
  readonly clear: () => void;
};

/** The receive buffer: bytes of one line behind those of another, read command by command. */
export function createIntake(model: Model, torn: (bytes: number) => void): Intake {
  const reader: CommandReader = createCommandReader();
  let held: Uint8Array = new Uint8Array();
  let taken = 0;
  /** Where the bytes of ended lines end. */
  let ends: { readonly line: number; readonly at: number }[] = [];
  const worked = () => taken - held.length;
  const advance = (count: number) => {
    held = held.subarray(count);
  };
  const endReached = (end: number): void => {
    const left = end - worked();
    if (model.tornCommand === 'forgotten') {
      if (left > 0 || reader.isInside()) torn(left);
      reader.forget();
      advance(left);
    }
    ends = ends.slice(1);
  };
  return {
    room: () => Math.max(model.bufferBytes + model.aheadBytes - held.length, 0),
    put: (bytes) => {
      taken += bytes.length;
      held = held.length === 0 ? bytes : Buffer.concat([held, bytes]);
    },
    held: () => held.length,
    taken: () => taken,
    close: (line) => {
      if (ends.at(-1)?.line !== line) ends.push({ line, at: taken });
    },
    next: (line) => {
      for (;;) {
        const end = ends[0];
        const limited =
          end === undefined || model.tornCommand === 'completed' ? held : held.subarray(0, end.at - worked());
        const read = limited.length === 0 ? null : reader.next(limited);
        if (read === null) {
          if (end === undefined) return null;
          endReached(end.at);
          continue;
        }
        advance(read.length);
        return { ...read, line: end?.line ?? line };
      }
    },
    isDone: (line) => ends.every((end) => end.line !== line),
    stray: reader.stray,
    clear: () => {
      held = held.subarray(held.length);
      ends = [];
      reader.forget();
    },
  };
}
