import type { Reader, Writer } from '../store.ts';

export const pullKinds = ['products', 'stock', 'customers'] as const;
export type PullKind = (typeof pullKinds)[number];

export type PullProgress = {
  readonly kind: PullKind;
  /** Everything was here once. */
  readonly firstPullDone: boolean;
  /** The page a broken-off run goes on with; 1 when none is under way. */
  readonly nextPage: number;
  readonly pulled: number;
  readonly total: number | null;
  /** Products, customers: the cloud's time up to which changes are known. Stock: where the round under way has got to. */
  readonly watermark: string | null;
  readonly sweep: number;
  /** Products, customers: when the next sweep counts from, mostly the end of the last whole one. UTC ms. */
  readonly finishedAt: number | null;
  /** As of when what is here is right; UTC ms of the last pull. */
  readonly pulledAt: number | null;
};

type Row = {
  readonly kind: PullKind;
  readonly first_pull_done: 0 | 1;
  readonly next_page: number;
  readonly pulled: number;
  readonly total: number | null;
  readonly watermark: string | null;
  readonly sweep: number;
  readonly finished_at: number | null;
  readonly pulled_at: number | null;
};

export function pullProgressOf(reader: Reader, kind: PullKind): PullProgress {
  const row = reader.get<Row>('SELECT * FROM pull_progress WHERE kind = ?', [kind]);
  if (row === undefined) return notStarted(kind);
  return {
    kind,
    firstPullDone: row.first_pull_done === 1,
    nextPage: row.next_page,
    pulled: row.pulled,
    total: row.total,
    watermark: row.watermark,
    sweep: row.sweep,
    finishedAt: row.finished_at,
    pulledAt: row.pulled_at,
  };
}

export function notStarted(kind: PullKind): PullProgress {
  return {
    kind,
    firstPullDone: false,
    nextPage: 1,
    pulled: 0,
    total: null,
    watermark: null,
    sweep: 0,
    finishedAt: null,
    pulledAt: null,
  };
}

/** Waits for no disk: what a power cut forgets of it is pulled again, and it is never ahead of the rows it tells of. */
export function writePullProgress(writer: Writer, progress: PullProgress): void {
  writer.inLazyTransaction(() => {
    writer.run(
      `INSERT INTO pull_progress (kind, first_pull_done, next_page, pulled, total, watermark, sweep, finished_at, pulled_at)
       VALUES ($kind, $firstPullDone, $nextPage, $pulled, $total, $watermark, $sweep, $finishedAt, $pulledAt)
       ON CONFLICT (kind) DO UPDATE SET first_pull_done = excluded.first_pull_done, next_page = excluded.next_page,
         pulled = excluded.pulled, total = excluded.total, watermark = excluded.watermark, sweep = excluded.sweep,
         finished_at = excluded.finished_at, pulled_at = excluded.pulled_at`,
      { ...progress, firstPullDone: progress.firstPullDone ? 1 : 0 },
    );
  });
}

/** Changes parts of a kind's progress; the rest stays as it is in the store at this moment. */
export function updatePullProgress(
  writer: Writer,
  kind: PullKind,
  change: Partial<Omit<PullProgress, 'kind'>>,
): void {
  writePullProgress(writer, { ...pullProgressOf(writer, kind), ...change });
}

/** As of when goods with their prices, stock and customers are right, UTC ms each; null before the first pull of a kind. */
export function pullTimes(reader: Reader): { readonly [K in PullKind]: number | null } {
  return {
    products: pullProgressOf(reader, 'products').pulledAt,
    stock: pullProgressOf(reader, 'stock').pulledAt,
    customers: pullProgressOf(reader, 'customers').pulledAt,
  };
}
