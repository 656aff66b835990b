import type { z } from 'zod';
import type { ApiBudget, CallPriority } from '../api-budget.ts';
import { timeLimit } from '../wait.ts';
import type { CloudAnswer, CloudTrouble } from './answer.ts';
import { refusalFields, refusalWords } from './refusal-words.ts';

export type CloudQuery = Readonly<Record<string, string | number>>;

export type HaravanClient = {
  readonly get: <T>(path: string, query: CloudQuery, shape: z.ZodType<T>) => Promise<CloudAnswer<T>>;
  readonly send: <T>(
    method: 'POST' | 'PUT',
    path: string,
    body: unknown,
    shape: z.ZodType<T>,
  ) => Promise<CloudAnswer<T>>;
  /** The same shop with calls of another priority, perhaps ended by a signal. */
  readonly as: (priority: CallPriority, signal?: AbortSignal) => HaravanClient;
};

export type ClientOptions = {
  /** Without the trailing slash; paths start with `/com/`. */
  readonly baseUrl: string;
  readonly token: string;
  readonly budget: ApiBudget;
  readonly timeoutMs?: number;
  /** Hears every answer's time as the service has it, UTC ms. */
  readonly heardTime?: (serverNow: number) => void;
};

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
    send: (method, path, body, shape) =>
      call(options, priority, signal, { method, path, query: {}, body }, shape),
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
): Promise<CloudAnswer<T>> {
  if (!(await options.budget.take(priority, signal))) return { kind: 'unreachable' };
  const limit = timeLimit(options.timeoutMs ?? defaultTimeoutMs, signal);
  let status: number;
  let text: string;
  try {
    const response = await fetch(urlOf(options.baseUrl, request), {
      method: request.method,
      headers: { Authorization: `Bearer ${options.token}`, 'Content-Type': 'application/json' },
      body: request.body === undefined ? null : JSON.stringify(request.body),
      signal: limit.signal,
      // A token follows no redirect to another host.
      redirect: 'manual',
    });
    status = response.status;
    listen(options, response.headers);
    if (status === 429) {
      await response.body?.cancel();
      return throttled(options.budget, response.headers.get('Retry-After'));
    }
    text = await response.text();
  } catch (error) {
    return troubleOf(error);
  } finally {
    limit.release();
  }
  if (status < 200 || status >= 300) return answerToStatus(status, text, request);
  const parsed = shape.safeParse(readJson(text));
  return parsed.success
    ? { kind: 'ok', value: parsed.data }
    : { kind: 'strange', where: `${request.method} ${request.path}` };
}

/** Blank filters are left out: the service drops them and answers with arbitrary rows. */
function urlOf(baseUrl: string, { path, query }: Call): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== '') params.set(name, String(value));
  return params.size === 0 ? `${baseUrl}${path}` : `${baseUrl}${path}?${params}`;
}

function listen(options: ClientOptions, headers: Headers): void {
  options.budget.learn(headers.get('X-Haravan-Api-Call-Limit'));
  const serverNow = Date.parse(headers.get('Date') ?? '');
  if (!Number.isNaN(serverNow)) options.heardTime?.(serverNow);
}

function throttled(budget: ApiBudget, header: string | null): CloudTrouble {
  const seconds = Number(header ?? Number.NaN);
  const wanted = Number.isFinite(seconds) && seconds >= 0 ? Math.round(seconds * 1000) : defaultRetryAfterMs;
  const retryAfterMs = Math.min(wanted, longestRetryAfterMs);
  budget.throttled(retryAfterMs);
  return { kind: 'throttled', retryAfterMs };
}

function answerToStatus(status: number, text: string, request: Call): CloudTrouble {
  if (status === 401) return { kind: 'unauthorised' };
  if (status === 403) return { kind: 'forbidden', scope: scopeOf(request) };
  if (status === 408 || status >= 500) return { kind: 'unknown', why: `HTTP ${status}` };
  if (status < 400) return { kind: 'strange', where: `HTTP ${status} ${request.path}` };
  const body = readJson(text);
  return { kind: 'refused', status, reason: refusalWords(status, body), fields: refusalFields(body) };
}

/** The permission a call takes, as the shop's owner finds it in the list of a private app. */
function scopeOf({ method, path }: Call): string {
  const resource = /^\/com\/([a-z_]+)/.exec(path)?.[1] ?? '';
  const subject = {
    inventory_locations: 'inventories',
    products: 'products',
    customers: 'customers',
    orders: 'orders',
  }[resource];
  return subject === undefined ? 'com.read_shop' : `com.${method === 'GET' ? 'read' : 'write'}_${subject}`;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Failures before a connection stood: the service has seen nothing of the request. */
const neverArrived = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

function troubleOf(error: unknown): CloudTrouble {
  if (!(error instanceof Error)) throw error;
  const cause = error.cause instanceof Error ? error.cause : error;
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.name;
  const wasConnecting = 'syscall' in cause && cause.syscall === 'connect';
  // Ports browsers forbid are refused by fetch itself.
  const wasForbidden = cause.message === 'bad port';
  return neverArrived.has(code) || wasConnecting || wasForbidden
    ? { kind: 'unreachable' }
    : { kind: 'unknown', why: code };
}
