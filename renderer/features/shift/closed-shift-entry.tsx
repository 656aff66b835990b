import { useTranslation } from 'react-i18next';
import type { ClosedShift } from '../../../contracts/views/records.ts';
import { formatTime } from '../../../domain/time.ts';
import { StatusPill } from '../../ui/status-pill.tsx';

/** A closed shift in its list, with how much of it the cloud did not have at its end. */
export function ClosedShiftEntry({ shift }: { readonly shift: ClosedShift }) {
  const { t } = useTranslation();
  const { number, openedAt, closedAt, closedBy, late, stillWaiting } = shift;
  return (
    <>
      <span className="row-line row-strong">{number}</span>
      <span className="row-line muted">
        {formatTime(openedAt)}–{formatTime(closedAt)} · {closedBy}
      </span>
      {late === 0 ? null : (
        <StatusPill tone={stillWaiting > 0 ? 'look' : 'done'}>
          {stillWaiting > 0
            ? t('shift.late.stillWaiting', { count: stillWaiting })
            : t('shift.late.arrived', { count: late })}
        </StatusPill>
      )}
    </>
  );
}
