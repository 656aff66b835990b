import { z } from 'zod';
import type { ApiBudget, Priority } from '../api-budget.ts';

/** What became of a call. `unknown` means the service may have carried it out; `unreachable` that it cannot have. */
export type CallOutcome<T> =
  | { readonly kind: 'ok'; readonly value: T }
  | { readonly kind: 'refused'; readonly status: number; readonly reason: string }
  | { readonly kind: 'unauthorised' }
  | { readonly kind: 'forbidden' }
  | { readonly kind: 'throttled'; readonly retryAfterMs: number }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'unknown' }
  /** The service answered in a form nobody expected. */
  | { readonly kind: 'strange'; readonly where: string };

export type Failed = Exclude<CallOutcome<never>, { kind: 'ok' }>;

export type Call<T> = {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Below `/com`, with query. */
  readonly path: string;
  readonly body?: unknown;
  readonly answer: z.ZodType<T>;
  readonly priority: Priority;
};

export type HaravanClient = { readonly call: <T>(call: Call<T>) => Promise<CallOutcome<T>> };

const timeoutMs = 20_000;

/** Failures before a single byte of the request can have reached the service. */
const neverSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
]);

/** Haravan's REST API (bearer token, `/com`), one call at a time and within the shop's call budget. The token stays in here. */
export function haravanClient(
  address: { readonly baseUrl: string; readonly token: string },
  budget: ApiBudget,
): HaravanClient {
  return {
    call: async <T>({ method, path, body, answer, priority }: Call<T>): Promise<CallOutcome<T>> => {
      await budget.admit(priority);
      const response = await send(`${address.baseUrl}/com${path}`, {
        method,
        headers: { authorization: `Bearer ${address.token}`, 'content-type': 'application/json' },
        signal: AbortSignal.timeout(timeoutMs),
        redirect: 'error',
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (!(response instanceof Response)) return response;
      budget.learn(response.headers.get('x-haravan-api-call-limit'));
      return await outcomeOf(response, answer, path);
    },
  };
}

async function send(url: string, init: RequestInit): Promise<Response | Failed> {
  try {
    return await fetch(url, init);
  } catch (error) {
    return { kind: neverSent.has(codeOf(error)) ? 'unreachable' : 'unknown' };
  }
}

async function outcomeOf<T>(response: Response, answer: z.ZodType<T>, path: string): Promise<CallOutcome<T>> {
  const text = await response.text().catch(() => null);
  // The head of an answer came and its end did not: it may have been carried out.
  if (text === null) return { kind: 'unknown' };
  if (response.status === 401) return { kind: 'unauthorised' };
  if (response.status === 403) return { kind: 'forbidden' };
  if (response.status === 429) return { kind: 'throttled', retryAfterMs: retryAfterMs(response) };
  if (response.status >= 500) return { kind: 'unknown' };
  if (!response.ok) return { kind: 'refused', status: response.status, reason: reasonIn(text) };
  const where = path.split('?')[0] ?? path;
  const parsed = answer.safeParse(parseJson(text));
  if (parsed.success) return { kind: 'ok', value: parsed.data };
  return { kind: 'strange', where: [where, ...(parsed.error.issues[0]?.path ?? [])].map(String).join('.') };
}

function retryAfterMs(response: Response): number {
  const seconds = Number(response.headers.get('retry-after'));
  return Number.isFinite(seconds) && seconds > 0 ? Math.ceil(seconds * 1000) : 2_000;
}

/** 422 bodies come as a text, a list, or texts by field. Only the service's own words are kept, cut short. */
function reasonIn(text: string): string {
  const body = z.object({ errors: z.unknown(), message: z.unknown() }).partial().safeParse(parseJson(text));
  const errors = body.success ? (body.data.errors ?? body.data.message) : undefined;
  return flatten(errors).slice(0, 200);
}

function flatten(errors: unknown): string {
  if (typeof errors === 'string') return errors;
  if (Array.isArray(errors)) return errors.map(flatten).join(', ');
  if (typeof errors === 'object' && errors !== null) {
    return Object.entries(errors)
      .map(([field, value]) => `${field}: ${flatten(value)}`)
      .join('; ');
  }
  return '';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function codeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
}
