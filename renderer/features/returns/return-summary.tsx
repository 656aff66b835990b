import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../contracts/errors/failure.ts';
import type { RefundView, ReturnableView } from '../../../contracts/views/returns.ts';
import { dong } from '../../../domain/money/dong.ts';
import { shortDateTime } from '../../lib/short-time.ts';
import { testIds } from '../../test-ids.ts';
import { Choice } from '../../ui/choice.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import { KeyButton } from '../../ui/key-button.tsx';
import { Money } from '../../ui/money.tsx';
import type { ReturnDraft } from './return-draft.ts';

const reasons = ['changedMind', 'faulty', 'wrong', 'expired'] as const;
const ways = ['as-paid', 'cash'] as const;

type ReturnSummaryProps = {
  readonly sale: ReturnableView;
  readonly draft: ReturnDraft;
  readonly refund: RefundView | null;
  readonly failure: Failure | null;
  readonly isReady: boolean;
  readonly onChange: (draft: ReturnDraft) => void;
  readonly onFinish: () => void;
};

/** Why, how the money goes back and how much of it; the one button that does it. */
export function ReturnSummary(props: ReturnSummaryProps) {
  const { sale, draft, refund, failure, isReady, onChange, onFinish } = props;
  const { t } = useTranslation();
  return (
    <aside className="returns-side card">
      <TextInput
        label={t('returns.reason')}
        value={draft.reason}
        maxLength={200}
        data-testid={testIds.returnReason}
        onChange={(event) => onChange({ ...draft, reason: event.currentTarget.value })}
      />
      <div className="returns-reasons">
        {reasons.map((key) => (
          <KeyButton key={key} onClick={() => onChange({ ...draft, reason: t(`returns.reasons.${key}`) })}>
            {t(`returns.reasons.${key}`)}
          </KeyButton>
        ))}
      </div>
      <Choice
        label={`F8 · ${t('returns.way')}`}
        value={draft.way}
        options={ways.map((value) => ({ value, label: t(`returns.ways.${value}`) }))}
        testIdOf={testIds.returnWay}
        onChange={(way) => onChange({ ...draft, way })}
      />
      {failure === null ? null : <FailureNote failure={failure} />}
      <div className="returns-sums">
        {refund === null || refund.rounding === 0 ? null : (
          <p>
            <span>{t('returns.rounding')}</span> <Money amount={refund.rounding} />
          </p>
        )}
        {refund?.tenders.map(({ kind, amount }) => (
          <p key={kind}>
            <span>{t(`shift.tenders.${kind}`)}</span> <Money amount={amount} />
          </p>
        ))}
        <p className="returns-payout-words">{t('returns.payout')}</p>
        <Money amount={refund?.payout ?? dong(0)} size="total" withUnit testId={testIds.returnPayout} />
      </div>
      <KeyButton
        command="pay"
        tone="main"
        className="returns-finish"
        disabled={!isReady}
        testId={testIds.returnFinish}
        onClick={onFinish}
      >
        {t('returns.finish')}
      </KeyButton>
      {sale.returns.length === 0 ? null : (
        <div className="returns-earlier muted">
          <p>{t('returns.earlier')}</p>
          {sale.returns.map((made) => (
            <p key={made.id}>
              {made.number} · {shortDateTime(made.at)} · <Money amount={made.payout} withUnit /> ·{' '}
              {made.reason}
            </p>
          ))}
        </div>
      )}
    </aside>
  );
}
