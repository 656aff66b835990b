/**
 * A line of the log as it may leave the shop. Not what is known to be a secret is taken out, but only what is known to be none is let
 * through: names of events and codes, ids the till made, counts, and where in the program something broke. Words of an error may quote
 * anything, so they stay here.
 */

const mostFrames = 12;

/** Detail names whose text is a word of this program, never of a person. */
const wordKeys = new Set([
  'code',
  'kind',
  'outcome',
  'reason',
  'resource',
  'reading',
  'foundBy',
  'state',
  'day',
  'name',
  'job',
  'status',
  'pulled',
]);
/** Detail names whose number counts something, and is no amount and nobody's. */
const countKeys = new Set(['count', 'met', 'counted', 'doubted', 'status', 'attempt', 'ms', 'code']);
/** Detail names that hold ids of the till's own documents. */
const idKeys = new Set(['id', 'entry', 'printer']);

export type CleanLine = Readonly<Record<string, unknown>>;

/** Null for what is no line of this till's log. */
export function cleanLogLine(line: string): CleanLine | null {
  const found = parsed(line);
  if (found === null) return null;
  const { time, level, msg, ...details } = found;
  const event = typeof msg === 'string' && isEvent(msg) ? msg : '…';
  const clean: Record<string, unknown> = { time: numberOf(time), level: numberOf(level), event };
  let leftOut = 0;
  for (const [key, value] of Object.entries(details)) {
    const kept = cleanDetail(key, value);
    if (kept === undefined) leftOut += 1;
    else clean[key] = kept;
  }
  return leftOut === 0 ? clean : { ...clean, leftOut };
}

/** Events are named with hyphens, but for the two that the runtime names. */
function isEvent(text: string): boolean {
  return /^[a-z]+(?:-[a-z]+)+$/.test(text) || text === 'uncaught' || text === 'unhandled';
}

function cleanDetail(key: string, value: unknown): unknown {
  if (key === 'error' && typeof value === 'string') return placesOf(value);
  if (typeof value === 'boolean') return countKeys.has(key) || wordKeys.has(key) ? value : undefined;
  if (typeof value === 'number') return countKeys.has(key) ? value : undefined;
  if (typeof value !== 'string') return undefined;
  if (wordKeys.has(key)) return wordOf(value);
  return idKeys.has(key) && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value) ? value : undefined;
}

/** A name as programs have it: `print-job`, `STORE_FULL`, `cart:scan`, a day. */
function wordOf(text: string): string | undefined {
  const isName = /^[a-z]+(?:[-:][a-z]+)+$/.test(text) || /^[A-Z]+(?:_[A-Z]+)+$/.test(text);
  return isName || knownWords.has(text) || /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : undefined;
}

/** Single small words could be somebody's name: only those this program uses. */
const knownWords = new Set([
  'sale',
  'receipt',
  'copy',
  'report',
  'slip',
  'drawer',
  'test',
  'printed',
  'blocked',
  'unknown',
  'queued',
  'sending',
  'refused',
  'confirmed',
  'walk',
  'memory',
  'utc',
  'full',
  'corrupt',
  'busy',
  'other',
  'unexpected',
  'products',
  'stock',
  'customers',
  'orders',
  'offline',
  'unreachable',
  'error',
  'jammed',
  'interrupted',
  'customer',
  'cancellation',
  'return',
  'exchange',
  'UNEXPECTED',
]);

/** What kind of error, and where: `at` lines with the last part of their path, which on some machines names a person. */
function placesOf(stack: string): unknown {
  const [head = '', ...rest] = stack.split('\n');
  const kind = /^(?:[A-Z][A-Za-z]{2,40}(?:Error|Failure)|Error)(?=:|$)/.exec(head.trim())?.[0] ?? '…';
  const codes = [
    ...new Set(stack.match(/\b(?:SQLITE_[A-Z_]+|E(?:NOSPC|ACCES|PERM|BUSY|MFILE|IO|ROFS|NOENT))\b/g) ?? []),
  ];
  const at = rest
    .flatMap(
      (line) =>
        /^\s+at .*?(?:[\\/(]|^\s+at )([\w.-]+\.(?:ts|tsx|js|mjs|cjs)):(\d+)(?::(\d+))?\)?$/
          .exec(line)
          ?.slice(1, 4)
          .join(':') ?? [],
    )
    .slice(0, mostFrames);
  return { kind, ...(codes.length === 0 ? {} : { codes }), at };
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

function parsed(line: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}
