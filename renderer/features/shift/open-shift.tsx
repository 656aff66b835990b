import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Dong, dong } from '../../../domain/money/dong.ts';
import { formatDong } from '../../../domain/text/format.ts';
import { goHome } from '../../app/navigation.ts';
import { call, failureOf } from '../../lib/bridge.ts';
import { useKeys } from '../../lib/keys.ts';
import { useCall } from '../../lib/use-call.ts';
import { testIds } from '../../test-ids.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import { KeyButton } from '../../ui/key-button.tsx';
import { Keypad, type KeypadKey, pressKeypad } from '../../ui/keypad.tsx';
import { MoneyEntry, parseAmount } from '../../ui/number-entry.tsx';

/** What lies in the drawer at the start. What the last close left there is offered; the first digit replaces it. */
export function OpenShift() {
  const suggestion = useQuery({
    queryKey: ['shift', 'suggested-float'],
    queryFn: () => call('shift:suggested-float'),
    gcTime: 0,
  });
  if (suggestion.isPending) return null;
  return (
    <>
      {suggestion.error === null ? null : <FailureNote failure={failureOf(suggestion.error)} />}
      <OpenShiftForm suggested={dong(suggestion.data?.float ?? 0)} />
    </>
  );
}

function OpenShiftForm({ suggested }: { readonly suggested: Dong }) {
  const { t } = useTranslation();
  const [float, setFloat] = useState<Dong | null>(suggested);
  const [isTouched, setTouched] = useState(false);
  const [open, busy] = useCall('shift:open');
  const act = async () => {
    if (float === null) return;
    const answer = await open({ float });
    if (answer?.ok === true) goHome();
  };
  useKeys({ commands: { confirm: () => void act() } });
  const press = (key: KeypadKey) => {
    setFloat(parseAmount(pressKeypad(isTouched || key === 'erase' ? (float ?? '').toString() : '', key)));
    setTouched(true);
  };
  return (
    <div className="shift-open">
      <div className="form-column">
        <p className="shift-words">{t('shift.open.why')}</p>
        <MoneyEntry
          label={t('shift.open.float')}
          value={float}
          autoFocus
          testId={testIds.shiftFloat}
          onChange={(value) => {
            setFloat(value);
            setTouched(true);
          }}
        />
        {suggested > 0 ? (
          <div className="button-row">
            <KeyButton pressed={float === suggested} onClick={() => setFloat(suggested)}>
              {t('shift.open.suggested', { amount: formatDong(suggested) })}
            </KeyButton>
          </div>
        ) : null}
        <KeyButton
          command="confirm"
          tone="main"
          className="shift-main"
          disabled={busy || float === null}
          testId={testIds.shiftOpen}
          onClick={() => void act()}
        >
          {t(busy ? 'shift.open.opening' : 'shift.open.act')}
        </KeyButton>
      </div>
      <Keypad onKey={press} extra="000" disabled={busy} />
    </div>
  );
}
