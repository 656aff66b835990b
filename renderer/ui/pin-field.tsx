import { TextInput } from '@mantine/core';
import type { Ref } from 'react';
import { pinLength } from './pin-pad.tsx';

type PinFieldProps = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (pin: string) => void;
  readonly description?: string;
  readonly error?: string | null;
  readonly autoFocus?: boolean;
  readonly disabled?: boolean;
  readonly testId?: string;
  readonly ref?: Ref<HTMLInputElement>;
};

/** A PIN in a field, for dialogs and forms: digits only, never shown. The lock screen has a pad of its own. */
export function PinField(props: PinFieldProps) {
  const { onChange, testId, error = null, ref, ...rest } = props;
  return (
    <TextInput
      {...rest}
      {...(ref === undefined ? {} : { ref })}
      className="pin-field"
      type="password"
      inputMode="numeric"
      autoComplete="off"
      error={error}
      data-testid={testId}
      onChange={(event) => onChange(event.currentTarget.value.replace(/\D/g, '').slice(0, pinLength))}
    />
  );
}
