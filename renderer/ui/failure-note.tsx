import { IconAlertOctagon } from '@tabler/icons-react';
import type { Failure } from '../../contracts/errors/failure.ts';
import { wordsFor } from '../lib/failures.ts';
import { testIds } from '../test-ids.ts';

/** A failure in its place on the page: what happened, what to do, and the code to tell support. */
export function FailureNote({ failure, testId }: { readonly failure: Failure; readonly testId?: string }) {
  const { what, todo } = wordsFor(failure);
  return (
    <div
      className="failure-note"
      role="alert"
      data-testid={testId ?? testIds.failure}
      data-code={failure.code}
    >
      <IconAlertOctagon size={24} aria-hidden="true" />
      <div>
        <strong>{what}</strong>
        <div>{todo}</div>
        <div className="failure-code">{failure.code}</div>
      </div>
    </div>
  );
}
