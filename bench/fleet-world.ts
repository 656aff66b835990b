import { pause } from '../main/cloud/wait.ts';
import { leakyBucket, patientLimit } from '../sandbox/bucket.ts';
import { startSandbox } from '../sandbox/start.ts';
import { virtualTime } from '../tests/support/virtual-time.ts';

export type CallLimitSize = { readonly bucket: number; readonly leak: number };

/** Where a fleet of tills runs: time, and a shop cloud with one bucket. */
export type FleetWorld = {
  /** Ms. */
  readonly now: () => number;
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  readonly fetch: typeof fetch;
  readonly baseUrl: string;
  readonly token: string;
  readonly locationId: number;
  readonly seen: () => CallsSeen;
  readonly run: (work: Promise<unknown>) => Promise<void>;
  readonly close: () => Promise<void>;
};

export type CallsSeen = {
  readonly passed: number;
  readonly refused: number;
  /** Calls in the bucket after the last one that passed, and when that was. */
  readonly level: number;
};

/** Both ways of an answer together. */
export const roundTripMs = 120;

/** The sandbox's own bucket behind the real client, by a clock that jumps. */
export function virtualWorld({ bucket, leak }: CallLimitSize): FleetWorld {
  const time = virtualTime();
  const shop = leakyBucket(bucket, leak, time.now);
  const overSeconds = patientLimit(shop, time.now, () => 2);
  const answer = async (input: unknown): Promise<Response> => {
    await time.sleep(roundTripMs / 2);
    const seconds = overSeconds();
    const header = seconds === 0 ? shop.header() : `${bucket}/${bucket}`;
    await time.sleep(roundTripMs / 2);
    const path = new URL(String(input)).pathname;
    return seconds === 0
      ? Response.json(bodyOf(path), { headers: { 'X-Haravan-Api-Call-Limit': header } })
      : new Response('{}', {
          status: 429,
          headers: { 'X-Haravan-Api-Call-Limit': header, 'Retry-After': seconds.toFixed(1) },
        });
  };
  const counted = countCalls(answer);
  return {
    now: time.now,
    sleep: time.sleep,
    fetch: counted.fetch,
    baseUrl: 'http://shop.invalid',
    token: 'token',
    locationId: 1,
    seen: counted.seen,
    run: (work) => time.run(work),
    close: async () => undefined,
  };
}

/** As much of an answer as the fleet reads. */
function bodyOf(path: string): unknown {
  return path.includes('/orders') ? { order: { id: 1 }, orders: [] } : { products: [] };
}

/** The whole sandbox over real HTTP, by the clock on the wall. */
export async function realWorld({ bucket, leak }: CallLimitSize): Promise<FleetWorld> {
  const sandbox = await startSandbox({ bucket, leak, products: 60, customers: 0, 'settle-ms': 20 });
  await sandbox.control({ delayMs: roundTripMs / 2, answerDelayMs: roundTripMs / 2 });
  const counted = countCalls((input, init) => fetch(input as string, init));
  return {
    now: () => performance.now(),
    sleep: (ms, signal) => pause(ms, { signal }),
    fetch: counted.fetch,
    baseUrl: sandbox.url,
    token: sandbox.token,
    locationId: sandbox.locations[0]?.id ?? 0,
    seen: counted.seen,
    run: async (work) => void (await work),
    close: sandbox.close,
  };
}

function countCalls(inner: (input: unknown, init?: RequestInit) => Promise<Response>) {
  let seen: CallsSeen = { passed: 0, refused: 0, level: 0 };
  const counting: typeof fetch = async (input, init) => {
    const response = await inner(input, init);
    const level = Number(response.headers.get('X-Haravan-Api-Call-Limit')?.split('/')[0] ?? 0);
    seen =
      response.status === 429
        ? { ...seen, refused: seen.refused + 1 }
        : { passed: seen.passed + 1, refused: seen.refused, level };
    return response;
  };
  return { fetch: counting, seen: () => seen };
}
