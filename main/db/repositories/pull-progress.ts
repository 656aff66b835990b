import type { Reader, Writer } from '../store.ts';

export const pullKinds = ['products', 'stock', 'customers'] as const;
export type PullKind = (typeof pullKinds)[number];

export type PullProgress = {
  readonly kind: PullKind;
  readonly firstPullDone: boolean;
  /** Where a whole pass goes on: a page number, or for stock the last variant asked for. */
  readonly next: number;
  readonly pulled: number;
  readonly total: number | null;
  /** Latest change seen, the cloud's own text; increments start before it. */
  readonly watermark: string | null;
  /** Number of the whole pass under way or last finished. */
  readonly sweep: number;
  readonly finishedAt: number | null;
};

type Row = {
  readonly first_pull_done: 0 | 1;
  readonly next_page: number;
  readonly pulled: number;
  readonly total: number | null;
  readonly watermark: string | null;
  readonly sweep: number;
  readonly finished_at: number | null;
};

export function readProgress(reader: Reader, kind: PullKind): PullProgress {
  const row = reader.get<Row>('SELECT * FROM pull_progress WHERE kind = ?', [kind]);
  if (row === undefined) {
    return {
      kind,
      firstPullDone: false,
      next: 0,
      pulled: 0,
      total: null,
      watermark: null,
      sweep: 1,
      finishedAt: null,
    };
  }
  return {
    kind,
    firstPullDone: row.first_pull_done === 1,
    next: row.next_page,
    pulled: row.pulled,
    total: row.total,
    watermark: row.watermark,
    sweep: row.sweep,
    finishedAt: row.finished_at,
  };
}

export function writeProgress(writer: Writer, progress: PullProgress): void {
  writer.run(
    `INSERT INTO pull_progress (kind, first_pull_done, next_page, pulled, total, watermark, sweep, finished_at)
     VALUES ($kind, $done, $next, $pulled, $total, $watermark, $sweep, $finishedAt)
     ON CONFLICT (kind) DO UPDATE SET first_pull_done = excluded.first_pull_done, next_page = excluded.next_page,
       pulled = excluded.pulled, total = excluded.total, watermark = excluded.watermark, sweep = excluded.sweep,
       finished_at = excluded.finished_at`,
    {
      kind: progress.kind,
      done: progress.firstPullDone ? 1 : 0,
      next: progress.next,
      pulled: progress.pulled,
      total: progress.total,
      watermark: progress.watermark,
      sweep: progress.sweep,
      finishedAt: progress.finishedAt,
    },
  );
}
