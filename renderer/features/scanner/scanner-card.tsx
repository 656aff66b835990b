import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScannersView, ScannerView } from '../../../contracts/views/scanners.ts';
import { formatAmount } from '../../../domain/text/format.ts';
import { formatDateTime } from '../../../domain/time.ts';
import { useApp } from '../../lib/app-state.ts';
import { useCall } from '../../lib/use-call.ts';
import { testIds } from '../../test-ids.ts';
import { KeyButton } from '../../ui/key-button.tsx';
import { AroundCodeNote } from './around-code-note.tsx';
import { RenameScanner } from './rename-scanner.tsx';

type ScannerCardProps = {
  readonly scanner: ScannerView;
  readonly onChanged: (view: ScannersView) => void;
};

/** One scanner: how it is, what to do about it, and what a manager may change. */
export function ScannerCard({ scanner, onChanged }: ScannerCardProps) {
  const { t } = useTranslation();
  const [isRenaming, setRenaming] = useState(false);
  const mayManage = useApp().session?.may.includes('manage-printer') === true;
  const isKnown = scanner.firstSeenAt !== null;
  return (
    <div className="card" data-testid={testIds.scannerCard} data-state={scanner.state}>
      <h2>{scanner.name}</h2>
      <p className="scanner-hint">{t(`scanners.stateHints.${scanner.state}`)}</p>
      {scanner.detail === '' ? null : <code className="scanner-detail">{scanner.detail}</code>}
      <ScannerFigures scanner={scanner} />
      <AroundCodeNote scanner={scanner} mayManage={mayManage} onChanged={onChanged} />
      {mayManage && isKnown ? (
        <ScannerButtons scanner={scanner} onChanged={onChanged} onRename={() => setRenaming(true)} />
      ) : null}
      {isRenaming ? (
        <RenameScanner scanner={scanner} onChanged={onChanged} onClose={() => setRenaming(false)} />
      ) : null}
    </div>
  );
}

function ScannerFigures({ scanner }: { readonly scanner: ScannerView }) {
  const { t } = useTranslation();
  const figures: readonly (readonly [string, string | null])[] = [
    [t('scanners.product'), scanner.productName],
    [t('scanners.serial'), scanner.serial === '' ? t('scanners.noSerial') : scanner.serial],
    [t('scanners.scans'), scanner.scans === 0 ? null : formatAmount(scanner.scans)],
    [t('scanners.symbology'), scanner.lastScan?.symbology ?? null],
    [t('scanners.since'), scanner.firstSeenAt === null ? null : formatDateTime(scanner.firstSeenAt)],
  ];
  return (
    <dl className="figures scanner-figures">
      {figures.flatMap(([label, value]) =>
        value === null ? [] : [<dt key={label}>{label}</dt>, <dd key={`${label}:`}>{value}</dd>],
      )}
    </dl>
  );
}

type ScannerButtonsProps = ScannerCardProps & { readonly onRename: () => void };

function ScannerButtons({ scanner, onChanged, onRename }: ScannerButtonsProps) {
  const { t } = useTranslation();
  const [enable, isEnabling] = useCall('scanners:enable');
  const [forget, isForgetting] = useCall('scanners:forget');
  const { key, enabled } = scanner;
  const toggle = async () => {
    const answer = await enable({ key, enabled: !enabled });
    if (answer?.ok === true) onChanged(answer.value);
  };
  const remove = async () => {
    const answer = await forget({ key });
    if (answer?.ok === true) onChanged(answer.value);
  };
  return (
    <div className="button-row">
      <KeyButton testId={testIds.scannerRename} onClick={onRename}>
        {t('scanners.rename')}
      </KeyButton>
      <KeyButton disabled={isEnabling} testId={testIds.scannerEnable} onClick={() => void toggle()}>
        {t(enabled ? 'scanners.switchOff' : 'scanners.switchOn')}
      </KeyButton>
      {scanner.pluggedIn > 0 ? null : (
        <KeyButton disabled={isForgetting} testId={testIds.scannerForget} onClick={() => void remove()}>
          {t('scanners.forget')}
        </KeyButton>
      )}
    </div>
  );
}
