import { IconArrowsExchange } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../lib/app-state.ts';
import { testIds } from '../../test-ids.ts';
import { KeyButton } from '../../ui/key-button.tsx';
import { reasonWords } from './reason-words.ts';

/** How printing stands in a sentence, who stands in for whom, and the drawer. */
export function QueueWords() {
  const { t } = useTranslation();
  const { printer } = useApp();
  return (
    <>
      <div className="printer-head">
        <p className="printer-words" role="status" data-testid={testIds.printWords}>
          {printer.needsAnswer > 0
            ? t('printer.asks', { count: printer.needsAnswer })
            : printer.waiting === 0
              ? t('printer.nothingWaits')
              : printer.blockedBy === null
                ? t('printer.waits', { count: printer.waiting })
                : t('printer.blocked', { count: printer.waiting, reason: reasonWords(printer.blockedBy) })}
        </p>
        <KeyButton command="drawer" testId={testIds.printOpenDrawer}>
          {t('printer.openDrawer')}
        </KeyButton>
      </div>
      {printer.standIns.map((one) => (
        <p key={one.printer} className="printer-notice" role="status" data-testid={testIds.printStandIn}>
          <IconArrowsExchange size={20} aria-hidden="true" />
          {t('printer.standIn', {
            printer: one.printer,
            standIn: one.standIn,
            reason: reasonWords(one.reason),
          })}
        </p>
      ))}
    </>
  );
}
