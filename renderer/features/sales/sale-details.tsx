import { useTranslation } from 'react-i18next';
import type { SaleView } from '../../../contracts/views/records.ts';
import { formatRate } from '../../../domain/text/format.ts';
import { formatDateTime } from '../../../domain/time.ts';
import { testIds } from '../../test-ids.ts';
import { Money, Quantity } from '../../ui/money.tsx';

/** A receipt as it was sold: lines, VAT, payments. Nothing here can be changed. */
export function SaleDetails({ sale }: { readonly sale: SaleView }) {
  const { t } = useTranslation();
  return (
    <article className="card sale" data-testid={testIds.saleView} data-number={sale.number}>
      <header className="sale-head">
        <div>
          <h2>{sale.number}</h2>
          <span className="muted">
            {formatDateTime(sale.completedAt)} · {sale.staffName} · {sale.customerName ?? t('sync.guest')}
          </span>
        </div>
        <div className="sale-head-total">
          <Money amount={sale.total} size="amount" withUnit testId={testIds.saleTotal} />
          <span className="muted">
            {sale.copies === 0 ? t('sales.noCopies') : t('sales.copies', { count: sale.copies })}
          </span>
        </div>
      </header>
      <div className="sale-scroll">
        <table className="sale-lines">
          <thead>
            <tr>
              <th>{t('sales.goods')}</th>
              <th>{t('sales.quantity')}</th>
              <th>{t('sales.price')}</th>
              <th>{t('sales.discount')}</th>
              <th>{t('sales.amount')}</th>
            </tr>
          </thead>
          <tbody>
            {sale.lines.map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines of a sale never change and have no id here
              <tr key={index}>
                <td>
                  {line.name}
                  {line.variantName === '' ? null : <span className="muted"> · {line.variantName}</span>}
                </td>
                <td>
                  <Quantity quantity={line.quantity} /> {line.unitName}
                </td>
                <td>
                  <Money amount={line.unitPrice} />
                </td>
                <td>{line.discount === 0 ? '–' : <Money amount={-line.discount} />}</td>
                <td>
                  <Money amount={line.final} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        <dl className="figures sale-sums">
          <dt>{t('sales.subtotal')}</dt>
          <dd>
            <Money amount={sale.subtotal} />
          </dd>
          {sale.discounts === 0 ? null : (
            <>
              <dt>{t('sales.discounts')}</dt>
              <dd>
                <Money amount={-sale.discounts} />
              </dd>
            </>
          )}
          {sale.rounding === 0 ? null : (
            <>
              <dt>{t('shift.report.rounding')}</dt>
              <dd>
                <Money amount={sale.rounding} />
              </dd>
            </>
          )}
          <dt className="figures-strong">{t('sales.total')}</dt>
          <dd className="figures-strong">
            <Money amount={sale.total} />
          </dd>
          {sale.payments.map((payment) => (
            <Payment key={`${payment.kind}/${payment.tendered}/${payment.reference}`} payment={payment} />
          ))}
          {sale.change === 0 ? null : (
            <>
              <dt>{t('sales.change')}</dt>
              <dd>
                <Money amount={sale.change} />
              </dd>
            </>
          )}
        </dl>
        <dl className="figures sale-vat muted">
          {sale.vatByRate.map((part) => (
            <VatRow key={part.rate ?? 'none'} rate={part.rate} vat={part.vat} />
          ))}
        </dl>
        {sale.note === '' ? null : <p className="sale-note">{t('sales.note', { note: sale.note })}</p>}
      </div>
    </article>
  );
}

function Payment({ payment }: { readonly payment: SaleView['payments'][number] }) {
  const { t } = useTranslation();
  return (
    <>
      <dt>
        {t(`shift.tenders.${payment.kind}`)}
        {payment.reference === '' ? null : <span className="muted"> · {payment.reference}</span>}
      </dt>
      <dd>
        <Money amount={payment.tendered} />
      </dd>
    </>
  );
}

function VatRow({ rate, vat }: { readonly rate: number | null; readonly vat: number }) {
  const { t } = useTranslation();
  return (
    <>
      <dt>{rate === null ? t('sales.noVat') : t('sales.vat', { rate: formatRate(rate) })}</dt>
      <dd>
        <Money amount={vat} />
      </dd>
    </>
  );
}
