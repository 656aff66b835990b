import { useTranslation } from 'react-i18next';
import type { CartsView } from '../../../contracts/views/selling.ts';
import { type Dong, dong, sumDong } from '../../../domain/money/dong.ts';
import { quickCash } from '../../../domain/sale/quick-cash.ts';
import { roundCash } from '../../../domain/sale/settle.ts';
import { testIds } from '../../test-ids.ts';
import { KeyButton } from '../../ui/key-button.tsx';
import { Keypad } from '../../ui/keypad.tsx';
import { Money } from '../../ui/money.tsx';
import { eraseDigit, giveCash, type PayDraft, selectedTender, typeAmount } from './pay-draft.ts';
import { changeDraft, owedNow } from './pay-state.ts';
import { TransferQr } from './transfer-qr.tsx';

type TenderSideProps = { readonly draft: PayDraft; readonly carts: CartsView };

/** What helps with the marked tender: notes and a keypad for cash, the code to scan for a transfer. */
export function TenderSide({ draft, carts }: TenderSideProps) {
  const { t } = useTranslation();
  const tender = selectedTender(draft);
  if (tender === undefined) return null;
  return (
    <div className="tender-side">
      <Keypad
        extra="000"
        onKey={(key) => changeDraft((now) => (key === 'erase' ? eraseDigit(now) : typeAmount(now, key)))}
      />
      {tender.kind === 'cash' ? (
        <div className="pay-notes">
          <span className="muted">{t('pay.quickCash')}</span>
          {quickCash(cashDue(draft, carts)).map((sum) => (
            <KeyButton
              key={sum}
              testId={testIds.quickCash}
              className="pay-note"
              onClick={() => changeDraft((now) => giveCash(now, sum))}
            >
              <Money amount={sum} size="amount" />
            </KeyButton>
          ))}
        </div>
      ) : null}
      {tender.kind === 'transfer' ? <TransferQr cartId={carts.active.id} amount={tender.amount} /> : null}
      {tender.kind === 'card' ? <p className="card-hint">{t('pay.cardHint')}</p> : null}
    </div>
  );
}

/** What cash has to cover beside the other tenders. */
function cashDue(draft: PayDraft, carts: CartsView): Dong {
  const { total, rule } = owedNow(carts);
  const exact = sumDong(
    draft.tenders.filter((tender) => tender.kind !== 'cash'),
    (tender) => tender.amount,
  );
  return roundCash(dong(Math.max(0, total - exact)), rule);
}
