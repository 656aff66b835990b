import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { goHome } from '../app/navigation.ts';
import { useKeys } from '../lib/keys.ts';
import { testIds } from '../test-ids.ts';
import { KeyButton } from './key-button.tsx';

type ScreenProps = {
  /** For `data-testid="screen-<id>"`. */
  readonly id: string;
  readonly title: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  /** What Esc does; by default it leads back to selling. */
  readonly onBack?: () => void;
};

/** The frame of every page beside selling: title, actions at the right, a body that scrolls by itself. */
export function Screen({ id, title, actions, children, onBack = goHome }: ScreenProps) {
  const { t } = useTranslation();
  useKeys({ commands: { back: onBack } });
  return (
    <section className="screen" data-testid={testIds.screen(id)}>
      <header className="screen-head">
        <KeyButton command="back" onClick={onBack} testId={testIds.screenBack}>
          {t('app.back')}
        </KeyButton>
        <h1>{title}</h1>
        <div className="screen-actions">{actions}</div>
      </header>
      <div className="screen-body">{children}</div>
    </section>
  );
}
