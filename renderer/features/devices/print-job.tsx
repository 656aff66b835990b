import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import type { PrintJobRow } from '../../../contracts/views/records.ts';
import { shortDateTime } from '../../lib/short-time.ts';
import { type PillTone, StatusPill } from '../../ui/status-pill.tsx';
import { reasonWords } from './reason-words.ts';

const tones: Readonly<Record<string, PillTone>> = {
  queued: 'info',
  sending: 'info',
  blocked: 'look',
  unknown: 'look',
  printed: 'done',
  replaced: 'done',
  expired: 'info',
};

/** One piece of paper, or one pulse to the drawer: what it is and where it stands. */
export function PrintJob({ row }: { readonly row: PrintJobRow }) {
  const { t } = useTranslation();
  const words = `printer.states.${row.state}`;
  return (
    <span className="print-job">
      <span>
        <span className="row-line row-strong">{row.title}</span>
        <span className="row-line muted">
          {t(`printer.kinds.${row.kind}`)} · {shortDateTime(row.createdAt)}
          {row.reason === null ? null : <> · {reasonWords(row.reason)}</>}
        </span>
      </span>
      <StatusPill tone={tones[row.state] ?? 'info'}>
        {i18next.exists(words) ? t(words) : row.state}
      </StatusPill>
    </span>
  );
}
