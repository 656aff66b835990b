import { readFileSync, statSync } from 'node:fs';
import { KeyStoreFailure } from '../services/ports-keychain.ts';
import type { Box } from './box.ts';

/** Far above what any of these files holds; a larger one is somebody else's. */
const mostBytes = 1_000_000;

export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * The object in a file of secrets that has exactly these fields and this format. Null where there is no file.
 * @throws KeyStoreFailure `damaged`, which names the file
 */
export function readStrictly(path: string, fields: readonly string[]): JsonObject | null {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return null;
  if (!found.isFile() || found.size > mostBytes) throw damaged(path, 'is no file of this till');
  const object = parsed(path);
  if (!hasExactly(object, ['format', ...fields])) throw damaged(path, 'has other fields');
  if (object['format'] !== 1) throw damaged(path, 'has another format');
  return object;
}

export function damaged(path: string, what: string): KeyStoreFailure {
  return new KeyStoreFailure('damaged', new Error(`${path} ${what}`));
}

export function isBox(value: unknown): value is Box {
  return (
    isObject(value) &&
    hasExactly(value, ['nonce', 'box']) &&
    isBase64(value['nonce'], 12) &&
    isBase64(value['box'])
  );
}

export function isBase64(value: unknown, bytes?: number): value is string {
  if (typeof value !== 'string') return false;
  const content = Buffer.from(value, 'base64');
  return content.toString('base64') === value && (bytes === undefined || content.length === bytes);
}

export function isKeyId(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{16}$/.test(value);
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function hasExactly(value: JsonObject, fields: readonly string[]): boolean {
  return Object.keys(value).sort().join() === [...fields].sort().join();
}

function parsed(path: string): JsonObject {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (isObject(value)) return value;
  } catch {
    // Not readable and not JSON come to the same: nobody can use it, and nobody touches it.
  }
  throw damaged(path, 'cannot be read');
}
