import { useTranslation } from 'react-i18next';
import type { SyncRow } from '../../../contracts/views/sync.ts';
import { testIds } from '../../test-ids.ts';
import { KeyButton } from '../../ui/key-button.tsx';

type RowActionProps = {
  readonly row: SyncRow;
  readonly isSelected: boolean;
  readonly mayRepair: boolean;
  readonly busy: boolean;
  readonly onAct: () => void;
};

/** The one thing most shops want to do with a row; Enter on the marked one. */
export function RowAction({ row, isSelected, mayRepair, busy, onAct }: RowActionProps) {
  const { t } = useTranslation();
  const label = labelOf();
  return (
    <span className="sync-action">
      {label === null ? null : (
        <KeyButton
          {...(isSelected ? { command: 'confirm' as const } : {})}
          tone={isSelected ? 'main' : 'plain'}
          disabled={busy}
          testId={testIds.syncRepair}
          onClick={onAct}
        >
          {label}
        </KeyButton>
      )}
    </span>
  );

  function labelOf(): string | null {
    if (row.state === 'set-aside') return t('sync.approval.take-back.act');
    const usual = row.state === 'refused' && mayRepair ? row.refusal?.repairs[0] : undefined;
    return usual === undefined ? null : t(`sync.repairs.${usual}.name`);
  }
}
