import type { TFunction } from 'i18next';
import type { ConnectionView } from '../../../contracts/views/session.ts';
import type { SyncRow } from '../../../contracts/views/sync.ts';
import { formatTime } from '../../../domain/time.ts';
import { shortDateTime } from '../../lib/short-time.ts';

export type ConnectionState = ConnectionView['state'];

/** What a row is called: its receipt's number, or what it is where there is none. */
export function titleOf(t: TFunction, row: SyncRow): string {
  const kind = row.kind === 'sale' ? '' : t(`sync.kinds.${row.kind}`);
  return [kind, row.number].filter((part) => part !== '').join(' ');
}

/** What happened to it. */
export function whyOf(t: TFunction, row: SyncRow): string {
  if (row.setAside !== null) return row.setAside.why;
  if (row.state === 'refused' && row.refusal !== null) return t(`sync.reasons.${row.refusal.reason}`);
  return t(`sync.whys.${row.state}`);
}

/** The rest of it: who and when, the cloud's words, what comes next. */
export function moreOf(t: TFunction, row: SyncRow, connection: ConnectionState): string {
  const tries = row.tries > 0 && row.state !== 'set-aside' ? t('sync.tries', { count: row.tries }) : '';
  return [tries, ...detailsOf(t, row, connection)].filter((part) => part !== '').join(' · ');
}

function detailsOf(t: TFunction, row: SyncRow, connection: ConnectionState): readonly string[] {
  const answer = row.lastAnswer ?? '';
  switch (row.state) {
    case 'set-aside':
      return row.setAside === null
        ? []
        : [t('sync.setAsideBy', { name: row.setAside.by, time: shortDateTime(row.setAside.at) })];
    case 'refused': {
      const gone = row.refusal?.goneLines.map(({ name }) => name).join(', ') ?? '';
      return [gone === '' ? answer : gone];
    }
    case 'confirmed':
      return row.cloudId === null ? [] : [t('sync.cloudId', { id: row.cloudId })];
    default:
      return [answer, connection === 'online' ? whenOf(t, row) : t(`sync.goesAfter.${connection}`)];
  }
}

function whenOf(t: TFunction, row: SyncRow): string {
  return row.nextTryAt === null || row.tries === 0
    ? t('sync.soon')
    : t('sync.nextTry', { time: formatTime(row.nextTryAt) });
}
