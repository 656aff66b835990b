import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../contracts/errors/failure.ts';
import type { CartLineView } from '../../../contracts/views/selling.ts';
import { dong, scaleDong } from '../../../domain/money/dong.ts';
import { type Milli, maxQuantity } from '../../../domain/money/quantity.ts';
import { ask } from '../../lib/bridge.ts';
import { testIds } from '../../test-ids.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import { KeyButton } from '../../ui/key-button.tsx';
import { Money } from '../../ui/money.tsx';
import { QuantityEntry } from '../../ui/number-entry.tsx';
import { DiscountEntry } from './discount-entry.tsx';
import { type DiscountText, readDiscount, textOfDiscount } from './discount-text.ts';
import { removeLine } from './line-actions.ts';

type GoodsLine = Extract<CartLineView, { readonly kind: 'goods' }>;
type LineEditorProps = { readonly line: GoodsLine; readonly onClose: () => void };
type Edit = { readonly quantity: Milli | null; readonly discount: DiscountText; readonly note: string };

/** F7: quantity, discount and note of the selected line. Only what was changed is sent. */
export function LineEditor({ line, onClose }: LineEditorProps) {
  const { t } = useTranslation();
  const [edit, setEdit] = useState<Edit>({
    quantity: line.quantity,
    discount: textOfDiscount(line.discountRule),
    note: line.note,
  });
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    const problem = await saveEdit(line, edit);
    setBusy(false);
    if (problem === null) onClose();
    else setFailure(problem);
  };
  const gross = scaleDong(line.unitPrice, edit.quantity ?? 0, 1000) ?? dong(0);
  return (
    <Dialog
      title={line.variantName === '' ? line.name : `${line.name} / ${line.variantName}`}
      onClose={onClose}
      confirm={{ label: t('sell.save'), act: () => void save(), disabled: busy }}
      width={620}
      testId={testIds.lineEditor}
    >
      <p className="muted">
        {t('sell.unitPrice')} <Money amount={line.unitPrice} withUnit />
        {line.unitName === '' ? null : ` · ${line.unitName}`}
      </p>
      <div className="line-editor-fields">
        <QuantityEntry
          label={t('sell.quantity')}
          value={edit.quantity}
          onChange={(quantity) => setEdit({ ...edit, quantity })}
          unit={line.unitName}
          autoFocus
          testId={testIds.lineQuantity}
        />
        <DiscountEntry
          label={t('sell.lineDiscount')}
          value={edit.discount}
          onChange={(discount) => setEdit({ ...edit, discount })}
          base={gross}
          testId={testIds.lineDiscount}
        />
        <TextInput
          label={t('sell.lineNote')}
          value={edit.note}
          maxLength={500}
          data-testid={testIds.lineNote}
          onChange={(event) => setEdit({ ...edit, note: event.currentTarget.value })}
        />
      </div>
      {failure === null ? null : <FailureNote failure={failure} />}
      <KeyButton
        tone="stop"
        testId={testIds.lineRemove}
        onClick={() => {
          onClose();
          void removeLine(line.id);
        }}
      >
        {t('sell.removeLine')}
      </KeyButton>
    </Dialog>
  );
}

/** Sends the changed parts in turn; answers the first refusal. */
async function saveEdit(line: GoodsLine, edit: Edit): Promise<Failure | null> {
  const lineId = line.id;
  const discount = readDiscount(edit.discount);
  if (edit.quantity === null || edit.quantity <= 0)
    return { code: 'QUANTITY_OUT_OF_RANGE', params: { max: maxQuantity / 1000 } };
  if (discount === undefined) return { code: 'DISCOUNT_OUT_OF_RANGE', params: {} };
  if (edit.quantity !== line.quantity) {
    const answer = await ask('cart:set-quantity', { lineId, quantity: edit.quantity });
    if (!answer.ok) return answer.error;
  }
  if (JSON.stringify(discount) !== JSON.stringify(line.discountRule)) {
    const answer = await ask('cart:set-line-discount', { lineId, discount });
    if (!answer.ok) return answer.error;
  }
  if (edit.note.trim() !== line.note) {
    const answer = await ask('cart:set-line-note', { lineId, note: edit.note.trim() });
    if (!answer.ok) return answer.error;
  }
  return null;
}
