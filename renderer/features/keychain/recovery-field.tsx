import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { readRecoveryCode } from '../../../domain/recovery-code.ts';
import { testIds } from '../../test-ids.ts';

type RecoveryFieldProps = {
  readonly value: string;
  readonly disabled: boolean;
  readonly onChange: (value: string) => void;
};

/** The code from paper; groups that cannot be right are named while it is typed, once they are whole. */
export function RecoveryField({ value, disabled, onChange }: RecoveryFieldProps) {
  const { t } = useTranslation();
  const wrong = wholeWrongGroups(value);
  return (
    <TextInput
      label={t('keychain.code')}
      description={t('keychain.codeHint')}
      error={wrong.length === 0 ? undefined : t('keychain.wrongGroups', { groups: wrong.join(', ') })}
      className="recovery-field"
      autoComplete="off"
      spellCheck={false}
      value={value}
      maxLength={100}
      autoFocus
      readOnly={disabled}
      data-testid={testIds.recoveryField}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

const groupSigns = 5;

function wholeWrongGroups(typed: string): readonly number[] {
  const read = readRecoveryCode(typed);
  if (read.kind === 'code') return [];
  const whole = Math.floor(typed.replace(/[^\p{L}\p{N}]/gu, '').length / groupSigns);
  return read.groups.filter((group) => group <= whole);
}
