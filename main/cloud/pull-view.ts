import type { Failure } from '../../contracts/errors/failure.ts';
import type { PullView } from '../../contracts/views/session.ts';
import { hasGoods } from '../db/repositories/catalogue.ts';
import { pullKinds, pullProgressOf } from '../db/repositories/pull-progress.ts';
import type { Reader } from '../db/store.ts';

export type PullMeter = {
  readonly start: () => void;
  readonly add: (rows: number) => void;
  readonly stop: (failure: Failure | null) => void;
  readonly view: (reader: Reader) => PullView;
};

/** Counts, rate and estimate of a pull. Counts are the store's own, so that they are right after a restart too. */
export function createPullMeter(clock: () => number): PullMeter {
  let startedAt = 0;
  let rows = 0;
  let running = false;
  let failure: Failure | null = null;
  return {
    start: () => {
      startedAt = clock();
      rows = 0;
      running = true;
      failure = null;
    },
    add: (more) => {
      rows += more;
    },
    stop: (why) => {
      running = false;
      failure = why;
    },
    view: (reader) => {
      const progress = pullKinds.map((kind) => pullProgressOf(reader, kind));
      const done = progress.every((kind) => kind.firstPullDone);
      const elapsedMs = clock() - startedAt;
      const rate = running && elapsedMs > 0 ? (rows * 1000) / elapsedMs : 0;
      const left = progress.reduce(
        (sum, kind) =>
          kind.firstPullDone
            ? sum
            : sum + Math.max(0, (kind.total ?? expected(reader, kind.kind)) - kind.pulled),
        0,
      );
      const isEmpty = done && !running && !hasGoods(reader);
      return {
        running,
        sellable: progress.some(({ kind, firstPullDone }) => kind === 'products' && firstPullDone),
        done,
        kinds: progress.map(({ kind, pulled, total }) => ({ kind, pulled, total })),
        rowsPerSecond: Math.round(rate),
        secondsLeft: rate > 0 ? Math.ceil(left / rate) : null,
        failure: failure ?? (isEmpty ? { code: 'CATALOGUE_EMPTY', params: {} } : null),
      };
    },
  };
}

/** Before anybody counted: at least one variant a product. */
function expected(reader: Reader, kind: string): number {
  return kind === 'stock' ? (pullProgressOf(reader, 'products').total ?? 0) : 0;
}
