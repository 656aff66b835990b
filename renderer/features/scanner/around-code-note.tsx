import { useTranslation } from 'react-i18next';
import type { ScannersView, ScannerView } from '../../../contracts/views/scanners.ts';
import type { AroundCode } from '../../../domain/scan/around-code.ts';
import { useCall } from '../../lib/use-call.ts';
import { testIds } from '../../test-ids.ts';
import { KeyButton } from '../../ui/key-button.tsx';

type AroundCodeNoteProps = {
  readonly scanner: ScannerView;
  readonly mayManage: boolean;
  readonly onChanged: (view: ScannersView) => void;
};

const nothing: AroundCode = { prefix: '', suffix: '' };

/** The scanner adds something to every code, as the last scan showed, or did and the till takes it off. */
export function AroundCodeNote({ scanner, mayManage, onChanged }: AroundCodeNoteProps) {
  const { t } = useTranslation();
  const [takeOff, busy] = useCall('scanners:take-off');
  const { key, found, takenOff } = scanner;
  const shown = found ?? takenOff;
  if (shown.prefix === '' && shown.suffix === '') return null;
  const act = async () => {
    const { prefix, suffix } = found ?? nothing;
    const answer = await takeOff({ key, prefix, suffix });
    if (answer?.ok === true) onChanged(answer.value);
  };
  const words = { prefix: shown.prefix, suffix: shown.suffix };
  const place = shown.suffix === '' ? 'before' : shown.prefix === '' ? 'after' : 'both';
  return (
    <div className="scanner-around" data-testid={testIds.scannerAround}>
      <p>{t(`scanners.around.${found === null ? 'takenOff' : 'found'}.${place}`, words)}</p>
      {mayManage ? (
        <KeyButton disabled={busy} testId={testIds.scannerTakeOff} onClick={() => void act()}>
          {t(found === null ? 'scanners.around.leaveOn' : 'scanners.around.takeOff')}
        </KeyButton>
      ) : null}
    </div>
  );
}
