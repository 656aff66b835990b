import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../contracts/errors/failure.ts';
import { useKeys } from '../../lib/keys.ts';
import { testIds } from '../../test-ids.ts';
import { KeyButton } from '../../ui/key-button.tsx';
import { SetupTrouble } from './setup-trouble.tsx';

type SetupPageProps = {
  readonly title: string;
  readonly why: string;
  readonly children: ReactNode;
  /** The Enter button. */
  readonly next: {
    readonly label: string;
    readonly act: () => void;
    readonly disabled?: boolean;
    readonly testId: string;
  };
  readonly onBack: (() => void) | null;
  /** Something went wrong that fills the page: it takes the place of the question, whose answers are kept. */
  readonly trouble?: { readonly failure: Failure; readonly leave: () => void; readonly busy: boolean } | null;
};

/** One question: what is needed, why, the answer, and the way on. */
export function SetupPage({ title, why, children, next, onBack, trouble = null }: SetupPageProps) {
  const { t } = useTranslation();
  const back = trouble === null ? onBack : trouble.leave;
  useKeys({
    commands: {
      confirm: () => {
        if (next.disabled !== true && trouble?.busy !== true) next.act();
      },
      ...(back === null ? {} : { back }),
    },
  });
  return (
    <div className="setup-page">
      <div className="setup-body">
        {trouble === null ? (
          <>
            <h2>{title}</h2>
            <p className="setup-why">{why}</p>
            {children}
          </>
        ) : (
          <SetupTrouble failure={trouble.failure} />
        )}
      </div>
      <footer className="setup-buttons">
        {back === null ? null : (
          <KeyButton command="back" testId={testIds.setupBack} onClick={back}>
            {t(trouble === null ? 'setup.back' : 'setup.correct')}
          </KeyButton>
        )}
        <KeyButton
          command="confirm"
          tone="main"
          disabled={next.disabled === true || trouble?.busy === true}
          testId={trouble === null ? next.testId : testIds.setupRetry}
          onClick={next.act}
        >
          {trouble === null ? next.label : t(trouble.busy ? 'setup.retrying' : 'setup.retry')}
        </KeyButton>
      </footer>
    </div>
  );
}
