import { parseArgs } from 'node:util';
import { z } from 'zod';
import { type FaultChanges, faultSwitches } from './faults.ts';

/** As JSON on the command line, as an object in tests. */
const switches = z
  .union([z.string(), z.custom<FaultChanges>((value) => typeof value === 'object' && value !== null)])
  .transform((value, context): unknown => {
    if (typeof value !== 'string') return value;
    try {
      return JSON.parse(value);
    } catch {
      context.addIssue('is no JSON');
      return z.NEVER;
    }
  })
  .pipe(faultSwitches);

const schema = z.object({
  /** 0 takes any free port. */
  port: z.coerce.number().int().min(0).max(65_535).default(0),
  seed: z.coerce.number().int().min(0).default(7),
  /** Number of variants. */
  products: z.coerce.number().int().min(0).max(500_000).default(1200),
  customers: z.coerce.number().int().min(0).max(200_000).default(300),
  /** Sales of before the epoch. */
  orders: z.coerce.number().int().min(0).max(200_000).default(0),
  /** When everything was made; ISO-8601. Lies before any clock this runs by, so that every change is newer. */
  epoch: z.iso.datetime().default('2025-11-01T02:00:00.000Z'),
  /** State survives in this file; in memory without it. */
  db: z.string().min(1).optional(),
  /** `forbidden`: the list of users answers 403, as for shops below the Plus plan. */
  users: z.enum(['listed', 'forbidden']).default('listed'),
  /** Wait between an order's answer and its transactions, ms. */
  'settle-ms': z.coerce.number().int().min(0).default(200),
  /** Calls the bucket holds, and how many leak away a second. */
  bucket: z.coerce.number().int().min(1).default(80),
  leak: z.coerce.number().min(0.1).default(4),
  'time-filter': z.enum(['utc', 'shop_local']).default('utc'),
  /** Any of the switches of faults.ts, in force from the start. */
  switches: switches.default({}),
});

export type SandboxOptions = z.output<typeof schema>;

export type SandboxInput = z.input<typeof schema>;

/** @throws when a value is out of range. */
export function sandboxOptions(input: SandboxInput = {}): SandboxOptions {
  return schema.parse(input);
}

/** @throws when a flag is unknown or its value is out of range. */
export function optionsFromArgv(argv: readonly string[]): SandboxOptions {
  const names = Object.keys(schema.shape);
  const { values } = parseArgs({
    args: [...argv],
    options: Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])),
  });
  const parsed = schema.safeParse(values);
  if (parsed.success) return parsed.data;
  throw new Error(
    parsed.error.issues.map((issue) => `--${issue.path.join('.')}: ${issue.message}`).join('\n'),
  );
}
