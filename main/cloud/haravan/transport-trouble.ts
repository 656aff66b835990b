import type { CloudTrouble } from './answer.ts';

/** Failures before a connection stood: the service has seen nothing of the request. */
const neverArrived = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** What a request that got no whole answer came to: whether the service may have carried it out. @throws what is no failure of the line. */
export function troubleOf(error: unknown): CloudTrouble {
  if (!(error instanceof Error)) throw error;
  const cause = error.cause instanceof Error ? error.cause : error;
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.name;
  const wasConnecting = 'syscall' in cause && cause.syscall === 'connect';
  // Ports browsers forbid are refused by fetch itself.
  const wasForbidden = cause.message === 'bad port';
  return neverArrived.has(code) || wasConnecting || wasForbidden
    ? { kind: 'unreachable' }
    : { kind: 'unknown', why: code };
}
