/**
 * The commands a receipt printer is sent, read from Epson's reference without a look at the till's own encoder and decoder, so that the
 * two can contradict each other.
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

type Read = { readonly step: PaperStep; readonly length: number };

/**
 * The first command in `bytes`; null while it is not there as a whole.
 * @throws Error for a byte no command starts with
 */
export function readStep(bytes: Uint8Array): Read | null {
  const [lead, code, a, b] = bytes;
  if (lead === undefined) return null;
  if (lead === 0x0a) return { step: { kind: 'line' }, length: 1 };
  if (isLetter(lead)) return readText(bytes);
  if (lead !== 0x1b && lead !== 0x1c && lead !== 0x1d && lead !== 0x10) throw unknown(bytes);
  if (code === undefined) return null;
  if (lead === 0x1b && code === 0x40) return { step: { kind: 'initialise' }, length: 2 };
  if (lead === 0x1c && code === 0x2e) return { step: { kind: 'cancel-kanji' }, length: 2 };
  if (lead === 0x10 && code === 0x04)
    return a === undefined ? null : { step: { kind: 'status', request: a }, length: 3 };
  if (lead === 0x1b && code === 0x4a)
    return a === undefined ? null : { step: { kind: 'feed', dots: a }, length: 3 };
  const setting = settings.find(([first, second]) => first === lead && second === code);
  if (setting !== undefined)
    return a === undefined ? null : { step: { kind: setting[2], value: a }, length: 3 };
  if (lead === 0x1b && code === 0x70) {
    const off = bytes[4];
    if (a === undefined || b === undefined || off === undefined) return null;
    return { step: { kind: 'drawer', pin: a === 0 ? 2 : 5, on: b, off }, length: 5 };
  }
  if (lead === 0x1d && code === 0x56) {
    if (a === undefined || b === undefined) return null;
    if (a !== 0x42) throw unknown(bytes);
    return { step: { kind: 'cut' }, length: 4 };
  }
  if (lead === 0x1d && code === 0x72) {
    if (a === undefined) return null;
    if (a !== 1 && a !== 2) throw unknown(bytes);
    return { step: { kind: 'fence' }, length: 3 };
  }
  if (lead === 0x1d && code === 0x28) return a === 0x44 ? readPulseSwitch(bytes) : readProcessId(bytes);
  if (lead === 0x1d && code === 0x76) return readPicture(bytes);
  throw unknown(bytes);
}

const settings = [
  [0x1b, 0x74, 'page'],
  [0x1d, 0x21, 'size'],
  [0x1b, 0x45, 'bold'],
] as const;

/** Bytes that no printer takes for a command. */
function isLetter(byte: number): boolean {
  return (byte >= 0x20 && byte <= 0x7e) || byte >= 0xa0;
}

function readText(bytes: Uint8Array): Read {
  const end = bytes.findIndex((byte) => !isLetter(byte));
  const letters = [...bytes.subarray(0, end === -1 ? bytes.length : end)];
  return { step: { kind: 'text', bytes: letters }, length: letters.length };
}

/** GS ( H, function 48: asks for a block once everything before is on paper. */
function readProcessId(bytes: Uint8Array): Read | null {
  if (bytes.length < 11) return null;
  const head = [...bytes.subarray(2, 7)];
  if (head.join() !== [0x48, 6, 0, 0x30, 0x30].join()) throw unknown(bytes);
  return { step: { kind: 'process-id', id: [...bytes.subarray(7, 11)] }, length: 11 };
}

/** GS ( D with one pair: whether the real-time drawer command (fn 20, a 1) is obeyed. */
function readPulseSwitch(bytes: Uint8Array): Read | null {
  if (bytes.length < 8) return null;
  const [, , , low, high, command, fn, isOn] = bytes;
  if (low !== 3 || high !== 0 || command !== 0x14 || fn !== 1 || isOn === undefined || isOn > 1)
    throw unknown(bytes);
  return { step: { kind: isOn === 1 ? 'pulse-on' : 'pulse-off' }, length: 8 };
}

/** GS v 0. A height over 128 rows is refused here, as small clones do. */
function readPicture(bytes: Uint8Array): Read | null {
  if (bytes.length < 8) return null;
  const [, , zero, mode, xl = 0, xh = 0, yl = 0, yh = 0] = bytes;
  const rowBytes = xl + xh * 256;
  const rows = yl + yh * 256;
  if (zero !== 0x30 || mode !== 0 || rowBytes === 0 || rows === 0 || rows > 128) throw unknown(bytes);
  const length = 8 + rowBytes * rows;
  if (bytes.length < length) return null;
  return {
    step: { kind: 'picture', rowBytes, rows, data: Uint8Array.from(bytes.subarray(8, length)) },
    length,
  };
}

/** All of a job's commands. @throws Error when bytes are unknown or left over */
export function readJob(bytes: Uint8Array): readonly PaperStep[] {
  const steps: PaperStep[] = [];
  for (let at = 0; at < bytes.length; ) {
    const read = readStep(bytes.subarray(at));
    if (read === null) throw new Error(`the job ends inside a command at ${at}`);
    steps.push(read.step);
    at += read.length;
  }
  return steps;
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

function unknown(bytes: Uint8Array): Error {
  return new Error(`unknown command ${Buffer.from(bytes.subarray(0, 8)).toString('hex')}`);
}
