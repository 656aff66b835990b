import type { Envelope } from '../../contracts/errors/failure.ts';
import type { ProcedureName } from '../../contracts/procedure-names.ts';
import type { InputOf } from '../../contracts/procedures.ts';
import { approvable } from '../../domain/permission/rights.ts';
import { staffActions } from '../../domain/staff.ts';
import { failure } from '../services/answer.ts';
import { forgetWrongPins, identify } from '../services/sign-in.ts';
import type { Actor } from '../services/till.ts';
import { access } from './access.ts';
import type { CallContext } from './call-context.ts';

type Again = (context: CallContext, name: string, input: unknown) => Promise<Envelope<unknown>>;

/**
 * One call that the signed-in person may not make alone, once more with somebody else's PIN. The till stays with whoever is signed in;
 * the approver's right counts for this call only, and nobody approves themselves.
 */
export async function runApproved(
  context: CallContext,
  actor: Actor | null,
  request: InputOf<'approvals:run'>,
  again: Again,
): Promise<Envelope<unknown>> {
  if (!mayBeApproved(request.name)) return failure('INPUT_INVALID', { where: 'approvals:run.name' });
  const approver = await identify(context.till, request.pin);
  if (!approver.ok) return approver;
  if (approver.value.staffId === actor?.staffId) return failure('APPROVAL_BY_SELF');
  const answer = await again({ ...context, approver: approver.value }, request.name, request.input);
  if (answer.ok) forgetWrongPins(context.till);
  return answer;
}

/** Only what a right of a person at the counter decides. */
function mayBeApproved(name: string): boolean {
  const needed = Object.hasOwn(access, name) ? access[name as ProcedureName] : undefined;
  return staffActions.some(
    (action) =>
      action === needed && (approvable.has(action) || action === 'sell') && name !== 'approvals:run',
  );
}
