import type { ChildProcessWithoutNullStreams } from 'node:child_process';

/** One line to the helper: what it is to do. */
export type SpoolerRequest =
  | { readonly do: 'list' }
  | { readonly do: 'state'; readonly queue: string }
  | { readonly do: 'print'; readonly queue: string; readonly title: string; readonly file: string }
  | { readonly do: 'job' | 'cancel'; readonly queue: string; readonly job: number };

/** One line from it, or why there is none. `step` and `code` are the call of the spooler that failed and its Windows error. */
export type SpoolerAnswer =
  | { readonly kind: 'done'; readonly fields: Readonly<Record<string, unknown>> }
  | { readonly kind: 'failed'; readonly step: string; readonly code: number; readonly written: number }
  /** Windows lets no script make types here, or there is no PowerShell: asking again would not help. */
  | { readonly kind: 'refused' }
  /** It ended, or kept silent, after the request was written to it: nobody knows how far it came. */
  | { readonly kind: 'lost' };

export type SpoolerHelper = {
  readonly ask: (request: SpoolerRequest, timeoutMs?: number) => Promise<SpoolerAnswer>;
  readonly close: () => void;
};

type Process = Pick<ChildProcessWithoutNullStreams, 'stdin' | 'stdout' | 'stderr' | 'kill' | 'on' | 'unref'>;
type Fields = Readonly<Record<string, unknown>>;

type Running = {
  readonly process: Process;
  readonly waiting: Map<number, (answer: SpoolerAnswer) => void>;
  /** True once it said that it can work, false when it said or showed that it can't. */
  readonly ready: Promise<boolean>;
};

/** PowerShell takes seconds to start on a slow drive, and compiles then. */
const startMs = 30_000;

/**
 * Keeps one helper running and talks to it in lines of JSON. It is started when it is first needed, and anew after it ended; one that
 * keeps silent is ended, since it hangs in a call of the spooler.
 */
export function createSpoolerHelper(start: () => Process, patienceMs = startMs): SpoolerHelper {
  let running: Running | null = null;
  let lastId = 0;

  const current = (): Running => {
    running ??= run(start(), patienceMs, () => {
      running = null;
    });
    return running;
  };

  return {
    ask: async (request, timeoutMs = 30_000) => {
      const helper = current();
      if (!(await helper.ready)) return { kind: 'refused' };
      lastId += 1;
      const id = lastId;
      return await new Promise((resolve) => {
        const timer = setTimeout(() => helper.process.kill(), timeoutMs);
        helper.waiting.set(id, (answer) => {
          clearTimeout(timer);
          resolve(answer);
        });
        helper.process.stdin.write(`${JSON.stringify({ id, ...request })}\n`);
      });
    },
    close: () => {
      running?.process.stdin.end();
      running = null;
    },
  };
}

function run(process: Process, patienceMs: number, onEnd: () => void): Running {
  const waiting: Running['waiting'] = new Map();
  let tellReady: (isReady: boolean) => void = () => undefined;
  const ready = new Promise<boolean>((resolve) => {
    tellReady = resolve;
  });
  const timer = setTimeout(() => process.kill(), patienceMs);
  void ready.finally(() => clearTimeout(timer));
  const ended = () => {
    onEnd();
    tellReady(false);
    for (const answer of waiting.values()) answer({ kind: 'lost' });
    waiting.clear();
  };
  process.on('error', ended);
  process.on('close', ended);
  // A broken pipe shows as the end of the process as well.
  process.stdin.on('error', () => undefined);
  process.stderr.resume();
  process.unref();
  eachLine(process.stdout, (line) => {
    const fields = fieldsOf(line);
    if (fields === null) return;
    if (typeof fields['ready'] === 'boolean') tellReady(fields['ready']);
    const id = fields['id'];
    if (typeof id !== 'number') return;
    waiting.get(id)?.(answerOf(fields));
    waiting.delete(id);
  });
  return { process, waiting, ready };
}

function answerOf(fields: Fields): SpoolerAnswer {
  if (fields['ok'] === true) return { kind: 'done', fields };
  const { step, code, written } = fields;
  return {
    kind: 'failed',
    step: typeof step === 'string' ? step : 'helper',
    code: typeof code === 'number' ? code : 0,
    written: typeof written === 'number' ? written : 0,
  };
}

function eachLine(stream: NodeJS.ReadableStream, take: (line: string) => void): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) take(line);
  });
}

/** Null for what is no answer: PowerShell may add words of its own. */
function fieldsOf(line: string): Fields | null {
  try {
    const value: unknown = JSON.parse(line.replace(/^\ufeff/, ''));
    return typeof value === 'object' && value !== null ? { ...value } : null;
  } catch {
    return null;
  }
}
