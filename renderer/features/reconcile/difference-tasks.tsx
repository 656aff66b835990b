import { useTranslation } from 'react-i18next';
import type { DifferenceRow } from '../../../contracts/views/reconcile.ts';
import { formatDay } from '../../../domain/time.ts';
import { showDone } from '../../lib/failures.ts';
import { useCall } from '../../lib/use-call.ts';
import { testIds } from '../../test-ids.ts';
import { AllowDialog } from '../../ui/allow-dialog.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Money } from '../../ui/money.tsx';
import { PickDialog } from '../../ui/pick-dialog.tsx';
import { StoredSale } from '../sales/stored-sale.tsx';
import { ClassPill } from './class-pill.tsx';
import { nameOf, standingOf } from './difference-words.ts';
import './reconcile.css';
import type { DifferenceRepairs, DifferenceTask } from './use-difference-repair.ts';

type DifferenceTasksProps = { readonly task: DifferenceTask; readonly repair: DifferenceRepairs };

/** Whatever lies over a list of differences: one of them, the ways to repair it, a manager's word that it may stay. */
export function DifferenceTasks({ task, repair }: DifferenceTasksProps) {
  switch (task.kind) {
    case 'details':
      return <DifferenceDetails row={task.row} onClose={repair.close} />;
    case 'ways':
      return <Ways row={task.row} repair={repair} />;
    case 'accept':
      return <Accept row={task.row} onClose={repair.close} />;
    case 'all':
      return <SendAll count={task.count} repair={repair} />;
  }
}

type OneProps = { readonly row: DifferenceRow; readonly onClose: () => void };

function DifferenceDetails({ row, onClose }: OneProps) {
  const { t } = useTranslation();
  return (
    <Dialog
      title={nameOf(t, row)}
      onClose={onClose}
      width={row.saleId === null ? 640 : 980}
      testId={testIds.differenceDetails}
    >
      <div className="form-column">
        <About row={row} />
        {row.saleId === null ? null : <StoredSale saleId={row.saleId} />}
      </div>
    </Dialog>
  );
}

function About({ row }: { readonly row: DifferenceRow }) {
  const { t } = useTranslation();
  const { kind, tillAmount, cloudAmount } = row;
  return (
    <>
      <div className="reconcile-about">
        <ClassPill name={kind} />
        <div>
          <strong>{t(`reconcile.whys.${kind}`)}</strong>
          <div className="muted">{standingOf(t, row)}</div>
        </div>
      </div>
      <dl className="figures">
        <dt>{t('reconcile.day')}</dt>
        <dd>{formatDay(row.day)}</dd>
        <dt>{t('reconcile.till')}</dt>
        <dd>
          <Money amount={tillAmount} withUnit />
        </dd>
        <dt>
          {t('reconcile.cloud')}
          {row.orderId === null ? null : ` · ${t('reconcile.orderId', { id: row.orderId })}`}
        </dt>
        <dd>
          <Money amount={cloudAmount} withUnit />
        </dd>
        <dt className="figures-strong">{t('reconcile.difference')}</dt>
        <dd className="figures-strong">
          <Money amount={cloudAmount - tillAmount} withUnit />
        </dd>
      </dl>
    </>
  );
}

function Ways({ row, repair }: { readonly row: DifferenceRow; readonly repair: DifferenceRepairs }) {
  const { t } = useTranslation();
  return (
    <PickDialog
      title={t('reconcile.waysTitle', { what: nameOf(t, row) })}
      confirm={t('sync.choose')}
      options={repair.repairsOf(row).map((id) => ({
        id,
        label: t(`reconcile.repairs.${id}.name`),
        words: t(`reconcile.repairs.${id}.words`),
      }))}
      onPick={(id) => repair.run(row, id)}
      onClose={repair.close}
    >
      <p className="sync-dialog-words">{t(`reconcile.whys.${row.kind}`)}</p>
    </PickDialog>
  );
}

function SendAll({ count, repair }: { readonly count: number; readonly repair: DifferenceRepairs }) {
  const { t } = useTranslation();
  return (
    <Dialog
      title={t('reconcile.all.title', { count })}
      onClose={repair.close}
      confirm={{
        label: t('reconcile.all.act', { count }),
        act: () => void repair.all(),
        disabled: repair.busy,
      }}
    >
      <p className="sync-dialog-words">{t('reconcile.whys.missing')}</p>
      <p className="sync-dialog-words">{t('reconcile.repairs.send-again.words')}</p>
    </Dialog>
  );
}

function Accept({ row, onClose }: OneProps) {
  const { t } = useTranslation();
  const [accept, busy] = useCall('reconcile:accept', { quiet: true });
  return (
    <AllowDialog
      title={t('reconcile.acceptTitle', { what: nameOf(t, row) })}
      act={t('reconcile.repairs.accept.act')}
      asksReason
      busy={busy}
      approve={async (given) => {
        const answer = await accept({ differenceId: row.id, ...given });
        if (answer?.ok === true) showDone(t('reconcile.repairs.accept.done'));
        return answer;
      }}
      onClose={onClose}
    >
      <About row={row} />
      <p className="sync-dialog-words">{t('reconcile.acceptWords')}</p>
    </AllowDialog>
  );
}
