import i18next from 'i18next';
import type { HealthView } from '../../../contracts/views/health.ts';
import { lateAfterMs } from '../../lib/as-of.tsx';
import { connectionTone, connectionWords, missingScopeWords } from '../../lib/connection-words.ts';
import { timeOrDay } from '../../lib/short-time.ts';
import type { PillTone } from '../../ui/status-pill.tsx';
import { reasonWords } from '../devices/reason-words.ts';
import { agoWords, sizeWords } from './measures.ts';

export type HealthRow = {
  readonly id: string;
  readonly tone: PillTone;
  readonly value: string;
  /** What it means or what to do, where that is not plain. */
  readonly more?: string;
};

const t = i18next.t;
const driftMinutes = 5;
const fullPercent = 90;
/** Longer than any usual wait of a sale while the line is there. */
const oldUnsentMs = 15 * 60_000;

/** What stands in the panel, top to bottom: what a cashier asks first comes first. */
export function healthRows(health: HealthView, differences: number): readonly HealthRow[] {
  return [
    connectionRow(health),
    queueRow(health, differences),
    ...health.pulls.map((pull) => pullRow(health, pull)),
    printerRow(health),
    clockRow(health),
    diskRow(health),
    apiRow(health),
  ];
}

function connectionRow({ at, connection }: HealthView): HealthRow {
  const { state, since, missingScopes } = connection;
  const tone = connectionTone(state);
  const value =
    state === 'online'
      ? t('health.onlineSince', { time: timeOrDay(since, at) })
      : connectionWords(state, since);
  if (state === 'scope-missing')
    return {
      id: 'connection',
      tone,
      value,
      more: t('health.scopes', { scopes: missingScopeWords(missingScopes) }),
    };
  const hint = `health.hints.${state}`;
  return { id: 'connection', tone, value, ...(i18next.exists(hint) ? { more: t(hint) } : {}) };
}

function queueRow({ at, queue, oldestUnsent, connection }: HealthView, differences: number): HealthRow {
  const open = queue.filter(({ state }) => state !== 'confirmed');
  if (oldestUnsent === null && open.length === 0 && differences === 0)
    return { id: 'queue', tone: 'done', value: t('health.queueEmpty') };
  const parts = [
    ...open.map(({ kind, state, entries }) =>
      t('health.queued', {
        count: entries,
        kind: t(`health.kinds.${kind}`),
        state: t(`sync.states.${state}`).toLocaleLowerCase(),
      }),
    ),
    ...(differences > 0 ? [t('header.differences', { count: differences })] : []),
  ];
  const needsYou = open.some(({ state }) => state === 'refused');
  const isOld = oldestUnsent !== null && at - oldestUnsent.createdAt > oldUnsentMs;
  return {
    id: 'queue',
    tone: needsYou ? 'stop' : isOld || differences > 0 || connection.state !== 'online' ? 'look' : 'info',
    value: parts.join(' · '),
    ...(oldestUnsent === null
      ? {}
      : {
          more: t('health.oldest', {
            kind: t(`health.kinds.${oldestUnsent.kind}`),
            time: timeOrDay(oldestUnsent.createdAt, at),
            ago: agoWords(oldestUnsent.createdAt, at),
          }),
        }),
  };
}

function pullRow({ at }: HealthView, pull: HealthView['pulls'][number]): HealthRow {
  if (pull.at === null) return { id: pull.kind, tone: 'look', value: t('health.never') };
  return {
    id: pull.kind,
    tone: at - pull.at > lateAfterMs[pull.kind] ? 'look' : 'done',
    value: t('health.asOf', { time: timeOrDay(pull.at, at), ago: agoWords(pull.at, at) }),
  };
}

function printerRow({ printer }: HealthView): HealthRow {
  const name = [
    printer.name ?? t('health.noPrinter'),
    ...(printer.address === '' ? [] : [printer.address]),
  ].join(' · ');
  const { waiting, needsAnswer, blockedBy } = printer;
  const more = [
    ...(blockedBy === null ? [] : [reasonWords(blockedBy)]),
    ...(waiting > 0 ? [t('header.printerWaits', { count: waiting })] : []),
    ...(needsAnswer > 0 ? [t('header.printerAsks', { count: needsAnswer })] : []),
  ].join(' · ');
  return {
    id: 'printer',
    tone: blockedBy !== null || needsAnswer > 0 ? 'look' : 'done',
    value: name,
    more: more === '' ? t('health.printerReady') : more,
  };
}

function clockRow({ at, clock }: HealthView): HealthRow {
  const { aheadMinutes, wrongSince } = clock;
  if (aheadMinutes === null) return { id: 'clock', tone: 'info', value: t('health.clockUnknown') };
  if (wrongSince !== null || Math.abs(aheadMinutes) >= driftMinutes)
    return {
      id: 'clock',
      tone: 'look',
      value: clockWords(aheadMinutes),
      more: [
        ...(wrongSince === null ? [] : [t('health.clockSeen', { time: timeOrDay(wrongSince, at) })]),
        t('health.clockTodo'),
      ].join(' '),
    };
  return { id: 'clock', tone: 'done', value: clockWords(aheadMinutes) };
}

function clockWords(aheadMinutes: number): string {
  if (aheadMinutes === 0) return t('health.clockRight');
  return aheadMinutes > 0
    ? t('health.clockFast', { count: aheadMinutes })
    : t('health.clockSlow', { count: -aheadMinutes });
}

function diskRow({ disk }: HealthView): HealthRow {
  if (disk === null) return { id: 'disk', tone: 'info', value: t('health.diskUnknown') };
  return {
    id: 'disk',
    tone: disk.isLow ? 'look' : 'done',
    value: t('health.diskFree', { free: sizeWords(disk.freeBytes), total: sizeWords(disk.totalBytes) }),
    more: t('health.diskUsed', { data: sizeWords(disk.databaseBytes), wal: sizeWords(disk.walBytes) }),
  };
}

function apiRow({ at, api }: HealthView): HealthRow {
  return {
    id: 'api',
    tone: api.usedPercent >= fullPercent ? 'look' : 'done',
    value: t('health.apiUsed', { percent: api.usedPercent, calls: api.callsLastMinute }),
    more:
      api.throttledAt === null
        ? t('health.neverThrottled')
        : t('health.throttled', { time: timeOrDay(api.throttledAt, at) }),
  };
}
