import type { Failure } from '../../contracts/errors/failure.ts';
import type { ErrorCode } from '../../contracts/errors/registry.ts';
import { StoreFailure, type StoreFailureKind } from '../db/store-failure.ts';
import { KeyStoreFailure, keyStoreCodes } from './ports-keychain.ts';

const storeCodes: { readonly [K in StoreFailureKind]: ErrorCode } = {
  full: 'STORE_FULL',
  'read-only': 'STORE_READ_ONLY',
  corrupt: 'STORE_CORRUPT',
  busy: 'STORE_BUSY',
  newer: 'STORE_NEWER',
  other: 'STORE_FAILED',
};

/** The registered failure for whatever was thrown. */
export function describeError(error: unknown): Failure {
  if (error instanceof StoreFailure)
    return { code: storeCodes[error.kind], params: { path: error.path, ...error.details } };
  if (error instanceof KeyStoreFailure) return { code: keyStoreCodes[error.state], params: {} };
  return { code: 'UNEXPECTED', params: {} };
}
