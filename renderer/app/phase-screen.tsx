import type { Phase } from '../../contracts/views/session.ts';
import { unreachable } from '../../domain/result.ts';
import { LockScreen } from '../features/lock/lock-screen.tsx';
import { FailedScreen } from './failed-screen.tsx';
import { setupScreen } from './screens.tsx';
import { Shell } from './shell.tsx';

/** Which part of the program main wants shown. */
export function PhaseScreen({ phase }: { readonly phase: Phase }) {
  switch (phase) {
    case 'failed':
      return <FailedScreen />;
    case 'setup': {
      const Setup = setupScreen;
      return Setup === null ? null : <Setup />;
    }
    case 'locked':
      return <LockScreen />;
    case 'open':
      return <Shell />;
    default:
      return unreachable(phase);
  }
}
