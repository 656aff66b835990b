import { TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Dong } from '../../../domain/money/dong.ts';
import type { CashMovementKind } from '../../../domain/shift/shift.ts';
import { formatDong } from '../../../domain/text/format.ts';
import { showDone } from '../../lib/failures.ts';
import { useCall } from '../../lib/use-call.ts';
import { testIds } from '../../test-ids.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { KeyButton } from '../../ui/key-button.tsx';
import { MoneyEntry } from '../../ui/number-entry.tsx';

type CashMoveDialogProps = { readonly kind: CashMovementKind; readonly onClose: () => void };

const reasons = {
  in: ['change', 'owner', 'other'],
  out: ['bank', 'supplier', 'expense'],
} as const satisfies { readonly [K in CashMovementKind]: readonly string[] };

/** Cash into or out of the drawer outside a sale. Enter goes from the amount to the reason, then does it. */
export function CashMoveDialog({ kind, onClose }: CashMoveDialogProps) {
  const { t } = useTranslation();
  const [amount, setAmount] = useState<Dong | null>(null);
  const [reason, setReason] = useState('');
  const reasonField = useRef<HTMLInputElement>(null);
  const [move, busy] = useCall('shift:move-cash');
  const act = async () => {
    if (amount === null || amount === 0) return;
    if (reason.trim() === '') return reasonField.current?.focus();
    const answer = await move({ kind, amount, reason: reason.trim() });
    if (answer?.ok !== true) return;
    showDone(t(`shift.move.done.${kind}`, { amount: formatDong(amount) }));
    onClose();
  };
  return (
    <Dialog
      title={t(`shift.tasks.${kind}.name`)}
      onClose={onClose}
      confirm={{
        label: t(`shift.move.act.${kind}`),
        act: () => void act(),
        disabled: busy || amount === null || amount === 0,
      }}
    >
      <div className="form-column">
        <MoneyEntry
          label={t('shift.move.amount')}
          value={amount}
          autoFocus
          testId={testIds.cashMoveAmount}
          onChange={setAmount}
        />
        <TextInput
          ref={reasonField}
          label={t('shift.move.reason')}
          value={reason}
          maxLength={200}
          data-testid={testIds.cashMoveReason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <div className="button-row">
          {reasons[kind].map((key) => (
            <KeyButton key={key} onClick={() => setReason(t(`shift.move.reasons.${key}`))}>
              {t(`shift.move.reasons.${key}`)}
            </KeyButton>
          ))}
        </div>
        <p className="muted shift-words">{t('shift.move.words')}</p>
      </div>
    </Dialog>
  );
}
