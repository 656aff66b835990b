import { useEffect, useState } from 'react';

/**
 * Enter for a list that follows a typed text. Pressed while rows of an older text are still shown, it acts as soon as the right
 * rows are there; typing on takes it back.
 */
export function useConfirmWhenFresh(text: string, isFresh: boolean, act: () => void): () => void {
  const [waitingFor, setWaitingFor] = useState<string | null>(null);
  useEffect(() => {
    if (waitingFor === null) return;
    if (waitingFor === text && !isFresh) return;
    setWaitingFor(null);
    if (waitingFor === text) act();
  }, [waitingFor, text, isFresh, act]);
  return () => {
    if (isFresh) act();
    else setWaitingFor(text);
  };
}
