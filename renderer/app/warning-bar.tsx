import { IconAlertTriangle } from '@tabler/icons-react';
import type { Failure } from '../../contracts/errors/failure.ts';
import { wordsFor } from '../lib/failures.ts';
import { testIds } from '../test-ids.ts';

/** Standing remarks of main: seen, never in the way. */
export function WarningBar({ warnings }: { readonly warnings: readonly Failure[] }) {
  return (
    <div className="warning-bar" role="status">
      {warnings.map((warning) => {
        const { what, todo } = wordsFor(warning);
        return (
          <span key={warning.code} data-testid={testIds.warning} data-code={warning.code}>
            <IconAlertTriangle size={18} aria-hidden="true" /> {what} {todo}
          </span>
        );
      })}
    </div>
  );
}
