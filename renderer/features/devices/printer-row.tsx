import { useTranslation } from 'react-i18next';
import type { PrinterStatus, PrinterView } from '../../../contracts/views/printers.ts';
import { timeOrDay } from '../../lib/short-time.ts';
import { useNow } from '../../lib/use-now.ts';
import { testIds } from '../../test-ids.ts';
import { type PillTone, StatusPill } from '../../ui/status-pill.tsx';
import { connectionWords } from './printer-words.ts';
import { briefReason } from './reason-words.ts';

const tones: { readonly [S in PrinterStatus['state']]: PillTone } = {
  ready: 'done',
  working: 'info',
  trouble: 'look',
  silent: 'info',
  unseen: 'info',
};

/** A printer in a line: its name, where it is, what it is for, and how it is. */
export function PrinterRow({ printer }: { readonly printer: PrinterView }) {
  const { t } = useTranslation();
  const now = useNow(30_000);
  const { status, roles } = printer;
  return (
    <span className="print-job">
      <span>
        <span className="row-line row-strong">{printer.name}</span>
        <span className="row-line muted">
          {[connectionWords(printer.connection), t('settings.paperMm', { mm: printer.profile.paper })].join(
            ' · ',
          )}
        </span>
        <span className="row-line muted">
          {roles.length === 0
            ? t('devices.printers.noRole')
            : roles.map((role) => t(`devices.roles.${role}`)).join(', ')}
          {printer.waiting === 0 ? null : <> · {t('header.printerWaits', { count: printer.waiting })}</>}
        </span>
      </span>
      <StatusPill tone={tones[status.state]} testId={testIds.printerStatus} state={status.state}>
        {status.reason === null ? t(`devices.status.${status.state}`) : briefReason(status.reason)}
        {status.since === null ? null : <> · {t('devices.since', { time: timeOrDay(status.since, now) })}</>}
      </StatusPill>
    </span>
  );
}
