import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FailureNote } from '../ui/failure-note.tsx';
import { KeyButton } from '../ui/key-button.tsx';

type Props = { readonly children: ReactNode };
type State = { readonly broken: boolean };

/** A screen that fails to paint loses nothing, since main holds the state: it is offered to be painted anew. */
export class ErrorBoundary extends Component<Props, State> {
  override readonly state: State = { broken: false };

  static getDerivedStateFromError(): State {
    return { broken: true };
  }

  override render(): ReactNode {
    return this.state.broken ? (
      <Broken onRetry={() => this.setState({ broken: false })} />
    ) : (
      this.props.children
    );
  }
}

function Broken({ onRetry }: { readonly onRetry: () => void }) {
  const { t } = useTranslation();
  return (
    <main className="failed">
      <FailureNote failure={{ code: 'UNEXPECTED', params: {} }} />
      <KeyButton tone="main" onClick={onRetry}>
        {t('app.paintAgain')}
      </KeyButton>
    </main>
  );
}
