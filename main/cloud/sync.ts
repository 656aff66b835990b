import { type Envelope, failure, success } from '../../contracts/errors/failure.ts';
import type { PullView } from '../../contracts/views/session.ts';
import { retryDelayMs } from '../../domain/sync/outbox.ts';
import { countUnsettled, makeDue, nextDueAt, questionInterruptedEntries } from '../db/repositories/outbox.ts';
import { pullKinds, readProgress } from '../db/repositories/pull-progress.ts';
import type { Sync, SyncReport } from '../services/ports.ts';
import { apiBudget } from './api-budget.ts';
import { watchConnection } from './connection.ts';
import { type Failed, type HaravanClient, haravanClient } from './haravan/client.ts';
import { shopAnswer } from './haravan/shapes.ts';
import { explainFailed } from './haravan/shop-cloud.ts';
import type { Round, SyncParts } from './parts.ts';
import {
  beginSweep,
  pullAllProducts,
  pullAllStock,
  pullChangedProducts,
  pullChangedStock,
  pullCustomers,
  pullVatRates,
} from './pull.ts';
import { pullRate } from './pull-rate.ts';
import { type PushReport, pushWaiting } from './push.ts';
import { seededSpread } from './spread.ts';

const pullEveryMs = 60_000;
const sweepEveryMs = 24 * 3_600_000;
const settleCheckMs = 2_000;

