import { IconBackspace } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { testIds } from '../test-ids.ts';
import { keepFocus } from './key-button.tsx';

export type KeypadKey = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | '000' | ',' | 'erase';

type KeypadProps = {
  readonly onKey: (key: KeypadKey) => void;
  /** What stands left of the zero. */
  readonly extra?: '000' | ',' | 'none';
  readonly disabled?: boolean;
};

const digits = ['7', '8', '9', '4', '5', '6', '1', '2', '3'] as const;

/** Digits for fingers, in the order of a keyboard's number block. */
export function Keypad({ onKey, extra = 'none', disabled = false }: KeypadProps) {
  const { t } = useTranslation();
  const key = (value: KeypadKey, label: string) => (
    <button
      key={value}
      type="button"
      className="keypad-key"
      disabled={disabled}
      data-testid={testIds.pinKey(value)}
      aria-label={value === 'erase' ? t('app.erase') : label}
      onMouseDown={keepFocus}
      onClick={() => onKey(value)}
    >
      {value === 'erase' ? <IconBackspace size={28} aria-hidden="true" /> : label}
    </button>
  );
  return (
    <div className="keypad">
      {digits.map((digit) => key(digit, digit))}
      {extra === 'none' ? <span /> : key(extra, extra)}
      {key('0', '0')}
      {key('erase', '⌫')}
    </div>
  );
}

/** What a pad key makes of a text of digits. */
export function pressKeypad(text: string, key: KeypadKey): string {
  return key === 'erase' ? text.slice(0, -1) : text + key;
}
