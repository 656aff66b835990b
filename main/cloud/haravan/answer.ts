import type { Failure } from '../../../contracts/errors/failure.ts';

/**
 * What became of one call. The kinds differ in what may be done next: only `unreachable` and `throttled` say for sure that
 * nothing was carried out; after `unknown` the cloud may have done it all.
 */
export type CloudAnswer<T> = { readonly kind: 'ok'; readonly value: T } | CloudTrouble;

export type CloudTrouble =
  | {
      readonly kind: 'refused';
      readonly status: number;
      readonly reason: string;
      /** Fields the cloud complained about, as far as it named any. */
      readonly fields: readonly string[];
    }
  | { readonly kind: 'unauthorised' }
  | { readonly kind: 'forbidden'; readonly scope: string }
  | { readonly kind: 'throttled'; readonly retryAfterMs: number }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'unknown'; readonly why: string }
  | { readonly kind: 'strange'; readonly where: string };

/** The same in the words of the error registry. */
export function failureOf(trouble: CloudTrouble): Failure {
  switch (trouble.kind) {
    case 'refused':
      return { code: 'CLOUD_REFUSED', params: { reason: trouble.reason } };
    case 'unauthorised':
      return { code: 'CLOUD_TOKEN_REFUSED', params: {} };
    case 'forbidden':
      return { code: 'CLOUD_SCOPE_MISSING', params: { scope: trouble.scope } };
    case 'throttled':
      return { code: 'CLOUD_BUSY', params: {} };
    case 'unreachable':
    case 'unknown':
      return { code: 'CLOUD_UNREACHABLE', params: {} };
    case 'strange':
      return { code: 'CLOUD_ANSWER_STRANGE', params: { where: trouble.where } };
  }
}
