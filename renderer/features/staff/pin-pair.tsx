import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { isEasyPin } from '../../../domain/staff.ts';
import { PinField } from '../../ui/pin-field.tsx';
import { pinLength } from '../../ui/pin-pad.tsx';

export type PinPairText = { readonly pin: string; readonly again: string };

export const emptyPinPair: PinPairText = { pin: '', again: '' };

/** What still keeps a PIN typed twice from being used; null when it can be sent. */
export function pinProblem({ pin, again }: PinPairText): 'short' | 'again' | 'different' | null {
  if (pin.length < pinLength) return 'short';
  if (again.length < pinLength) return 'again';
  return pin === again ? null : 'different';
}

type PinPairProps = {
  readonly value: PinPairText;
  readonly onChange: (value: PinPairText) => void;
  readonly pinRef: Ref<HTMLInputElement>;
  readonly againRef: Ref<HTMLInputElement>;
  readonly autoFocus?: boolean;
  readonly testIds: { readonly pin: string; readonly again: string };
};

/** A new PIN twice, so that a slip does not lock somebody out. What is wrong is said only once a field is full. */
export function PinPair({ value, onChange, pinRef, againRef, autoFocus = false, testIds }: PinPairProps) {
  const { t } = useTranslation();
  const problem = pinProblem(value);
  return (
    <>
      <PinField
        ref={pinRef}
        label={t('staff.pin')}
        description={t('staff.pinHint')}
        value={value.pin}
        autoFocus={autoFocus}
        testId={testIds.pin}
        error={value.pin.length === pinLength && isEasyPin(value.pin) ? t('staff.pinProblem.easy') : null}
        onChange={(pin) => onChange({ ...value, pin })}
      />
      <PinField
        ref={againRef}
        label={t('staff.pinAgain')}
        value={value.again}
        testId={testIds.again}
        error={problem === 'different' ? t('staff.pinProblem.different') : null}
        onChange={(again) => onChange({ ...value, again })}
      />
    </>
  );
}
