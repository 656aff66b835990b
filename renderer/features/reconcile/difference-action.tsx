import { useTranslation } from 'react-i18next';
import type { DifferenceRow } from '../../../contracts/views/reconcile.ts';
import { testIds } from '../../test-ids.ts';
import { KeyButton } from '../../ui/key-button.tsx';
import type { DifferenceRepairs } from './use-difference-repair.ts';

type DifferenceActionProps = {
  readonly row: DifferenceRow;
  readonly isSelected: boolean;
  readonly repair: DifferenceRepairs;
};

/** What most shops want to do with a difference; Enter on the marked one. */
export function DifferenceAction({ row, isSelected, repair }: DifferenceActionProps) {
  const { t } = useTranslation();
  const [usual] = repair.repairsOf(row);
  if (usual === undefined) return <span className="sync-action" />;
  return (
    <span className="sync-action">
      <KeyButton
        {...(isSelected ? { command: 'confirm' as const } : {})}
        tone={isSelected ? 'main' : 'plain'}
        disabled={repair.busy}
        testId={testIds.differenceRepair}
        onClick={() => repair.run(row)}
      >
        {t(`reconcile.repairs.${usual}.name`)}
      </KeyButton>
    </span>
  );
}
