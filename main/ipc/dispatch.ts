import { z } from 'zod';
import type { Envelope } from '../../contracts/errors/failure.ts';
import { type ProcedureName, procedureNames } from '../../contracts/procedure-names.ts';
import { type InputOf, type OutputOf, procedures } from '../../contracts/procedures.ts';
import { failure, success } from '../services/answer.ts';
import { describeError } from '../services/describe-error.ts';
import { permit } from '../services/permit.ts';
import { isFirstRun } from '../services/set-up.ts';
import type { Actor } from '../services/till.ts';
import { type Access, access } from './access.ts';
import { runApproved } from './approved-call.ts';
import type { CallContext } from './call-context.ts';
import { handlers } from './handlers.ts';

type Handler = (
  context: CallContext & { readonly actor: Actor | null },
  input: unknown,
) => Promise<Envelope<unknown>>;

/**
 * One call from the window: known name, parsed input, the right to do it, then the use case. Always answers with an envelope; what
 * goes wrong unexpectedly is in the log under the code the person sees.
 */
export async function dispatch<N extends ProcedureName>(
  context: CallContext,
  name: N,
  input: InputOf<N>,
): Promise<Envelope<OutputOf<N>>>;
export async function dispatch(
  context: CallContext,
  name: string,
  input: unknown,
): Promise<Envelope<unknown>>;
export async function dispatch(
  context: CallContext,
  name: string,
  input: unknown,
): Promise<Envelope<unknown>> {
  try {
    if (!isProcedure(name)) return failure('INPUT_INVALID', { where: 'procedure' });
    const actor = actorOf(context);
    const allowed = isAllowed(context, access[name], actor);
    if (!allowed.ok) return allowed;
    const parsed = z.safeParse<z.ZodType>(procedures[name].input, input);
    if (!parsed.success) return failure('INPUT_INVALID', { where: firstProblem(name, parsed.error) });
    if (actor !== null && !reloads.includes(name)) context.session.touch();
    if (name === 'approvals:run')
      return await runApproved(context, actor, parsed.data as InputOf<'approvals:run'>, dispatch);
    // The table pairs every name with its own input; the schema above has just checked it.
    const handler = handlers[name] as Handler;
    return await handler({ ...context, actor }, parsed.data);
  } catch (error) {
    const described = describeError(error);
    context.log('call-failed', {
      name,
      code: described.code,
      error: error instanceof Error ? error.stack : String(error),
    });
    return { ok: false, error: described };
  }
}

/** What the window asks again by itself when something changed: no sign that anybody is there. */
const reloads: readonly ProcedureName[] = [
  'app:view',
  'health:view',
  'cart:get',
  'sales:list',
  'sync:list',
  'printer:list',
  'scanners:list',
  'printer:story',
  'printers:list',
  'printers:check',
];

function isProcedure(name: string): name is ProcedureName {
  return (procedureNames as readonly string[]).includes(name);
}

function actorOf({ session, approver }: CallContext): Actor | null {
  const actor = session.actor();
  return actor === null || approver === undefined ? actor : { ...actor, approver };
}

function isAllowed({ till }: CallContext, needed: Access, actor: Actor | null): Envelope<unknown> {
  if (needed === 'anyone') return success(null);
  const isMine = needed === 'first-run' && (actor?.role === 'owner' || isFirstRun(till.store));
  if (isMine) return success(null);
  if (actor === null) return failure('SIGN_IN_NEEDED');
  return needed === 'first-run' ? failure('NOT_ALLOWED') : permit(till, actor, needed);
}

function firstProblem(name: string, error: z.ZodError): string {
  return [name, ...(error.issues[0]?.path ?? [])].map(String).join('.');
}
