import { useTranslation } from 'react-i18next';
import { useApp } from '../../lib/app-state.ts';
import { showDone } from '../../lib/failures.ts';
import { useCall } from '../../lib/use-call.ts';
import { testIds } from '../../test-ids.ts';
import { KeyButton } from '../../ui/key-button.tsx';

/** One file for whoever helps from afar; the system asks where to put it. */
export function BundleButton() {
  const { t } = useTranslation();
  const { session } = useApp();
  const [save, busy] = useCall('support:save-bundle');
  if (session?.may.includes('manage-printer') !== true) return null;
  const act = async () => {
    const answer = await save();
    if (answer?.ok === true && answer.value.saved !== null)
      showDone(t('health.bundleSaved', { path: answer.value.saved }));
  };
  return (
    <KeyButton disabled={busy} testId={testIds.supportBundle} onClick={() => void act()}>
      {t(busy ? 'health.bundleSaving' : 'health.bundle')}
    </KeyButton>
  );
}
