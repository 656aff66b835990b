import { useTranslation } from 'react-i18next';
import { testIds } from '../../test-ids.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { KeyButton } from '../../ui/key-button.tsx';

type LeaveDialogProps = {
  readonly onStay: () => void;
  readonly onDiscard: () => void;
  readonly onSave: () => void;
};

/** Esc loses nothing: unsaved changes are saved, dropped on purpose, or gone back to. */
export function LeaveDialog({ onStay, onDiscard, onSave }: LeaveDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog
      title={t('settings.leaveTitle')}
      onClose={onStay}
      confirm={{ label: t('settings.save'), act: onSave }}
    >
      <p>{t('settings.leaveWords')}</p>
      <KeyButton tone="stop" testId={testIds.settingsDiscard} onClick={onDiscard}>
        {t('settings.discard')}
      </KeyButton>
    </Dialog>
  );
}
