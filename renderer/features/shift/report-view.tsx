import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShiftReport } from '../../../contracts/views/records.ts';
import { type TenderKind, tenderKinds } from '../../../domain/sale/tender.ts';
import { formatAmount } from '../../../domain/text/format.ts';
import { formatDateTime, formatTime } from '../../../domain/time.ts';
import { testIds } from '../../test-ids.ts';
import { Money } from '../../ui/money.tsx';
import { LateDocuments } from './late-documents.tsx';
import { Variance } from './variance.tsx';

/** An X or Z report: sales and tenders at the left, the drawer at the right. Figures a blind count hides are dots, never zeros. */
export function ReportView({ report }: { readonly report: ShiftReport }) {
  const { t } = useTranslation();
  const { facts } = report;
  const isHidden = report.expectedCash === null;
  return (
    <div
      className="report"
      data-testid={report.kind === 'x' ? testIds.xReport : testIds.zReport}
      data-number={report.number}
    >
      <section className="card">
        <h2>
          {t(`shift.report.kind.${report.kind}`)} · {report.number}
        </h2>
        <p className="muted report-who">
          {t('shift.report.opened', { name: report.openedBy, at: formatDateTime(report.openedAt) })}
          {report.closedAt === null ? null : (
            <>
              {' '}
              ·{' '}
              {t('shift.report.closed', { name: report.closedBy ?? '', at: formatDateTime(report.closedAt) })}
            </>
          )}
        </p>
        <dl className="figures">
          <Row name={t('shift.report.saleCount')}>{formatAmount(facts.saleCount)}</Row>
          <Figure name={t('shift.report.discounts')} amount={facts.discounts} hidden={isHidden} />
          {facts.rounding === 0 ? null : (
            <Figure name={t('shift.report.rounding')} amount={facts.rounding} hidden={isHidden} />
          )}
          <Figure name={t('shift.report.vat')} amount={facts.vat} hidden={isHidden} />
          <Figure name={t('shift.report.sales')} amount={facts.salesTotal} hidden={isHidden} isStrong />
          {tenderKinds.map((kind) => (
            <Figure
              key={kind}
              name={tenderName(kind)}
              amount={facts.byTender[kind]}
              hidden={isHidden && kind === 'cash'}
            />
          ))}
        </dl>
        {isHidden ? <p className="muted report-who">{t('shift.report.hidden')}</p> : null}
      </section>
      <section className="card">
        <h2>{t('shift.report.drawer')}</h2>
        <dl className="figures">
          <Figure name={t('shift.float')} amount={facts.float} hidden={false} />
          <Figure name={t('shift.report.cashSales')} amount={facts.byTender.cash} hidden={isHidden} />
          <Figure name={t('shift.report.cashIn')} amount={facts.cashIn} hidden={false} />
          <Figure name={t('shift.report.cashOut')} amount={-facts.cashOut} hidden={false} />
          {facts.refundsByTender.cash === 0 ? null : (
            <Figure name={t('shift.report.refunds')} amount={-facts.refundsByTender.cash} hidden={false} />
          )}
          <Figure
            name={t('shift.report.expected')}
            amount={report.expectedCash ?? 0}
            hidden={isHidden}
            isStrong
            testId={testIds.reportExpected}
          />
          {report.countedCash === null ? null : (
            <Figure
              name={t('shift.report.counted')}
              amount={report.countedCash}
              hidden={false}
              isStrong
              testId={testIds.reportCounted}
            />
          )}
        </dl>
        {report.variance === null ? null : <Variance amount={report.variance} />}
        {report.movements.length === 0 ? null : (
          <ul className="report-movements">
            {report.movements.map((movement) => (
              <li key={`${movement.at}/${movement.amount}/${movement.reason}`}>
                <span className="muted">{formatTime(movement.at)}</span>
                <span className="row-line">
                  {movement.reason} · {movement.staffName}
                </span>
                <Money amount={movement.kind === 'in' ? movement.amount : -movement.amount} />
              </li>
            ))}
          </ul>
        )}
      </section>
      <LateDocuments late={report.lateDocuments} />
    </div>
  );

  function tenderName(kind: TenderKind): string {
    return t('shift.report.tender', { name: t(`shift.tenders.${kind}`), count: facts.countByTender[kind] });
  }
}

type FigureProps = {
  readonly name: string;
  readonly amount: number;
  readonly hidden: boolean;
  readonly isStrong?: boolean;
  readonly testId?: string;
};

function Figure({ name, amount, hidden, isStrong = false, testId }: FigureProps) {
  return (
    <Row name={name} isStrong={isStrong}>
      {hidden ? '•••' : <Money amount={amount} {...(testId === undefined ? {} : { testId })} />}
    </Row>
  );
}

type RowProps = { readonly name: string; readonly isStrong?: boolean; readonly children: ReactNode };

function Row({ name, isStrong = false, children }: RowProps) {
  const className = isStrong ? 'figures-strong' : undefined;
  return (
    <>
      <dt className={className}>{name}</dt>
      <dd className={className}>{children}</dd>
    </>
  );
}
