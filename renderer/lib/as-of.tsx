import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { useAppPart } from './app-state.ts';
import { timeOrDay } from './short-time.ts';
import { useNow } from './use-now.ts';

const minuteMs = 60_000;

/** From this age on a number is shown with its time. Stock moves all day, prices and people seldom. */
export const lateAfterMs = {
  stock: 15 * minuteMs,
  products: 24 * 60 * minuteMs,
  customers: 24 * 60 * minuteMs,
  orders: 60 * minuteMs,
} as const;

/** When stock and prices were last right, in words; null while that is recent enough not to be said. */
export type AsOf = { readonly stock: string | null; readonly prices: string | null };

const AsOfContext = createContext<AsOf>({ stock: null, prices: null });

/** What is below is painted again only when numbers become late or stop being so. */
export function AsOfProvider({ children }: { readonly children: ReactNode }) {
  const now = useNow(20_000);
  const stock = lateWords(
    useAppPart((app) => app?.connection.lastPullAt ?? null),
    lateAfterMs.stock,
    now,
  );
  const prices = lateWords(
    useAppPart((app) => app?.connection.pricesAt ?? null),
    lateAfterMs.products,
    now,
  );
  const asOf = useMemo(() => ({ stock, prices }), [stock, prices]);
  return <AsOfContext value={asOf}>{children}</AsOfContext>;
}

function lateWords(at: number | null, afterMs: number, now: number): string | null {
  return at !== null && now - at > afterMs ? timeOrDay(at, now) : null;
}

export function useAsOf(): AsOf {
  return useContext(AsOfContext);
}
