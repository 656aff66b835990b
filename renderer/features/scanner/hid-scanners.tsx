import { IconBarcode } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScannersView, ScannerView } from '../../../contracts/views/scanners.ts';
import { failureOf } from '../../lib/bridge.ts';
import { useKeys } from '../../lib/keys.ts';
import { testIds } from '../../test-ids.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import { stepWithin, VirtualRows } from '../../ui/virtual-rows.tsx';
import { HidTrouble } from './hid-trouble.tsx';
import { ScannerCard } from './scanner-card.tsx';
import { ScannerRow } from './scanner-row.tsx';
import { ScannerTrial } from './scanner-trial.tsx';
import { useScanners } from './use-scanners.ts';
import './scanners.css';

const none: readonly ScannerView[] = [];

/** Brand scanners in HID POS mode: which there are, whether each works, and a place to try them. */
export function HidScanners() {
  const { t } = useTranslation();
  const { query, keep } = useScanners();
  const view: ScannersView | undefined = query.data;
  const scanners = view?.scanners ?? none;
  const [chosenKey, setChosenKey] = useState<string | null>(null);
  const chosen = scanners.findIndex(({ key }) => key === chosenKey);
  const selected = Math.max(0, chosen);
  const current = scanners[selected];
  const choose = (index: number) => setChosenKey(scanners[index]?.key ?? null);
  useKeys({
    commands: {
      up: () => choose(stepWithin(scanners.length, selected, -1)),
      down: () => choose(stepWithin(scanners.length, selected, 1)),
    },
  });
  return (
    <section className="page-split scanners" aria-label={t('scanners.title')}>
      <div className="page-column">
        {query.error === null ? null : <FailureNote failure={failureOf(query.error)} />}
        {view?.trouble == null ? null : <HidTrouble trouble={view.trouble} />}
        {scanners.length === 0 ? (
          query.isSuccess && view?.trouble == null ? (
            <EmptyState icon={IconBarcode} title={t('scanners.none')}>
              {t('scanners.noneHint')}
            </EmptyState>
          ) : null
        ) : (
          <VirtualRows
            rows={scanners}
            keyOf={({ key }) => key}
            rowHeight={68}
            selected={selected}
            onSelect={choose}
            testId={testIds.scannerRow}
            stateOf={({ state }) => state}
          >
            {(scanner) => <ScannerRow scanner={scanner} />}
          </VirtualRows>
        )}
      </div>
      <div className="page-column scanners-side">
        {view === undefined ? null : <ScannerTrial view={view} onChanged={keep} />}
        {current === undefined ? null : <ScannerCard key={current.key} scanner={current} onChanged={keep} />}
      </div>
    </section>
  );
}
