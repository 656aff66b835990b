import type { Reader } from '../store.ts';

export type DaySummary = {
  readonly sales: number;
  readonly total: number;
  readonly lastNumber: string | null;
};

/** Sales of one business day, in đồng. */
export function daySummary(reader: Reader, businessDay: string): DaySummary {
  const row = reader.get<{ sales: number; total: number; last_number: string | null }>(
    `SELECT count(*) AS sales, coalesce(sum(payable), 0) AS total,
       (SELECT number FROM sale WHERE business_day = $day ORDER BY sequence DESC LIMIT 1) AS last_number
     FROM sale WHERE business_day = $day`,
    { day: businessDay },
  );
  return { sales: row?.sales ?? 0, total: row?.total ?? 0, lastNumber: row?.last_number ?? null };
}
