import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../contracts/errors/failure.ts';
import type { ReconcileDay } from '../../../contracts/views/reconcile.ts';
import { useApp } from '../../lib/app-state.ts';
import { call } from '../../lib/bridge.ts';
import { showDone } from '../../lib/failures.ts';
import { useCall } from '../../lib/use-call.ts';

/** While a day is being held against the cloud its figures are looked at often, else for what runs by itself. */
const [watchMs, restMs] = [250, 2_500];

type Failed = { readonly day: string; readonly ranAt: number | undefined; readonly failure: Failure };

/** One day as it was last held against the cloud, the list of days, and what can be asked for. */
export function useReconcile(day: string) {
  const { t } = useTranslation();
  const { differences, session } = useApp();
  const [failed, setFailed] = useState<Failed | null>(null);
  const [run, isAsked] = useCall('reconcile:run', { quiet: true });
  const [print, isPrinting] = useCall('reconcile:print');
  const view = useQuery({
    queryKey: ['reconcile', day, isAsked, differences],
    queryFn: () => call('reconcile:view', { day }),
    placeholderData: (previous) => (previous?.day === day ? previous : undefined),
    refetchInterval: ({ state }) => (isAsked || state.data?.running ? watchMs : restMs),
    gcTime: 0,
  });
  const ran = view.data?.ran ?? null;
  const days = useQuery({
    queryKey: ['reconcile-days', differences, ran?.at],
    queryFn: () => call('reconcile:days'),
    placeholderData: (previous) => previous,
    refetchInterval: restMs,
    gcTime: 0,
  });
  const mayRun = session?.may.includes('run-sync') === true;
  return {
    view: view.data,
    days: withDay(days.data ?? [], day),
    // What ran since answers it.
    failure: failed?.day === day && failed.ranAt === ran?.at ? failed.failure : null,
    mayRun: mayRun && !isAsked,
    mayPrint: ran !== null && !isPrinting,
    run: async () => {
      if (!mayRun) return;
      setFailed(null);
      const answer = await run({ day });
      if (answer?.ok === false) setFailed({ day, ranAt: ran?.at, failure: answer.error });
    },
    print: async () => {
      if (ran === null) return;
      const answer = await print({ day });
      if (answer?.ok === true) showDone(t('reconcile.printed'));
    },
  };
}

/** A day that was typed stands at its place in the list, though nothing is known of it. */
function withDay(days: readonly ReconcileDay[], day: string): readonly ReconcileDay[] {
  if (days.some((row) => row.day === day)) return days;
  const typed = { day, ran: null, open: 0, accepted: 0 };
  return [...days, typed].sort((a, b) => (a.day < b.day ? 1 : -1));
}
