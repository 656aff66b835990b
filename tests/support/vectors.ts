import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const folder = join(import.meta.dirname, '..', 'fixtures');

function read<T>(name: string, schema: z.ZodType<T>): T {
  return schema.parse(JSON.parse(readFileSync(join(folder, name), 'utf8')));
}

export const tillVectors = read(
  'vn-till-vectors.json',
  z.object({
    ean13: z.object({
      valid: z.array(z.string()),
      invalid_but_common_in_public_demo_data: z.array(z.string()),
    }),
    vat_split_inclusive: z.array(
      z.object({ gross: z.number(), rate: z.number(), net: z.number(), vat: z.number() }),
    ),
    phones: z.array(z.object({ raw: z.string(), e164: z.string().nullable(), local: z.string().nullable() })),
    text_fold: z.array(z.object({ raw: z.string(), fold: z.string() })),
    tone_placement_pairs: z.array(z.tuple([z.string(), z.string()])),
    money_format: z.array(z.object({ v: z.number(), s: z.string() })),
  }),
);

export const vietQrVectors = read(
  'vietqr-vectors.json',
  z.object({
    vectors: z.array(
      z.object({
        id: z.string(),
        qr: z.string(),
        expect: z.enum(['valid', 'valid-not-vietqr', 'broken-structure', 'bad-crc', 'reject']),
        input: z.record(z.string(), z.union([z.string(), z.number()])),
      }),
    ),
  }),
).vectors;
