import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';

type EmptyStateProps = {
  readonly icon: Icon;
  readonly title: string;
  readonly children?: ReactNode;
  readonly testId?: string;
};

/** Nothing is here yet: says why, and what to do. */
export function EmptyState({ icon: Sign, title, children, testId }: EmptyStateProps) {
  return (
    <div className="empty" data-testid={testId}>
      <Sign size={48} stroke={1.5} aria-hidden="true" />
      <p className="empty-title">{title}</p>
      {children === undefined ? null : <div className="muted">{children}</div>}
    </div>
  );
}
