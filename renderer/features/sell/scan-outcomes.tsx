import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { currentScreen } from '../../app/navigation.ts';
import { listen } from '../../lib/bridge.ts';
import { showDone, showFailure } from '../../lib/failures.ts';
import { useStore } from '../../lib/store.ts';
import { failureOf } from '../scanner/scan-refusal.ts';
import { acceptScan } from './add-goods.ts';
import { Chooser } from './chooser.tsx';
import { clearQuickEntry } from './quick-entry.ts';
import { closeSearch } from './search-state.ts';
import { choiceStore, resetSellState } from './sell-state.ts';

/** Listens to scans on every screen: sound, the waiting multiplier, and the question which of several goods was meant. */
export function ScanOutcomes() {
  const { t } = useTranslation();
  const [choice] = useStore(choiceStore);
  useEffect(
    () =>
      listen('scanned', (event) => {
        if ('failure' in event) return showFailure(event.failure);
        void acceptScan(event.code, event.outcome);
        if (currentScreen() === 'sell') return;
        // The cart is out of sight here, so the scan is told in words.
        if (event.outcome.kind === 'found') showDone(t('sell.scannedFound', { name: event.outcome.name }));
        if (event.outcome.kind === 'unknown')
          showFailure({ code: 'CODE_UNKNOWN', params: { code: event.code } });
      }),
    [t],
  );
  useEffect(() => listen('scan-refused', (refused) => showFailure(failureOf(refused))), []);
  useEffect(
    () => () => {
      resetSellState();
      clearQuickEntry();
      closeSearch();
    },
    [],
  );
  return choice === undefined ? null : <Chooser key={choice.code} choice={choice} />;
}
