import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { ScannersView } from '../../../contracts/views/scanners.ts';
import { call, listen } from '../../lib/bridge.ts';

const scannersKey = ['scanners'];
/** Main looks for scanners often for a minute after it was asked. */
const askAgainMs = 30_000;

/** Brand scanners as they are now: main tells every change, and every scan. */
export function useScanners(): {
  readonly query: UseQueryResult<ScannersView>;
  readonly keep: (view: ScannersView) => void;
} {
  const queries = useQueryClient();
  const query = useQuery({
    queryKey: scannersKey,
    queryFn: () => call('scanners:list'),
    refetchInterval: askAgainMs,
    gcTime: 0,
  });
  const keep = (view: ScannersView) => queries.setQueryData(scannersKey, view);
  useEffect(() => listen('scanners', (view) => queries.setQueryData(scannersKey, view)), [queries]);
  return { query, keep };
}
