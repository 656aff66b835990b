import { TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../contracts/errors/failure.ts';
import type { ShiftReport } from '../../../contracts/views/records.ts';
import type { Dong } from '../../../domain/money/dong.ts';
import { useCall } from '../../lib/use-call.ts';
import { testIds } from '../../test-ids.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import { Money } from '../../ui/money.tsx';
import { PinField } from '../../ui/pin-field.tsx';
import { pinLength } from '../../ui/pin-pad.tsx';
import type { CountPurpose } from './shift-task.ts';

type CloseDialogProps = {
  readonly purpose: CountPurpose;
  readonly sum: Dong;
  readonly count: Record<string, number>;
  readonly onClose: () => void;
  readonly onDone: (report: ShiftReport) => void;
};

/** The last look before a shift ends: the counted sum, a remark, and for a handover the receiver's own PIN. */
export function CloseDialog({ purpose, sum, count, onClose, onDone }: CloseDialogProps) {
  const { t } = useTranslation();
  const [note, setNote] = useState('');
  const [receiverPin, setReceiverPin] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const pinField = useRef<HTMLInputElement>(null);
  const [close, isClosing] = useCall('shift:close', { quiet: true });
  const [handOver, isHandingOver] = useCall('shift:hand-over', { quiet: true });
  const needsPin = purpose === 'hand-over';
  const busy = isClosing || isHandingOver;
  const act = async () => {
    if (needsPin && receiverPin.length < pinLength) return pinField.current?.focus();
    const closing = { count, note: note.trim() };
    const answer = needsPin ? await handOver({ ...closing, receiverPin }) : await close(closing);
    if (answer === null) return;
    if (answer.ok) return onDone(answer.value);
    setReceiverPin('');
    setFailure(answer.error);
    pinField.current?.focus();
  };
  return (
    <Dialog
      title={t(`shift.count.title.${purpose}`)}
      onClose={onClose}
      confirm={{
        label: t(busy ? 'shift.close.busy' : `shift.close.act.${purpose}`),
        act: () => void act(),
        disabled: busy,
      }}
    >
      <div className="form-column">
        <div>
          <span className="count-label">{t('shift.count.sum')}</span>
          <Money amount={sum} size="total" withUnit />
        </div>
        {sum === 0 ? <p className="count-words">{t('shift.close.nothing')}</p> : null}
        {needsPin ? (
          <PinField
            ref={pinField}
            label={t('shift.close.receiver')}
            description={t('shift.close.receiverHint')}
            value={receiverPin}
            autoFocus
            testId={testIds.shiftReceiverPin}
            onChange={setReceiverPin}
          />
        ) : null}
        <TextInput
          label={t('shift.close.note')}
          value={note}
          maxLength={500}
          autoFocus={!needsPin}
          data-testid={testIds.shiftCloseNote}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <p className="muted shift-words">{t(`shift.close.words.${purpose}`)}</p>
        {failure === null ? null : <FailureNote failure={failure} />}
      </div>
    </Dialog>
  );
}
