import {
  type Icon,
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleX,
  IconInfoCircle,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { keepFocus } from './key-button.tsx';

export type PillTone = 'done' | 'look' | 'stop' | 'info';

const icons: { readonly [T in PillTone]: Icon } = {
  done: IconCircleCheck,
  look: IconAlertTriangle,
  stop: IconCircleX,
  info: IconInfoCircle,
};

type StatusPillProps = {
  readonly tone: PillTone;
  readonly children: ReactNode;
  readonly icon?: Icon;
  readonly onClick?: () => void;
  readonly testId?: string;
  /** For tests: the state behind the words. */
  readonly state?: string;
};

/** A state in words with a sign and a colour, never a colour alone. */
export function StatusPill({ tone, children, icon, onClick, testId, state }: StatusPillProps) {
  const Sign = icon ?? icons[tone];
  const content = (
    <>
      <Sign size={20} aria-hidden="true" />
      <span>{children}</span>
    </>
  );
  const common = { className: `pill pill-${tone}`, 'data-testid': testId, 'data-state': state };
  return onClick === undefined ? (
    <span {...common}>{content}</span>
  ) : (
    <button type="button" {...common} onMouseDown={keepFocus} onClick={onClick}>
      {content}
    </button>
  );
}
