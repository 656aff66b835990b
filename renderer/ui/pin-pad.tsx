import { useState } from 'react';
import { useKeys } from '../lib/keys.ts';
import { afterScanGuard, useScanGuard } from '../lib/scan-guard.ts';
import { testIds } from '../test-ids.ts';
import { Keypad, type KeypadKey, pressKeypad } from './keypad.tsx';

export const pinLength = 8;

type PinPadProps = {
  readonly label: string;
  /** Called at the eighth digit; the pad empties itself. */
  readonly onPin: (pin: string) => void;
  readonly disabled?: boolean;
};

const positions = Array.from({ length: pinLength }, (_, index) => index);

/** Eight dots and a keypad. The keyboard's digits work at once, without any field having the focus. */
export function PinPad({ label, onPin, disabled = false }: PinPadProps) {
  const [digits, setDigits] = useState('');
  useScanGuard(() => () => setDigits(digits));
  const take = (key: KeypadKey, from: 'finger' | 'keyboard') => {
    if (disabled) return;
    const next = pressKeypad(digits, key).slice(0, pinLength);
    setDigits(next);
    if (next.length < pinLength || digits.length === pinLength) return;
    const submit = () => {
      setDigits('');
      onPin(next);
    };
    // The eighth digit may be a scanner's first.
    if (from === 'keyboard') afterScanGuard(submit);
    else submit();
  };
  useKeys({
    commands: { 'erase-character': () => take('erase', 'keyboard') },
    onType: (character) => {
      if (!isDigit(character)) return false;
      take(character, 'keyboard');
      return true;
    },
  });
  return (
    <div className="pin-pad">
      <div className="pin-dots" role="status" aria-label={label}>
        {positions.map((position) => (
          <span
            key={position}
            className="pin-dot"
            data-testid={testIds.lockDot}
            data-filled={position < digits.length}
          />
        ))}
      </div>
      <Keypad onKey={(key) => take(key, 'finger')} disabled={disabled} />
    </div>
  );
}

function isDigit(character: string): character is Exclude<KeypadKey, '000' | ',' | 'erase'> {
  return /^[0-9]$/.test(character);
}
