import { z } from 'zod';

const maxLength = 200;

const said = z.looseObject({ errors: z.unknown().optional(), message: z.unknown().optional() });

/**
 * The cloud's reason for a refusal, in its own words. It shapes errors as a text, a list, texts by field, or a `message`. Numbers
 * long enough to be a phone and anything like an e-mail address are blotted out: this text is kept and shown.
 */
export function refusalWords(status: number, body: unknown): string {
  const parsed = said.safeParse(body);
  const words = parsed.success ? textsIn(parsed.data.errors ?? parsed.data.message).join('; ') : '';
  const safe = words
    .replace(/\S+@\S+/g, '…')
    .replace(/\+?\d[\d .-]{6,}\d/g, '…')
    .replace(/\s+/g, ' ')
    .trim();
  if (safe === '') return `HTTP ${status}`;
  return safe.length > maxLength ? `${safe.slice(0, maxLength)}…` : safe;
}

/** Fields the cloud complained about; `base` is its word for none in particular. */
export function refusalFields(body: unknown): readonly string[] {
  const parsed = said.safeParse(body);
  const errors = parsed.success ? parsed.data.errors : undefined;
  if (typeof errors !== 'object' || errors === null || Array.isArray(errors)) return [];
  return Object.keys(errors).filter((field) => field !== 'base');
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([field, inner]) => {
    const texts = textsIn(inner);
    return field === 'base' ? texts : texts.map((text) => `${field}: ${text}`);
  });
}
