import { useTranslation } from 'react-i18next';
import type { Dong } from '../../../domain/money/dong.ts';
import { formatDong } from '../../../domain/text/format.ts';
import { testIds } from '../../test-ids.ts';
import { StatusPill } from '../../ui/status-pill.tsx';

/** Counted − expected, in words: too much, too little, or right. */
export function Variance({ amount }: { readonly amount: Dong }) {
  const { t } = useTranslation();
  const kind = amount === 0 ? 'right' : amount > 0 ? 'over' : 'short';
  return (
    <span className="variance" data-testid={testIds.reportVariance} data-amount={amount}>
      <StatusPill tone={amount === 0 ? 'done' : amount > 0 ? 'look' : 'stop'} state={kind}>
        {t(`shift.variance.${kind}`, { amount: formatDong(Math.abs(amount)) })}
      </StatusPill>
    </span>
  );
}
