import { IconClockQuestion } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useTill } from '../../lib/app-state.ts';
import { useKeys } from '../../lib/keys.ts';
import { afterScanGuard } from '../../lib/scan-guard.ts';
import { useCall } from '../../lib/use-call.ts';
import { testIds } from '../../test-ids.ts';
import { KeyButton } from '../../ui/key-button.tsx';

/** Paper nobody took yesterday: one answer for all of it, before any of it comes out. */
export function StaleQuestion({ count }: { readonly count: number }) {
  const { t } = useTranslation();
  const { printMaxAgeHours } = useTill().settings;
  const [settle, busy] = useCall('printer:settle-stale');
  const say = (print: boolean) => void settle({ print });
  useKeys({
    onType: (character) => {
      if (!/^[56]$/.test(character)) return false;
      afterScanGuard(() => say(character === '5'));
      return true;
    },
  });
  return (
    <section className="card print-question" data-testid={testIds.printStale}>
      <h2>
        <IconClockQuestion size={28} aria-hidden="true" />
        {t('printer.stale.title', { count })}
      </h2>
      <p>{t('printer.stale.words', { count: printMaxAgeHours })}</p>
      <div className="button-row">
        <KeyButton cap="5" disabled={busy} testId={testIds.printStaleAnswer(true)} onClick={() => say(true)}>
          {t('printer.stale.print')}
        </KeyButton>
        <KeyButton
          cap="6"
          disabled={busy}
          testId={testIds.printStaleAnswer(false)}
          onClick={() => say(false)}
        >
          {t('printer.stale.leave')}
        </KeyButton>
      </div>
    </section>
  );
}
