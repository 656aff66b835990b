import { type Envelope, failure, success } from '../../contracts/errors/failure.ts';
import type { Result } from '../../domain/result.ts';

export { type Envelope, failure, success };

/** A rule's answer as the answer of a service: every refusal code is a registered error. */
export function fromRule<T>(result: Result<T>): Envelope<T> {
  return result.ok ? success(result.value) : failure(result.refusal.code, result.refusal.params);
}
