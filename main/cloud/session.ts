import { type Envelope, failure, success } from '../../contracts/errors/failure.ts';
import type { CloudHealth } from '../services/ports.ts';
import { KeyStoreFailure, keyStoreCodes } from '../services/ports-keychain.ts';
import { createCountedBudget } from './call-meter.ts';
import type { Connection, Direction } from './connection.ts';
import type { CloudTrouble } from './haravan/answer.ts';
import { type HaravanClient, haravanClient } from './haravan/client.ts';
import type { SyncOptions, SyncPace } from './sync-options.ts';

export type CloudSession = {
  readonly client: HaravanClient;
  readonly tillId: string;
  readonly locationId: number;
};

export type Sessions = {
  /** The shop's cloud with the token of the keychain; a failure where there is none. */
  readonly open: () => Promise<Envelope<CloudSession>>;
  /** What some work came to: the connection's state follows, and a refused token is not kept in mind. */
  readonly heard: (from: Direction, trouble: CloudTrouble | null) => void;
  /** The keychain holds another token, which is known to be good. */
  readonly renewed: () => void;
  /** UTC ms of the cloud; null before its first answer. Counted on by a clock that never jumps, whatever this machine's does. */
  readonly cloudNow: () => number | null;
  /** The cloud's clock less ours, now; 0 before the first answer. */
  readonly serverOffsetMs: () => number;
  /** Answers heard so far. */
  readonly answers: () => number;
  /** How much of the shop's call limit other tills use, 0 to 1. */
  readonly othersUse: () => number;
  readonly health: () => CloudHealth;
};

/** One API budget and one token in memory for all that keeps a till and its shop in step. */
export function createSessions(
  options: Pick<SyncOptions, 'readToken' | 'binding' | 'clock' | 'budget'> & {
    readonly pace: SyncPace;
    readonly spread: () => number;
    readonly connection: Connection;
  },
): Sessions {
  const { budget, calls } = options.budget ?? createCountedBudget(options.spread);
  let token: string | null = null;
  let heard: { readonly cloud: number; readonly at: number; readonly driftMs: number } | null = null;
  let answers = 0;
  const cloudNow = () => (heard === null ? null : Math.round(heard.cloud + performance.now() - heard.at));
  return {
    open: async () => {
      const bound = options.binding();
      if (bound === null) {
        options.connection.blocked('not-connected');
        return failure('NOT_BOUND');
      }
      try {
        token ??= await options.readToken();
      } catch (error) {
        if (!(error instanceof KeyStoreFailure)) throw error;
        options.connection.blocked(`keychain-${error.state}`);
        return failure(keyStoreCodes[error.state]);
      }
      if (token === null) {
        options.connection.blocked('token-refused');
        return failure('CLOUD_TOKEN_REFUSED');
      }
      const client = haravanClient({
        baseUrl: bound.baseUrl,
        token,
        budget,
        timeoutMs: options.pace.timeoutMs,
        heardTime: (serverNow) => {
          heard = { cloud: serverNow, at: performance.now(), driftMs: options.clock() - serverNow };
          answers += 1;
        },
      });
      return success({ client, tillId: bound.tillId, locationId: bound.locationId });
    },
    heard: (from, trouble) => {
      if (trouble === null) return options.connection.reached(from);
      if (trouble.kind === 'unauthorised') token = null;
      options.connection.failed(from, trouble);
    },
    renewed: () => {
      token = null;
      options.connection.renewed();
    },
    cloudNow,
    serverOffsetMs: () => {
      const cloud = cloudNow();
      return cloud === null ? 0 : cloud - options.clock();
    },
    answers: () => answers,
    othersUse: budget.othersUse,
    health: () => {
      const { lastMinute, throttledAt } = calls();
      const cloud = cloudNow();
      return {
        budgetUsed: budget.used(),
        callsLastMinute: lastMinute,
        throttledAt:
          throttledAt === null ? null : Math.round(options.clock() - (performance.now() - throttledAt)),
        clockDriftMs:
          heard === null || cloud === null ? null : smaller(heard.driftMs, options.clock() - cloud),
      };
    },
  };
}

/**
 * The clock's error as it was at the last answer, or as it is now if that is less: somebody may have set it right since, and a
 * computer that slept may have stood still for the counter that does not jump.
 */
function smaller(a: number, b: number): number {
  return Math.abs(a) <= Math.abs(b) ? a : b;
}
