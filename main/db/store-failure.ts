export const storeFailureKinds = ['full', 'read-only', 'corrupt', 'busy', 'newer', 'other'] as const;

export type StoreFailureKind = (typeof storeFailureKinds)[number];

/** A failure of the store, told by kind because each kind has its own plan. */
export class StoreFailure extends Error {
  override readonly name = 'StoreFailure';
  readonly kind: StoreFailureKind;
  readonly path: string;
  readonly details: Readonly<Record<string, string | number>>;

  constructor(
    kind: StoreFailureKind,
    path: string,
    details: Readonly<Record<string, string | number>> = {},
    cause?: unknown,
  ) {
    super(`store failure: ${kind}`, { cause });
    this.kind = kind;
    this.path = path;
    this.details = details;
  }
}

/** SQLite result codes and file-system codes by what they mean for the shop. */
const kindByCode: readonly (readonly [RegExp, StoreFailureKind])[] = [
  [/^(SQLITE_FULL|ENOSPC|EDQUOT)/, 'full'],
  [/^(SQLITE_READONLY|SQLITE_CANTOPEN|SQLITE_PERM|EACCES|EPERM|EROFS|ENOTDIR|EEXIST|ENOENT)/, 'read-only'],
  [/^(SQLITE_CORRUPT|SQLITE_NOTADB)/, 'corrupt'],
  [/^(SQLITE_BUSY|SQLITE_LOCKED)/, 'busy'],
];

/** Turns whatever was thrown while using the store into a StoreFailure; errors that are no store errors pass unchanged. */
export function classifyStoreError(error: unknown, path: string): unknown {
  if (error instanceof StoreFailure || !(error instanceof Error)) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const kind = kindByCode.find(([pattern]) => pattern.test(code))?.[1];
  if (kind !== undefined) return new StoreFailure(kind, path, {}, error);
  return code.startsWith('SQLITE_') ? new StoreFailure('other', path, { code }, error) : error;
}