/** Keeps a bound till and its shop in step: sends what waits at once, fetches what changed every minute, and lasts out any outage. */
export function createSync(parts: SyncParts): Sync {
  const { store, clock } = parts;
  const connection = watchConnection(clock, () => parts.notify('app'));
  const budget = apiBudget();
  const spread = seededSpread(parts.newId());
  const rate = pullRate(clock);
  let started = false;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let pullDueAt = 0;
  let failures = 0;
  let probeDueAt = 0;
  let pulling: { failure: PullView['failure'] } | null = null;
  let lastFailure: PullView['failure'] = null;
  /** Rounds follow each other: never two uploads at once. */
  let chain: Promise<unknown> = Promise.resolve();
  questionInterruptedEntries(store, clock());

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = chain.then(work, work);
    chain = next.catch(() => undefined);
    return next;
  };

  const openRound = async (): Promise<Envelope<Round>> => {
    const binding = parts.binding();
    if (binding === null) return failure('NOT_BOUND');
    try {
      const token = await parts.readToken();
      if (token === null) {
        connection.failed('no-token');
        return failure('CLOUD_TOKEN_REFUSED');
      }
      const client = watched(haravanClient({ baseUrl: binding.baseUrl, token }, budget));
      return success({ parts, client, binding, stopped: () => stopped });
    } catch (error) {
      parts.log('keychain', { error: error instanceof Error ? error.message : String(error) });
      connection.failed('keychain-locked');
      return failure('KEYCHAIN_LOCKED');
    }
  };

  /** Every answer says something about the connection. */
  const watched = (client: HaravanClient): HaravanClient => ({
    call: async (call) => {
      const outcome = await client.call(call);
      if (
        outcome.kind === 'unreachable' ||
        outcome.kind === 'unknown' ||
        outcome.kind === 'unauthorised' ||
        outcome.kind === 'forbidden'
      ) {
        connection.failed(outcome);
      } else {
        connection.succeeded();
      }
      return outcome;
    },
  });

  const push = async (round: Round): Promise<PushReport> => pushWaiting(round, spread);

  /** While the line is down a cheap question goes first, so that no sale is sent into the void and left unknown. */
  const lineIsUp = async (round: Round): Promise<Failed | null> => {
    if (!connection.isDown()) return null;
    const probe = await round.client.call({
      method: 'GET',
      path: '/shop.json',
      answer: shopAnswer,
      priority: 'sale',
    });
    if (probe.kind !== 'ok') return probe;
    makeDue(store, clock());
    return null;
  };

  const pullIncrements = async (round: Round): Promise<Envelope<SyncReport['pulled']>> => {
    const swept = readProgress(store, 'products').finishedAt ?? 0;
    if (clock() - swept > sweepEveryMs) beginSweep(round);
    const isSweeping = readProgress(store, 'products').finishedAt === null;
    const vat = await pullVatRates(round);
    if (!vat.ok) return vat;
    const products = isSweeping
      ? await pullAllProducts(round, () => undefined)
      : await pullChangedProducts(round);
    if (!products.ok) return products;
    const stock = await pullChangedStock(round);
    if (!stock.ok) return stock;
    const customers = await pullCustomers(round, () => undefined);
    if (!customers.ok) return customers;
    connection.pulled();
    parts.notify('carts');
    return success({ products: products.value, stock: stock.value, customers: customers.value });
  };

  const runOnce = (what: 'push' | 'pull' | 'both'): Promise<Envelope<SyncReport>> =>
    inTurn(async () => {
      const round = await openRound();
      if (!round.ok) return round;
      makeDue(store, clock());
      let report: PushReport = { sent: 0, confirmed: 0, refused: 0, failed: null };
      let pulled: SyncReport['pulled'] = { products: 0, stock: 0, customers: 0 };
      if (what !== 'pull') {
        report = await pushUntilSettled(round.value);
        if (report.failed !== null) return explainFailed(report.failed, 'com.write_orders');
      }
      if (what !== 'push') {
        const answer = await pullIncrements(round.value);
        if (!answer.ok) return answer;
        pulled = answer.value;
      }
      const { waiting } = connection.view(store);
      return success({
        sent: report.sent,
        confirmed: report.confirmed,
        refused: report.refused,
        waiting,
        pulled,
      });
    });

  /** A person who pushes waits for the end: entries in doubt are looked for, and money is seen as paid. */
  const pushUntilSettled = async (round: Round): Promise<PushReport> => {
    let total: PushReport = { sent: 0, confirmed: 0, refused: 0, failed: null };
    const deadline = clock() + 40_000;
    for (;;) {
      const probe = await lineIsUp(round);
      if (probe !== null) return { ...total, failed: probe };
      const report = await push(round);
      total = {
        sent: total.sent + report.sent,
        confirmed: total.confirmed + report.confirmed,
        refused: total.refused + report.refused,
        failed: report.failed,
      };
      const isDone = nextDueAt(store) === null && countUnsettled(store) === 0;
      if (isDone || stopped || clock() > deadline || isHopeless(report.failed))
        return isDone ? { ...total, failed: null } : total;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  };

  const tick = async (): Promise<void> => {
    const round = await openRound();
    if (!round.ok || stopped) return;
    const down = await lineIsUp(round.value);
    if (down !== null) {
      failures += 1;
      probeDueAt = clock() + Math.min(retryDelayMs(failures, spread()), 30_000);
      return;
    }
    failures = 0;
    const report = await push(round.value);
    if (report.failed !== null) return;
    if (clock() >= pullDueAt && readProgress(store, 'products').firstPullDone) {
      const pulled = await pullIncrements(round.value);
      if (!pulled.ok) parts.log('pull-failed', { code: pulled.error.code });
      pullDueAt = clock() + pullEveryMs;
      parts.notify('app');
    }
  };

  const schedule = (soonerMs?: number): void => {
    if (!started || stopped) return;
    clearTimeout(timer);
    const due = nextDueAt(store);
    const moments = [
      pullDueAt,
      due ?? Number.POSITIVE_INFINITY,
      countUnsettled(store) > 0 ? clock() + settleCheckMs : Number.POSITIVE_INFINITY,
    ];
    const next = connection.isDown() ? Math.max(probeDueAt, clock() + 500) : Math.min(...moments);
    timer = setTimeout(run, soonerMs ?? Math.max(50, Math.min(next - clock(), pullEveryMs)));
    timer.unref();
  };

  const run = (): void => {
    void inTurn(tick)
      .catch((error: unknown) =>
        parts.log('sync-failed', {
          error: error instanceof Error ? (error.stack ?? error.message) : String(error),
        }),
      )
      .finally(() => schedule());
  };

  const pullProgress = (): PullView => {
    const kinds = pullKinds.map((kind) => readProgress(store, kind));
    return {
      running: pulling !== null,
      done: kinds.every((progress) => progress.firstPullDone),
      kinds: kinds.map(({ kind, pulled, total }) => ({ kind, pulled, total })),
      ...rate.view(kinds),
      failure: lastFailure,
    };
  };

  const firstPull = (report: (progress: PullView) => void): Promise<Envelope<PullView>> => {
    if (pulling !== null) return Promise.resolve(success(pullProgress()));
    pulling = { failure: null };
    lastFailure = null;
    rate.begin(pullKinds.map((kind) => readProgress(store, kind)));
    return inTurn(async () => {
      const tell = () => report(pullProgress());
      const answer = await pullEverything(tell);
      pulling = null;
      lastFailure = answer.ok ? null : answer.error;
      tell();
      return answer.ok ? success(pullProgress()) : answer;
    });
  };

  const pullEverything = async (tell: () => void): Promise<Envelope<null>> => {
    const round = await openRound();
    if (!round.ok) return round;
    const vat = await pullVatRates(round.value);
    if (!vat.ok) return vat;
    const steps = [
      { kind: 'products' as const, pull: pullAllProducts },
      { kind: 'stock' as const, pull: pullAllStock },
      { kind: 'customers' as const, pull: pullCustomers },
    ];
    for (const { kind, pull } of steps) {
      if (readProgress(store, kind).firstPullDone) continue;
      const answer = await pull(round.value, tell);
      if (!answer.ok) return answer;
    }
    connection.pulled();
    return success(null);
  };

  return {
    start: () => {
      if (started) return;
      started = true;
      schedule(0);
    },
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await chain;
    },
    wake: () => {
      if (connection.isDown() && clock() < probeDueAt) return;
      schedule(0);
    },
    firstPull,
    pullProgress,
    runOnce,
    connection: () => connection.view(store),
  };
}

/** Failures that another try in the same breath will not cure. */
function isHopeless(failed: Failed | null): boolean {
  return (
    failed !== null && failed.kind !== 'unknown' && failed.kind !== 'throttled' && failed.kind !== 'strange'
  );
}
