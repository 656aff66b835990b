import type { z } from 'zod';
import type { ApiBudget, CallPermit, CallPriority } from '../api-budget.ts';
import { timeLimit, yieldToLoop } from '../wait.ts';
import type { CloudAnswer, CloudTrouble } from './answer.ts';
import { parsedJson, readJson } from './read-json.ts';
import { refusalFields, refusalWords } from './refusal-words.ts';
import { troubleOf } from './transport-trouble.ts';

export type CloudQuery = Readonly<Record<string, string | number>>;

export type HaravanClient = {
  readonly get: <T>(path: string, query: CloudQuery, shape: z.ZodType<T>) => Promise<CloudAnswer<T>>;
  readonly send: <T>(
    method: 'POST' | 'PUT',
    path: string,
    body: unknown,
    shape: z.ZodType<T>,
    leaving?: Leaving,
  ) => Promise<CloudAnswer<T>>;
  /** The same shop with calls of another priority, perhaps ended by a signal. */
  readonly as: (priority: CallPriority, signal?: AbortSignal) => HaravanClient;
};

/** Asked when the call may go, before its first byte: false keeps it here, and it counts as unreachable. */
export type Leaving = () => boolean;

export type ClientOptions = {
  /** Without the trailing slash; paths start with `/com/`. */
  readonly baseUrl: string;
  readonly token: string;
  readonly budget: ApiBudget;
  readonly timeoutMs?: number;
  /** How requests travel; Node's own way when left out. */
  readonly fetch?: typeof fetch;
  /** Hears every answer's time as the service has it, UTC ms. */
  readonly heardTime?: (serverNow: number) => void;
};

const callLimitHeader = 'X-Haravan-Api-Call-Limit';
const defaultTimeoutMs = 20_000;
const defaultRetryAfterMs = 2_000;
const longestRetryAfterMs = 60_000;
const mostThrottledTries = 8;

/** Speaks to Haravan's REST API. Answers are values; the token appears in no answer and no error. */
export function haravanClient(options: ClientOptions): HaravanClient {
  return clientAs(options, 'catalogue', undefined);
}

function clientAs(options: ClientOptions, priority: CallPriority, signal?: AbortSignal): HaravanClient {
  return {
    get: (path, query, shape) => ask(options, priority, signal, { method: 'GET', path, query }, shape),
    send: (method, path, body, shape, leaving) =>
      call(options, priority, signal, { method, path, query: {}, body }, shape, leaving),
    as: (other, otherSignal) => clientAs(options, other, otherSignal ?? signal),
  };
}

/** A question waits out a full bucket: asking again changes nothing. */
async function ask<T>(
  options: ClientOptions,
  priority: CallPriority,
  signal: AbortSignal | undefined,
  request: Call,
  shape: z.ZodType<T>,
): Promise<CloudAnswer<T>> {
  for (let tries = 1; ; tries += 1) {
    const answer = await call(options, priority, signal, request, shape);
    if (answer.kind !== 'throttled' || tries >= mostThrottledTries || signal?.aborted === true) return answer;
  }
}

type Call = {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly query: CloudQuery;
  readonly body?: unknown;
};

async function call<T>(
  options: ClientOptions,
  priority: CallPriority,
  signal: AbortSignal | undefined,
  request: Call,
  shape: z.ZodType<T>,
  leaving: Leaving = () => true,
): Promise<CloudAnswer<T>> {
  const permit = await options.budget.take(priority, resourceOf(request), signal);
  if (permit === null || !mayLeave(permit, leaving)) return { kind: 'unreachable' };
  const limit = timeLimit(options.timeoutMs ?? defaultTimeoutMs, signal);
  let status: number;
  let text: string;
  try {
    const response = await (options.fetch ?? fetch)(urlOf(options.baseUrl, request), {
      method: request.method,
      headers: { Authorization: `Bearer ${options.token}`, 'Content-Type': 'application/json' },
      body: request.body === undefined ? null : JSON.stringify(request.body),
      signal: limit.signal,
      // A token follows no redirect to another host.
      redirect: 'manual',
    });
    status = response.status;
    hearTime(options, response.headers.get('Date'));
    if (status === 429) {
      const trouble = throttled(permit, response.headers);
      await response.body?.cancel();
      return trouble;
    }
    permit.answered(response.headers.get(callLimitHeader));
    text = await response.text();
  } catch (error) {
    permit.lost();
    return troubleOf(error);
  } finally {
    limit.release();
  }
  if (status < 200 || status >= 300) return answerToStatus(status, text, request);
  // Between the socket's work and that of whoever asked: together they can be long, the first time above all.
  await yieldToLoop();
  const parsed = shape.safeParse(await readJson(text));
  await yieldToLoop();
  return parsed.success
    ? { kind: 'ok', value: parsed.data }
    : { kind: 'strange', where: `${request.method} ${request.path}` };
}

/** A permit nobody uses is given back, whatever happens. */
function mayLeave(permit: CallPermit, leaving: Leaving): boolean {
  let goes = false;
  try {
    goes = leaving();
  } finally {
    if (!goes) permit.lost();
  }
  return goes;
}

/** Blank filters are left out: the service drops them and answers with arbitrary rows. */
function urlOf(baseUrl: string, { path, query }: Call): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== '') params.set(name, String(value));
  return params.size === 0 ? `${baseUrl}${path}` : `${baseUrl}${path}?${params}`;
}

function hearTime(options: ClientOptions, header: string | null): void {
  const serverNow = Date.parse(header ?? '');
  if (!Number.isNaN(serverNow)) options.heardTime?.(serverNow);
}

function throttled(permit: CallPermit, headers: Headers): CloudTrouble {
  const header = headers.get('Retry-After');
  const seconds = header === null || header.trim() === '' ? Number.NaN : Number(header);
  const wanted = Number.isFinite(seconds) && seconds >= 0 ? Math.round(seconds * 1000) : defaultRetryAfterMs;
  const retryAfterMs = Math.min(wanted, longestRetryAfterMs);
  permit.refused(headers.get(callLimitHeader), retryAfterMs);
  return { kind: 'throttled', retryAfterMs };
}

function answerToStatus(status: number, text: string, request: Call): CloudTrouble {
  if (status === 401) return { kind: 'unauthorised' };
  if (status === 403) return { kind: 'forbidden', scope: scopeOf(request) };
  if (status === 408 || status >= 500) return { kind: 'unknown', why: `HTTP ${status}` };
  if (status < 400) return { kind: 'strange', where: `HTTP ${status} ${request.path}` };
  const body = parsedJson(text);
  return { kind: 'refused', status, reason: refusalWords(status, body), fields: refusalFields(body) };
}

/** What a call is about: the service may throttle one resource harder than the others. */
function resourceOf({ path }: Pick<Call, 'path'>): string {
  return /^\/com\/([a-z_]+)/.exec(path)?.[1] ?? '';
}

/** The permission a call takes, as the shop's owner finds it in the list of a private app. */
function scopeOf({ method, path }: Call): string {
  const resource = resourceOf({ path });
  const subject = {
    inventory_locations: 'inventories',
    products: 'products',
    customers: 'customers',
    orders: 'orders',
  }[resource];
  return subject === undefined ? 'com.read_shop' : `com.${method === 'GET' ? 'read' : 'write'}_${subject}`;
}
