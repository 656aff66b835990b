import { useTranslation } from 'react-i18next';
import type { RefundView, ReturnableView } from '../../../contracts/views/returns.ts';
import { testIds } from '../../test-ids.ts';
import { KeyButton } from '../../ui/key-button.tsx';
import { Money, Quantity } from '../../ui/money.tsx';
import {
  destinationOf,
  quantityOf,
  type ReturnDraft,
  stepped,
  withOtherDestination,
} from './return-draft.ts';

type ReturnLinesProps = {
  readonly sale: ReturnableView;
  readonly draft: ReturnDraft;
  readonly refund: RefundView | null;
  readonly selected: number;
  readonly onSelect: (index: number) => void;
  readonly onChange: (draft: ReturnDraft) => void;
};

/** What was sold, what of it can still come back, and how much of that does. */
export function ReturnLines({ sale, draft, refund, selected, onSelect, onChange }: ReturnLinesProps) {
  const { t } = useTranslation();
  return (
    <div className="returns-lines card">
      {sale.lines.map((line, index) => {
        const quantity = quantityOf(draft, line.lineId);
        const isCurrent = index === selected;
        const goods = refund?.lines.find(({ lineId }) => lineId === line.lineId)?.goods ?? null;
        return (
          // biome-ignore lint/a11y/useKeyWithClickEvents: arrow keys choose the line
          // biome-ignore lint/a11y/noStaticElementInteractions: the same
          <div
            key={line.lineId}
            className="returns-line"
            aria-current={isCurrent}
            data-testid={testIds.returnLine(index)}
            onClick={() => onSelect(index)}
          >
            <div className="returns-goods">
              <span className="row-line row-strong">
                {line.variantName === '' ? line.name : `${line.name} – ${line.variantName}`}
              </span>
              <span className="row-line muted">
                {t('returns.left')} <Quantity quantity={line.left} /> / <Quantity quantity={line.sold} />{' '}
                {line.unitName} · <Money amount={line.paid} withUnit />
              </span>
            </div>
            <div className="returns-step">
              <KeyButton
                {...(isCurrent ? { command: 'less' as const } : { cap: '−' })}
                label={t('returns.less')}
                disabled={quantity === 0}
                testId={testIds.returnLess(index)}
                onClick={() => onChange(stepped(draft, line, -1))}
              >
                {''}
              </KeyButton>
              <span className="returns-quantity" data-testid={testIds.returnQuantity(index)}>
                <Quantity quantity={quantity} />
              </span>
              <KeyButton
                {...(isCurrent ? { command: 'more' as const } : { cap: '+' })}
                label={t('returns.more')}
                disabled={quantity >= line.left}
                testId={testIds.returnMore(index)}
                onClick={() => onChange(stepped(draft, line, 1))}
              >
                {''}
              </KeyButton>
            </div>
            <KeyButton
              {...(isCurrent ? { command: 'line-editor' as const } : {})}
              pressed={destinationOf(draft, line.lineId) === 'damaged'}
              disabled={quantity === 0}
              testId={testIds.returnDestination(index)}
              onClick={() => onChange(withOtherDestination(draft, line))}
            >
              {t(`returns.destinations.${destinationOf(draft, line.lineId)}`)}
            </KeyButton>
            <span className="returns-amount">
              {quantity === 0 || goods === null ? '–' : <Money amount={goods} />}
            </span>
          </div>
        );
      })}
    </div>
  );
}
