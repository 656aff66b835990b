import { z } from 'zod';
import { type Failure, success } from '../../contracts/errors/failure.ts';
import type { ConnectionView, PullView } from '../../contracts/views/session.ts';
import { retryDelayMs } from '../../domain/sync/outbox.ts';
import { hasOutboxWork, nextWorkAt, outboxTotals } from '../db/repositories/outbox.ts';
import { pullTimes } from '../db/repositories/pull-progress.ts';
import { StoreFailure } from '../db/store.ts';
import type { Sync, SyncReport } from '../services/ports.ts';
import { createConnection } from './connection.ts';
import { type CloudTrouble, failureOf } from './haravan/answer.ts';
import { createLock } from './lock.ts';
import { noticeRestore } from './outbox/notice-restore.ts';
import { type PushOutcome, type PushTally, pushRound } from './outbox/push-round.ts';
import { recoverOutbox } from './outbox/step.ts';
import type { OutboxWork } from './outbox/work.ts';
import { pollingPace } from './polling-pace.ts';
import { saveRatesOnce } from './pull/vat-rates.ts';
import { isFirstPullDone, lastPullAt, type Pulled, pullChanges, pullEverything } from './pull.ts';
import { createPullMeter } from './pull-view.ts';
import { createReconciler } from './reconcile/reconciler.ts';
import { seededSpread } from './seeded-spread.ts';
import { createSessions } from './session.ts';
import { type SyncOptions, usualPace } from './sync-options.ts';
import { pause } from './wait.ts';

const nothingSent: PushTally = { sent: 0, confirmed: 0, refused: 0 };
const nothingPulled: Pulled = { products: 0, stock: 0, customers: 0 };
const longestProbeMs = 30_000;
/** Asking this computer's keychain costs nobody anything. */
const hereMs = 5_000;
const idleMs = 10 * 60_000;

type Life = {
  /** Ends waits and reads. */
  readonly ending: AbortController;
  /** Gives up what was sent and not answered. */
  readonly cutting: AbortController;
  readonly loops: Promise<void>[];
};

/**
 * Keeps a till and its shop's cloud in step: sales up, catalogue, stock and customers down. Nothing it meets stops the till: no
 * network, no token, a locked keychain and a full disk are states it waits out.
 */
