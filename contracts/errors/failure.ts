import type { RefusalParams } from '../../domain/result.ts';
import { type ErrorCode, errorRegistry } from './registry.ts';

/** An expected failure of a service, on its way to a person. */
export type Failure = { readonly code: ErrorCode; readonly params: RefusalParams };

/** What every call across the bridge answers: a value or a failure, never silence. */
export type Envelope<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: Failure };

export type Locale = 'vi' | 'en';

export function failure(
  code: ErrorCode,
  params: RefusalParams = {},
): { readonly ok: false; readonly error: Failure } {
  return { ok: false, error: { code, params } };
}

export function success<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

/** The two sentences a person reads: what happened, and what to do. */
export function explain(error: Failure, locale: Locale): { readonly what: string; readonly todo: string } {
  const { what, todo } = errorRegistry[error.code][locale];
  return { what: fill(what, error.params), todo: fill(todo, error.params) };
}

function fill(template: string, params: RefusalParams): string {
  return template.replace(/\{(\w+)\}/g, (hole, name: string) => {
    const value = params[name];
    if (value === undefined) return hole;
    return typeof value === 'number' ? value.toString().replace(/\B(?=(\d{3})+(?!\d))/g, '.') : value;
  });
}
