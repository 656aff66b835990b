import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../contracts/errors/failure.ts';
import type { ErrorCode } from '../../../contracts/errors/registry.ts';
import { useApp } from '../../lib/app-state.ts';
import { type ApprovalRequest, approvalStore } from '../../lib/approval.ts';
import { ask } from '../../lib/bridge.ts';
import { useStore } from '../../lib/store.ts';
import { testIds } from '../../test-ids.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import { PinField } from '../../ui/pin-field.tsx';
import { pinLength } from '../../ui/pin-pad.tsx';
import { actWords } from './act-words.ts';
import './approval.css';

/** What is wrong with the PIN and not with the act: it may be entered again. */
const pinTroubles: readonly ErrorCode[] = [
  'SIGN_IN_WRONG_PIN',
  'SIGN_IN_WAIT',
  'APPROVAL_NEEDED',
  'APPROVAL_BY_SELF',
];

/** Where an act beyond somebody's right is approved, over whatever screen asked for it. */
export function ApprovalPlace() {
  const request = useStore(approvalStore);
  return request === null ? null : <ApprovalDialog request={request} />;
}

function ApprovalDialog({ request }: { readonly request: ApprovalRequest }) {
  const { t } = useTranslation();
  const asking = useApp().session?.name ?? '';
  const [pin, setPin] = useState('');
  const [trouble, setTrouble] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const approve = async () => {
    if (pin.length !== pinLength) return field.current?.focus();
    setBusy(true);
    const answer = await ask('approvals:run', { name: request.name, input: request.input, pin });
    setBusy(false);
    setPin('');
    if (answer.ok || !pinTroubles.includes(answer.error.code)) return request.settle(answer);
    setTrouble(answer.error);
    field.current?.focus();
  };
  return (
    <Dialog
      title={t('approval.title')}
      onClose={() => request.settle({ ok: false, error: request.refused })}
      confirm={{
        label: t('approval.act'),
        act: () => void approve(),
        disabled: busy || pin.length !== pinLength,
      }}
      testId={testIds.approval}
    >
      <div className="form-column">
        <p className="approval-asks">{t('approval.asks', { name: asking })}</p>
        <ul className="approval-act" data-testid={testIds.approvalAct}>
          {actWords(t, request).map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
        <PinField
          ref={field}
          label={t('approval.pin')}
          value={pin}
          onChange={(next) => {
            setTrouble(null);
            setPin(next);
          }}
          autoFocus
          disabled={busy}
          testId={testIds.approvalPin}
        />
        {trouble === null ? null : <FailureNote failure={trouble} />}
      </div>
    </Dialog>
  );
}