export function createSync(options: SyncOptions): Sync {
  const { store, clock } = options;
  const pace = { ...usualPace, ...options.pace };
  const spread = seededSpread(options.seed ?? clock());
  const changed = () => options.notify('app');
  const connection = createConnection({ clock, blipMs: pace.blipMs, changed });
  const sessions = createSessions({ ...options, pace, spread, connection });
  const meter = createPullMeter(() => performance.now());
  const saveVatRates = saveRatesOnce(options.saveVatRates);
  const pageSizes = new Map<string, number>();
  const reconciler = createReconciler(options, sessions);
  const [pushing, pulling] = [createLock(), createLock()];
  let life = newLife();
  let wakePush: () => void = () => undefined;
  let wakePull: () => void = () => undefined;
  let mustRecover = true;
  let hasLookedBack = false;

  const push = (patienceMs: number): Promise<PushOutcome> =>
    pushing(async () => {
      if (mustRecover) recoverOutbox(store, clock());
      mustRecover = false;
      if (!hasOutboxWork(store)) return { ...nothingSent, failure: null };
      const session = await sessions.open();
      if (!session.ok) return { ...nothingSent, failure: session.error };
      const work: OutboxWork = {
        store,
        client: session.value.client.as('sale', life.cutting.signal),
        tillId: session.value.tillId,
        locationId: session.value.locationId,
        clock,
        cloudNow: sessions.cloudNow,
        newId: options.newId,
        spread,
        pace,
        nameOrders: options.nameOrders?.() ?? false,
        log: options.log,
      };
      try {
        return await pushRound(work, sessions, {
          patienceMs,
          signal: life.ending.signal,
          changed,
          ready: async () => (await probe(work)) ?? (await lookBack(work)),
        });
      } catch (error) {
        // Whatever was on its way when this broke is in doubt.
        mustRecover = true;
        throw error;
      }
    });

  /**
   * While the line is down a question goes first: a sale sent into it could end in doubt. So it does before the first sending, which
   * has to know the cloud's time.
   */
  const probe = async (work: OutboxWork): Promise<CloudTrouble | null> => {
    if (!connection.isFailing() && sessions.cloudNow() !== null) return null;
    const answer = await work.client.get('/com/shop.json', { fields: 'id' }, z.unknown());
    if (answer.kind !== 'ok') return answer;
    connection.answered();
    return null;
  };

  const lookBack = async (work: OutboxWork): Promise<CloudTrouble | null> => {
    if (hasLookedBack) return null;
    const answer = await noticeRestore(work);
    if (answer.kind !== 'ok') return answer;
    hasLookedBack = true;
    return null;
  };

  const pull = (
    everything: boolean,
    progressed: () => void,
  ): Promise<Pulled & { readonly failure: Failure | null }> =>
    pulling(async () => {
      const session = await sessions.open();
      if (!session.ok) return { ...nothingPulled, failure: session.error };
      const { signal } = life.ending;
      const isFirst = everything || !isFirstPullDone(store);
      if (isFirst) meter.start();
      const result = await (isFirst ? pullEverything : pullChanges)({
        store,
        client: session.value.client.as('catalogue', signal),
        tillId: session.value.tillId,
        locationId: session.value.locationId,
        clock,
        newId: options.newId,
        serverOffsetMs: sessions.serverOffsetMs,
        signal,
        log: options.log,
        pageSizes,
        saveVatRates,
        shareShopData: options.shareShopData,
        pricesIn: changed,
        progressed: (rows) => {
          connection.answered();
          meter.add(rows);
          progressed();
        },
      }).finally(() => meter.stop(null));
      if (result.kind === 'ok') {
        sessions.heard('pull', null);
        return { ...result.value, failure: null };
      }
      if (!signal.aborted) sessions.heard('pull', result);
      if (isFirst) meter.stop(failureOf(result));
      return { ...nothingPulled, failure: failureOf(result) };
    });

  /** A loop outlives whatever its round throws: the next round starts from what is on disk. */
  const guarded = async <T extends { readonly failure: Failure | null }>(
    round: () => Promise<T>,
  ): Promise<Failure | null> => {
    try {
      return (await round()).failure;
    } catch (error) {
      return broke(error);
    }
  };
  const broke = (error: unknown): Failure => {
    const isStore = error instanceof StoreFailure;
    options.log('sync-broke', {
      kind: isStore ? error.kind : 'unexpected',
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
    return { code: isStore ? 'STORE_FAILED' : 'UNEXPECTED', params: {} };
  };
  const reconcileDue = async (ending: AbortSignal) => {
    await reconciler.runDue(ending);
    return { failure: null };
  };
  const backoffMs = (failures: number, { code }: Failure) =>
    Math.min(code.startsWith('KEYCHAIN_') ? hereMs : longestProbeMs, retryDelayMs(failures, spread()));

  const untilWorkMs = () =>
    Math.min(idleMs, Math.max(50, (nextWorkAt(store) ?? Number.POSITIVE_INFINITY) - clock()));

  const pushLoop = async (ending: AbortSignal) => {
    let failures = 0;
    while (!ending.aborted) {
      const woken = new AbortController();
      wakePush = () => woken.abort();
      const failed = await guarded(() => push(0));
      failures = failed === null ? 0 : failures + 1;
      const waitMs = failed === null ? untilWorkMs() : backoffMs(failures, failed);
      if (!ending.aborted) await pause(waitMs, { signal: woken.signal, background: true });
    }
  };
  const pullLoop = async (ending: AbortSignal) => {
    let failures = 0;
    let lastMs = pace.pullEveryMs;
    while (!ending.aborted) {
      const woken = new AbortController();
      wakePull = () => woken.abort();
      const [before, wasFailing] = [sessions.answers(), connection.isFailing()];
      const failed = await guarded(() => pull(false, () => undefined));
      failures = failed === null ? 0 : failures + 1;
      if (failed === null && wasFailing) wakePush();
      if (failed === null) await guarded(() => reconcileDue(ending));
      changed();
      // Stock and names of what lies in a cart may have changed.
      if (failed === null) options.notify('carts');
      const polling = pollingPace({
        everyMs: pace.pullEveryMs,
        lastMs,
        calls: sessions.answers() - before,
        othersUse: sessions.othersUse(),
        spread: spread(),
      });
      if (failed === null) lastMs = polling.everyMs;
      const waitMs = failed === null ? polling.waitMs : backoffMs(failures, failed);
      if (!ending.aborted) await pause(waitMs, { signal: woken.signal, background: true });
    }
  };

  return {
    start: () => {
      if (life.loops.length > 0 && !life.ending.signal.aborted) return;
      life = newLife();
      if (options.binding() !== null) connection.begin();
      life.loops.push(pushLoop(life.ending.signal), pullLoop(life.ending.signal));
    },
    stop: async () => {
      const ended = life;
      ended.ending.abort();
      wakePush();
      wakePull();
      const cut = setTimeout(() => ended.cutting.abort(), pace.stopMs);
      await Promise.all([
        ...ended.loops,
        pushing(async () => undefined),
        pulling(async () => undefined),
        reconciler.settled(),
      ]);
      clearTimeout(cut);
    },
    wake: () => wakePush(),
    firstPull: async (report) => {
      if (life.ending.signal.aborted) life = newLife();
      let reportedAt = Number.NEGATIVE_INFINITY;
      const progress = () => {
        if (performance.now() - reportedAt < reportEveryMs) return;
        reportedAt = performance.now();
        report(meter.view(store));
      };
      const failed = await guarded(() => pull(true, progress));
      const view = meter.view(store);
      report(view);
      changed();
      return failed === null ? success(view) : { ok: false, error: failed };
    },
    pullProgress: (): PullView => meter.view(store),
    runOnce: async (what) => {
      if (life.ending.signal.aborted) life = newLife();
      try {
        const pushed = what === 'pull' ? { ...nothingSent, failure: null } : await push(pace.patienceMs);
        const pulled =
          what === 'push' ? { ...nothingPulled, failure: null } : await pull(false, () => undefined);
        const { failure: pullFailed, ...rows } = pulled;
        const { failure: pushFailed, ...tally } = pushed;
        const failed = pushFailed ?? pullFailed;
        if (failed !== null) return { ok: false, error: failed };
        return success<SyncReport>({ ...tally, waiting: outboxTotals(store).waiting, pulled: rows });
      } catch (error) {
        return { ok: false, error: broke(error) };
      }
    },
    connection: (): ConnectionView => ({
      ...(options.binding() === null
        ? { ...connection.state(), state: 'not-connected' }
        : connection.state()),
      ...outboxTotals(store),
      lastPullAt: lastPullAt(store),
      pricesAt: pullTimes(store).products,
    }),
    health: sessions.health,
    tokenChanged: () => {
      sessions.renewed();
      wakePush();
      wakePull();
    },
    reconcile: async (businessDay) => {
      if (life.ending.signal.aborted) life = newLife();
      try {
        return await reconciler.run(businessDay, life.ending.signal);
      } catch (error) {
        return { ok: false, error: broke(error) };
      }
    },
    reconcileProgress: reconciler.progress,
  };
}

const reportEveryMs = 100;

function newLife(): Life {
  return { ending: new AbortController(), cutting: new AbortController(), loops: [] };
}
