import { z } from 'zod';

/**
 * What Haravan's answers are made of, read leniently: numbers may come as strings, texts as numbers or null, dates without a zone,
 * and there may be more fields than anyone documented. What is plainly of the wrong type still fails.
 */
const numeric = z.union([
  z.number(),
  z
    .string()
    .trim()
    .regex(/^-?\d+(?:\.\d+)?$/)
    .transform(Number),
]);

export const cloudId = numeric.pipe(z.int().positive());

export const cloudNumber = numeric.pipe(z.number());

export const cloudText = z
  .union([z.string(), z.number().transform(String)])
  .nullish()
  .transform((text) => text ?? '');

export const cloudFlag = z
  .union([z.boolean(), z.enum(['true', 'false']).transform((word) => word === 'true')])
  .nullish()
  .transform((flag) => flag ?? false);

/** Wraps a list so that a null or missing one is empty. */
export function cloudList<T extends z.ZodType>(item: T) {
  return z
    .array(item)
    .nullish()
    .transform((items) => items ?? []);
}

/** UTC ms of a date as the service writes it, with 0 to 7 fraction digits and perhaps without its Z; null when it is none. */
export function cloudInstant(text: string): number | null {
  const trimmed = text.trim();
  if (!/^\d{4}-\d\d-\d\d/.test(trimmed)) return null;
  const hasZone = /(?:Z|[+-]\d\d:?\d\d)$/i.test(trimmed.slice(10));
  const parsed = Date.parse(hasZone || trimmed.length === 10 ? trimmed : `${trimmed}Z`);
  return Number.isNaN(parsed) ? null : parsed;
}

/** More than this for one thing is a mistake in the shop's data, not a price. */
const highestPrice = 1_000_000_000_000;

/** A price in whole đồng (half up: the service keeps four decimals of a currency that has none); null when absurd, negative or no number. */
export function cloudPrice(raw: unknown): number | null {
  const parsed = numeric.safeParse(raw);
  if (!parsed.success || parsed.data < 0 || parsed.data > highestPrice) return null;
  return Math.round(parsed.data);
}

/** What every list of an unknown kind of thing looks like: the rows are read one by one, later. */
export function rowsUnder(key: string) {
  return z.object({ [key]: z.array(z.unknown()) }).transform((body): readonly unknown[] => body[key] ?? []);
}

export const countAnswer = z.object({ count: numeric.pipe(z.int().min(0)) }).transform(({ count }) => count);
