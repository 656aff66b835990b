import type { CodePage } from './code-pages.ts';

/** What sets one make of printer apart. Section numbers are those of the hardware notes the till was built by. */
export type Model = {
  readonly name: string;
  /** Dots across the paper; 8 of them are a millimetre. */
  readonly dots: number;
  /** DLE EOT requests that get an answer (2.1, 2.2). */
  readonly statusRequests: readonly number[];
  /** Acts on DLE ENQ and DLE DC4. */
  readonly actsInRealTime: boolean;
  /** GS a: pushes four bytes at every change. */
  readonly automaticStatus: boolean;
  /** GS r is answered, in order. */
  readonly answersFence: boolean;
  /** `GS ( …`: known, passed over by their length, or not understood at all (1.5, 2.1). */
  readonly functionBlocks: 'known' | 'skipped' | 'unknown';
  /** Knows ESC B, which Epson's do not. */
  readonly beeps: boolean;
  /** Answers to GS I; null where it keeps silent. */
  readonly identity: { readonly maker: string; readonly name: string; readonly firmware: string } | null;
  /** What the head works from. A full one stops the network. */
  readonly bufferBytes: number;
  /** How far behind a full buffer the network side still looks for real-time commands; its own memory. */
  readonly aheadBytes: number;
  /** Rows of one picture command it can take, and what becomes of more (1.5). */
  readonly bandRows: number;
  readonly tallBand: 'refused' | 'cut-off';
  readonly mmPerSecond: number;
  /** Somebody else calls while it is talked to (2.3). */
  readonly second: 'waits' | 'refused';
  /** Rest it needs between two connections; who calls in it is refused. */
  readonly pauseMs: number;
  /** Hangs up a line on which nothing was heard for so long. */
  readonly idleMs: number;
  /** When it answers the caller's end with its own: once it took all, or once all was printed. */
  readonly hangsUp: 'when-taken' | 'when-printed';
  /** A command whose line broke in the middle of it: forgotten, or completed from what the next caller sends. */
  readonly tornCommand: 'forgotten' | 'completed';
  /** Bytes above 7F pair up until FS . */
  readonly startsInChinese: boolean;
  readonly codePages: Readonly<Record<number, CodePage>>;
};

const always = { dots: 576, bufferBytes: 4096, tornCommand: 'forgotten' } as const;

export const models = {
  /** Answers everything. Its network board has memory and a processor of its own. */
  epson: {
    ...always,
    name: 'epson',
    statusRequests: [1, 2, 3, 4],
    actsInRealTime: true,
    automaticStatus: true,
    answersFence: true,
    functionBlocks: 'known',
    beeps: false,
    identity: { maker: 'EPSON', name: 'TM-T82III', firmware: '11.15 ESC/POS' },
    aheadBytes: 256 * 1024,
    bandRows: 4095,
    tallBand: 'refused',
    mmPerSecond: 200,
    second: 'waits',
    pauseMs: 0,
    idleMs: 300_000,
    hangsUp: 'when-printed',
    startsInChinese: false,
    codePages: { 0: 'cp437', 16: 'wpc1252', 30: 'tcvn3-lower', 31: 'tcvn3-upper', 52: 'wpc1258' },
  },
  /** Knows the first and the paper status and the fence; passes over what it does not know. Stuck, it is deaf. */
  xprinter: {
    ...always,
    name: 'xprinter',
    statusRequests: [1, 4],
    actsInRealTime: true,
    automaticStatus: false,
    answersFence: true,
    functionBlocks: 'skipped',
    beeps: true,
    identity: null,
    aheadBytes: 1024,
    bandRows: 255,
    tallBand: 'cut-off',
    mmPerSecond: 160,
    second: 'refused',
    pauseMs: 0,
    idleMs: Number.POSITIVE_INFINITY,
    hangsUp: 'when-printed',
    startsInChinese: true,
    codePages: { 0: 'cp437', 16: 'wpc1252', 27: 'tcvn' },
  },
  /** Answers nothing, ever. Takes all it can, hangs up, prints on; loses what is tall, needs a rest. */
  clone: {
    ...always,
    name: 'clone',
    statusRequests: [],
    actsInRealTime: false,
    automaticStatus: false,
    answersFence: false,
    functionBlocks: 'unknown',
    beeps: true,
    identity: null,
    bufferBytes: 1024,
    aheadBytes: 0,
    bandRows: 128,
    tallBand: 'cut-off',
    mmPerSecond: 90,
    second: 'refused',
    pauseMs: 1000,
    idleMs: Number.POSITIVE_INFINITY,
    hangsUp: 'when-taken',
    startsInChinese: true,
    codePages: { 0: 'cp437', 27: 'wpc1258', 94: 'wpc1258' },
  },
} as const satisfies Readonly<Record<string, Model>>;

export type ModelName = keyof typeof models;
