import { TextInput } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Envelope, Failure } from '../../contracts/errors/failure.ts';
import { playSound } from '../lib/sounds.ts';
import { testIds } from '../test-ids.ts';
import { Dialog } from './dialog.tsx';
import { FailureNote } from './failure-note.tsx';
import { PinField } from './pin-field.tsx';
import { pinLength } from './pin-pad.tsx';

type AllowDialogProps = {
  readonly title: string;
  /** What the Enter button says. */
  readonly act: string;
  readonly asksReason: boolean;
  readonly busy: boolean;
  /** Null when a press came too soon. The PIN is asked for again where it was refused. */
  readonly approve: (given: {
    readonly pin: string;
    readonly reason: string;
  }) => Promise<Envelope<unknown> | null>;
  readonly onClose: () => void;
  /** What is approved, in words. */
  readonly children: ReactNode;
};

/** Something a manager or the owner allows with their PIN on the spot, whoever is signed in. A refusal stands below the PIN. */
export function AllowDialog(props: AllowDialogProps) {
  const { title, act, asksReason, busy, approve, onClose, children } = props;
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const [pin, setPin] = useState('');
  const pinField = useRef<HTMLInputElement>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const hasReason = !asksReason || reason.trim() !== '';
  const confirm = async () => {
    if (!hasReason || pin.length !== pinLength) return pinField.current?.focus();
    const answer = await approve({ pin, reason });
    if (answer === null) return;
    if (answer.ok) return onClose();
    setPin('');
    setFailure(answer.error);
    playSound('blocked');
  };
  // Only once the field takes the focus again.
  useEffect(() => {
    if (failure !== null && !busy) pinField.current?.focus();
  }, [failure, busy]);
  return (
    <Dialog
      title={title}
      onClose={onClose}
      confirm={{
        label: act,
        act: () => void confirm(),
        // Enter in the field of the reason leads on to the PIN.
        disabled: busy || !hasReason || (!asksReason && pin.length !== pinLength),
      }}
      width={640}
      testId={testIds.syncApproval}
    >
      <div className="form-column">
        {children}
        {asksReason ? (
          <TextInput
            label={t('sync.approval.reason')}
            value={reason}
            maxLength={200}
            autoFocus
            data-testid={testIds.syncReason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        ) : null}
        <PinField
          ref={pinField}
          label={t('sync.approval.pin')}
          value={pin}
          onChange={setPin}
          autoFocus={!asksReason}
          disabled={busy}
          testId={testIds.syncPin}
        />
        {failure === null ? null : <FailureNote failure={failure} />}
      </div>
    </Dialog>
  );
}
