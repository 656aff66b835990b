import { type ReactNode, useState } from 'react';
import { afterScanGuard } from '../lib/scan-guard.ts';
import { testIds } from '../test-ids.ts';
import { Dialog } from './dialog.tsx';
import { keepFocus } from './key-button.tsx';
import { stepWithin } from './virtual-rows.tsx';

type PickDialogProps<T extends string> = {
  readonly title: string;
  readonly confirm: string;
  readonly options: readonly { readonly id: T; readonly label: string; readonly words?: string }[];
  /** The option that holds now. */
  readonly current?: T;
  readonly onPick: (id: T) => void;
  readonly onClose: () => void;
  readonly children?: ReactNode;
};

/** One of a few ways, by its digit, by ↑ ↓ and Enter, or by a touch. */
export function PickDialog<T extends string>(props: PickDialogProps<T>) {
  const { title, confirm, options, current, onPick, onClose, children } = props;
  const [selected, setSelected] = useState(() =>
    Math.max(
      0,
      options.findIndex(({ id }) => id === current),
    ),
  );
  const pick = (index: number) => {
    const option = options[index];
    if (option !== undefined) onPick(option.id);
  };
  return (
    <Dialog
      title={title}
      onClose={onClose}
      width={640}
      confirm={{ label: confirm, act: () => pick(selected) }}
      keys={{
        commands: {
          up: () => setSelected(stepWithin(options.length, selected, -1)),
          down: () => setSelected(stepWithin(options.length, selected, 1)),
        },
        onType: (character) => {
          if (!/[1-9]/.test(character)) return false;
          afterScanGuard(() => pick(Number(character) - 1));
          return true;
        },
      }}
    >
      {children}
      <div className="menu-list pick-list">
        {options.map((option, index) => (
          <button
            key={option.id}
            type="button"
            className="menu-item"
            aria-current={index === selected}
            data-testid={testIds.pickOption(option.id)}
            onMouseDown={keepFocus}
            onClick={() => pick(index)}
          >
            <kbd className="cap">{index + 1}</kbd>
            <span className="menu-label">
              {option.label}
              {option.words === undefined ? null : <span className="menu-words muted">{option.words}</span>}
            </span>
          </button>
        ))}
      </div>
    </Dialog>
  );
}
