import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { Failure } from '../../contracts/errors/failure.ts';
import { failureOf } from './bridge.ts';

const pageSize = 100;

type Page = { readonly rows: readonly unknown[]; readonly total: number };

export type PagedRows<P extends Page> = {
  readonly rows: readonly P['rows'][number][];
  /** With whatever else the list's pages carry; null until it is there. */
  readonly first: P | null;
  readonly total: number;
  /** Rows of an older question are shown until the answer comes. */
  readonly isStale: boolean;
  readonly failure: Failure | null;
  readonly loadMore: () => void;
};

/**
 * A list of main's that is fetched as it is scrolled. `question` names it, `changes` is a value that differs whenever main has
 * news for the list: it is then read again.
 */
export function usePagedRows<P extends Page>(
  question: readonly string[],
  fetchPage: (window: { readonly limit: number; readonly offset: number }) => Promise<P>,
  changes: string,
): PagedRows<P> {
  const query = useInfiniteQuery({
    queryKey: question,
    queryFn: ({ pageParam }) => fetchPage({ limit: pageSize, offset: pageParam }),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => {
      const seen = pages.reduce((count, page) => count + page.rows.length, 0);
      return last.rows.length === 0 || seen >= last.total ? undefined : seen;
    },
    placeholderData: keepPreviousData,
    gcTime: 30_000,
  });
  const { hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = query;
  const known = useRef(changes);
  useEffect(() => {
    if (known.current === changes) return;
    known.current = changes;
    void refetch();
  }, [changes, refetch]);
  return {
    rows: query.data?.pages.flatMap((page) => page.rows) ?? [],
    first: query.data?.pages[0] ?? null,
    total: query.data?.pages[0]?.total ?? 0,
    isStale: query.isPlaceholderData || query.isPending,
    failure: query.error === null ? null : failureOf(query.error),
    loadMore: () => {
      if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
    },
  };
}
