import {
  type Icon,
  IconArchive,
  IconCircleCheck,
  IconCircleX,
  IconClock,
  IconCloudQuestion,
  IconCopy,
  IconEqualNot,
  IconQuestionMark,
  IconX,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ReconcileClass } from '../../../domain/sync/reconcile.ts';
import { type PillTone, StatusPill } from '../../ui/status-pill.tsx';

const looks: { readonly [C in ReconcileClass]: { readonly tone: PillTone; readonly icon: Icon } } = {
  matched: { tone: 'done', icon: IconCircleCheck },
  missing: { tone: 'stop', icon: IconQuestionMark },
  doubled: { tone: 'stop', icon: IconCopy },
  'amount-differs': { tone: 'stop', icon: IconEqualNot },
  'cancelled-there': { tone: 'look', icon: IconX },
  waiting: { tone: 'info', icon: IconClock },
  refused: { tone: 'stop', icon: IconCircleX },
  'set-aside': { tone: 'look', icon: IconArchive },
  'only-in-cloud': { tone: 'look', icon: IconCloudQuestion },
};

/** What became of a document when its day was held against the cloud. */
export function ClassPill({ name }: { readonly name: ReconcileClass }) {
  const { t } = useTranslation();
  return (
    <StatusPill tone={looks[name].tone} icon={looks[name].icon} state={name}>
      {t(`reconcile.classes.${name}`)}
    </StatusPill>
  );
}
