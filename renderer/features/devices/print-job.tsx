import { useTranslation } from 'react-i18next';
import type { PrintJobRow } from '../../../contracts/views/records.ts';
import type { PrintJobState } from '../../../domain/print-job.ts';
import { shortDateTime } from '../../lib/short-time.ts';
import { type PillTone, StatusPill } from '../../ui/status-pill.tsx';
import { reasonWords } from './reason-words.ts';

const tones: { readonly [S in PrintJobState]: PillTone } = {
  queued: 'info',
  preflight: 'info',
  sending: 'info',
  sent: 'info',
  blocked: 'look',
  stale: 'look',
  unknown: 'look',
  printed: 'done',
  replaced: 'done',
  cancelled: 'info',
  expired: 'info',
};

/** One piece of paper, or one pulse to the drawer: what it is and where it stands. */
export function PrintJob({ row }: { readonly row: PrintJobRow }) {
  const { t } = useTranslation();
  const isStopped = row.reason !== null && (row.state === 'sending' || row.state === 'sent');
  return (
    <span className="print-job">
      <span>
        <span className="row-line row-strong">{row.title}</span>
        <span className="row-line muted">
          {t(`printer.kinds.${row.kind}`)} · {shortDateTime(row.createdAt)}
          {row.insteadOf === null ? null : (
            <> · {t('printer.insteadOf', { printer: row.printer, other: row.insteadOf })}</>
          )}
          {row.reason === null ? null : <> · {reasonWords(row.reason)}</>}
        </span>
      </span>
      <StatusPill tone={isStopped ? 'look' : tones[row.state]}>
        {t(isStopped ? 'printer.states.stopped' : stateWords(row))}
      </StatusPill>
    </span>
  );
}

/** A drawer is not printed. */
function stateWords({ kind, state }: PrintJobRow): string {
  return kind === 'drawer' && (state === 'printed' || state === 'expired')
    ? `printer.drawerStates.${state}`
    : `printer.states.${state}`;
}
