import { IconClockHour4 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Dong } from '../../../domain/money/dong.ts';
import { call, failureOf } from '../../lib/bridge.ts';
import { testIds } from '../../test-ids.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import { Money } from '../../ui/money.tsx';
import { QrCode } from '../../ui/qr-code.tsx';

type TransferQrProps = { readonly cartId: string; readonly amount: Dong };

/** The VietQR to scan. The till cannot see the bank account, and says so. */
export function TransferQr({ cartId, amount }: TransferQrProps) {
  const { t } = useTranslation();
  const { data, error } = useQuery({
    queryKey: ['transfer-qr', cartId, amount],
    queryFn: () => call('pay:transfer-qr', { cartId, amount }),
    enabled: amount > 0,
    gcTime: 0,
  });
  if (error !== null) return <FailureNote failure={failureOf(error)} />;
  if (data === undefined) return <div className="transfer" />;
  return (
    <div className="transfer">
      <QrCode rows={data.rows} sizePx={300} label={t('pay.qrLabel')} testId={testIds.payQr} />
      <dl className="transfer-facts">
        <dt>{t('pay.bank')}</dt>
        <dd>{data.bankName}</dd>
        <dt>{t('pay.account')}</dt>
        <dd>
          <span className="money">{data.account}</span>
          <br />
          {data.holder}
        </dd>
        <dt>{t('pay.amount')}</dt>
        <dd>
          <Money amount={data.amount} size="amount" withUnit />
        </dd>
        <dt>{t('pay.purpose')}</dt>
        <dd>{data.purpose}</dd>
      </dl>
      <p className="transfer-wait">
        <IconClockHour4 size={22} aria-hidden="true" /> {t('pay.waiting')}
      </p>
    </div>
  );
}
