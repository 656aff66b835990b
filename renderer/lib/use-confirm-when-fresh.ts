import { useEffect, useRef } from 'react';

/**
 * Enter for a list that follows a typed text. Pressed while rows of an older text are still shown, it acts as soon as the right
 * rows are there; typing on takes it back.
 */
export function useConfirmWhenFresh(text: string, isFresh: boolean, act: () => void): () => void {
  const waitingFor = useRef<string | null>(null);
  useEffect(() => {
    if (waitingFor.current === null || (waitingFor.current === text && !isFresh)) return;
    const isMeant = waitingFor.current === text;
    waitingFor.current = null;
    if (isMeant) act();
  });
  return () => {
    if (isFresh) act();
    else waitingFor.current = text;
  };
}
