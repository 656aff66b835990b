import type { MouseEvent, ReactNode } from 'react';
import { type Command, keyTable } from '../lib/key-table.ts';
import { runCommand } from '../lib/keys.ts';

export type Tone = 'plain' | 'main' | 'stop' | 'quiet';

type KeyButtonProps = {
  readonly children: ReactNode;
  /** Its key is shown; without `onClick` the button does what the key does. */
  readonly command?: Command;
  /** A key that is no command, such as the digit of a list entry. */
  readonly cap?: string;
  readonly onClick?: () => void;
  readonly tone?: Tone;
  readonly disabled?: boolean;
  readonly pressed?: boolean;
  readonly className?: string;
  readonly testId?: string;
  readonly label?: string;
};

/** A button that shows its key. A mouse or finger does not take the focus with it: what was being typed goes on. */
export function KeyButton(props: KeyButtonProps) {
  const { command, tone = 'plain', children, pressed } = props;
  const cap = props.cap ?? (command === undefined ? undefined : keyTable[command].cap);
  const act = props.onClick ?? (command === undefined ? undefined : () => runCommand(command));
  return (
    <button
      type="button"
      className={`key-button key-button-${tone} ${props.className ?? ''}`}
      data-testid={props.testId}
      disabled={props.disabled}
      aria-pressed={pressed}
      aria-label={props.label}
      onMouseDown={keepFocus}
      onClick={act}
    >
      {cap === undefined ? null : <kbd className="cap">{cap}</kbd>}
      <span className="key-button-label">{children}</span>
    </button>
  );
}

export function keepFocus(event: MouseEvent): void {
  event.preventDefault();
}
