import { useTranslation } from 'react-i18next';
import { type ClassSums, type ReconcileClass, reconcileClasses } from '../../../domain/sync/reconcile.ts';
import { PickDialog } from '../../ui/pick-dialog.tsx';
import { DayDialog } from '../sync/day-dialog.tsx';

type ReconcileChoicesProps = {
  readonly asking: 'day' | 'class';
  readonly day: string;
  readonly shownClass: ReconcileClass | null;
  readonly classes: ClassSums | null;
  readonly onDay: (day: string) => void;
  readonly onClass: (shown: ReconcileClass | null) => void;
  readonly onClose: () => void;
};

/** Which day, typed; which kind of what does not match. */
export function ReconcileChoices(props: ReconcileChoicesProps) {
  const { asking, day, shownClass, classes, onDay, onClass, onClose } = props;
  const { t } = useTranslation();
  if (asking === 'day') return <DayDialog day={day} onDay={onDay} onClose={onClose} />;
  const found = reconcileClasses.filter((name) => name !== 'matched' && (classes?.[name].count ?? 0) > 0);
  const options = ['all' as const, ...found].map((id) => ({
    id,
    label:
      id === 'all'
        ? t('reconcile.allClasses')
        : t('reconcile.classCount', { name: t(`reconcile.classes.${id}`), count: classes?.[id].count ?? 0 }),
  }));
  return (
    <PickDialog
      title={t('reconcile.classTitle')}
      confirm={t('sync.choose')}
      current={shownClass ?? 'all'}
      options={options}
      onPick={(id) => onClass(id === 'all' ? null : id)}
      onClose={onClose}
    />
  );
}
