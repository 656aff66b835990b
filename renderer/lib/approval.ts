import type { Envelope, Failure } from '../../contracts/errors/failure.ts';
import type { ProcedureName } from '../../contracts/procedure-names.ts';
import { createStore } from './store.ts';

/** A call that was refused for want of a right and waits for somebody else's PIN. */
export type ApprovalRequest = {
  readonly name: ProcedureName;
  readonly input: unknown;
  readonly refused: Failure;
  /** Ends the waiting with what came of the call. */
  readonly settle: (answer: Envelope<unknown>) => void;
};

export const approvalStore = createStore<ApprovalRequest | null>(null);

/** Asks on the spot; answers like the call itself, so that who made it need not know. Nobody there to ask, or no: the refusal stands. */
export function askApproval(
  name: ProcedureName,
  input: unknown,
  refused: Failure,
): Promise<Envelope<unknown>> {
  if (approvalStore.get() !== null) return Promise.resolve({ ok: false, error: refused });
  return new Promise((resolve) => {
    approvalStore.set({
      name,
      input,
      refused,
      settle: (answer) => {
        approvalStore.set(null);
        resolve(answer);
      },
    });
  });
}
