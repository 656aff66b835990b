import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { tenderKinds } from '../../../domain/sale/tender.ts';
import { testIds } from '../../test-ids.ts';
import { KeyButton, keepFocus } from '../../ui/key-button.tsx';
import { Money } from '../../ui/money.tsx';
import {
  addTender,
  type Owed,
  type PayDraft,
  removeTender,
  selectedTender,
  selectTender,
  setKind,
  setReference,
  type TenderDraft,
} from './pay-draft.ts';
import { changeDraft } from './pay-state.ts';
import { TenderIcon } from './tender-icon.tsx';

type TenderListProps = { readonly draft: PayDraft; readonly owed: Owed; readonly title: string };

/** One row a tender. The marked one takes the digits that are typed. */
export function TenderList({ draft, owed, title }: TenderListProps) {
  const { t } = useTranslation();
  const kind = selectedTender(draft)?.kind;
  return (
    <div className="tenders">
      <div className="tender-head">
        <h2 className="pay-title">{title}</h2>
        <fieldset className="tender-kinds" aria-label={t('pay.kind')}>
          {tenderKinds.map((candidate) => (
            <KeyButton
              key={candidate}
              pressed={candidate === kind}
              testId={testIds.tenderKind(candidate)}
              onClick={() => changeDraft((now) => setKind(now, candidate, owed))}
            >
              <TenderIcon kind={candidate} /> {t(`pay.kinds.${candidate}`)}
            </KeyButton>
          ))}
        </fieldset>
        <KeyButton
          command="more"
          tone="quiet"
          testId={testIds.tenderAdd}
          onClick={() => changeDraft((now) => addTender(now, 'transfer'))}
        >
          {t('pay.addTender')}
        </KeyButton>
      </div>
      <div className="tender-rows">
        {draft.tenders.map((tender) => (
          <TenderRow
            key={tender.id}
            tender={tender}
            selected={tender.id === draft.selectedId}
            replaces={draft.replaces}
            alone={draft.tenders.length === 1}
          />
        ))}
      </div>
      <p className="muted tender-keys">{t('pay.kindKeys')}</p>
    </div>
  );
}

type TenderRowProps = {
  readonly tender: TenderDraft;
  readonly selected: boolean;
  readonly replaces: boolean;
  readonly alone: boolean;
};

function TenderRow({ tender, selected, replaces, alone }: TenderRowProps) {
  const { t } = useTranslation();
  return (
    <div
      className="tender-row"
      data-testid={testIds.tenderRow}
      data-kind={tender.kind}
      aria-current={selected}
    >
      <button
        type="button"
        className="tender-main"
        onMouseDown={keepFocus}
        onClick={() => changeDraft((now) => selectTender(now, tender.id))}
      >
        <TenderIcon kind={tender.kind} />
        <span className="tender-name">{t(`pay.kinds.${tender.kind}`)}</span>
        {selected && tender.kind === 'cash' ? <kbd className="cap">F8</kbd> : null}
        <span
          className={
            selected ? (replaces ? 'tender-amount replaces' : 'tender-amount typing') : 'tender-amount'
          }
        >
          <Money amount={tender.amount} withUnit testId={testIds.tenderAmount} />
        </span>
      </button>
      {tender.kind === 'cash' ? null : (
        <input
          className="tender-reference"
          type="text"
          value={tender.reference}
          maxLength={100}
          autoComplete="off"
          placeholder={t(`pay.reference.${tender.kind}`)}
          aria-label={t(`pay.reference.${tender.kind}`)}
          data-testid={testIds.tenderReference}
          onChange={(event) => {
            const { value } = event.currentTarget;
            changeDraft((now) => setReference(now, tender.id, value));
          }}
        />
      )}
      {alone ? null : (
        <KeyButton
          tone="quiet"
          label={t('pay.removeTender')}
          {...(selected ? { command: 'remove' } : {})}
          testId={testIds.tenderRemove}
          onClick={() => changeDraft((now) => removeTender(now, tender.id))}
        >
          <IconX size={20} aria-hidden="true" />
        </KeyButton>
      )}
    </div>
  );
}
