import type { TFunction } from 'i18next';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScannerScan, ScannersView } from '../../../contracts/views/scanners.ts';
import { ask } from '../../lib/bridge.ts';
import { useKeys } from '../../lib/keys.ts';
import { playSound } from '../../lib/sounds.ts';
import { useCall } from '../../lib/use-call.ts';
import { testIds } from '../../test-ids.ts';
import { KeyButton } from '../../ui/key-button.tsx';
import { visibleText } from './visible-text.ts';

type ScannerTrialProps = {
  readonly view: ScannersView;
  readonly onChanged: (view: ScannersView) => void;
};

/** Scan something and see what came, character by character. Meanwhile nothing of it is sold. */
export function ScannerTrial({ view, onChanged }: ScannerTrialProps) {
  const { t } = useTranslation();
  const [change, busy] = useCall('scanners:try');
  const isOn = view.testingUntil !== null;
  const scan = newestScan(view);
  const canTry = view.scanners.some(({ state }) => state === 'ready');
  const toggle = async () => {
    if (!isOn && !canTry) return;
    const answer = await change({ on: !isOn });
    if (answer?.ok === true) onChanged(answer.value);
  };
  useKeys({ commands: { confirm: () => void toggle() } });
  useEffect(() => () => void ask('scanners:try', { on: false }), []);
  useTrialSound(isOn, scan);
  return (
    <div className="card scanner-trial" data-testid={testIds.scannerTrial} data-state={isOn ? 'on' : 'off'}>
      <header className="scanner-trial-head">
        <h2>{t('scanners.trial.title')}</h2>
        <KeyButton
          command="confirm"
          tone={isOn ? 'main' : 'plain'}
          disabled={busy || (!isOn && !canTry)}
          testId={testIds.scannerTry}
          onClick={() => void toggle()}
        >
          {t(isOn ? 'scanners.trial.stop' : 'scanners.trial.start')}
        </KeyButton>
      </header>
      <p>{t(isOn ? 'scanners.trial.on' : canTry ? 'scanners.trial.off' : 'scanners.trial.nothing')}</p>
      {isOn || scan !== null ? (
        <output className="scanner-raw" data-testid={testIds.scannerRaw}>
          {scan === null ? null : <RawText raw={scan.raw} />}
        </output>
      ) : null}
      {scan === null ? null : <p className="muted">{wordsOf(scan, t)}</p>}
    </div>
  );
}

function wordsOf(scan: ScannerScan, t: TFunction): string {
  if (!scan.isWhole) return t('scanners.trial.cutOff');
  const symbology = scan.symbology ?? t('scanners.trial.noSymbology');
  return t('scanners.trial.read', { count: [...scan.raw].length, symbology });
}

function RawText({ raw }: { readonly raw: string }) {
  const pieces = visibleText(raw);
  return pieces.map((piece, index) =>
    piece.kind === 'text' ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text never move
      <span key={index}>{piece.text}</span>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text never move
      <span key={index} className="scanner-control">
        {piece.name}
      </span>
    ),
  );
}

/** A scan that is only shown is heard like one that sells. */
function useTrialSound(isOn: boolean, scan: ScannerScan | null): void {
  const at = scan?.at ?? 0;
  const isWhole = scan?.isWhole ?? true;
  useEffect(() => {
    const justNowMs = 2_000;
    if (isOn && Date.now() - at < justNowMs) playSound(isWhole ? 'found' : 'blocked');
  }, [isOn, at, isWhole]);
}

function newestScan({ scanners }: ScannersView): ScannerScan | null {
  return scanners.reduce<ScannerScan | null>(
    (newest, { lastScan }) =>
      lastScan !== null && (newest === null || lastScan.at > newest.at) ? lastScan : newest,
    null,
  );
}
