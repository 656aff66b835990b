import { parseArgs } from 'node:util';
import { z } from 'zod';
import { type ModelName, models } from './models.ts';

const names = Object.keys(models) as [ModelName, ...ModelName[]];

const schema = z.object({
  /** 0 takes any free port. */
  port: z.coerce.number().int().min(0).max(65_535).default(9100),
  host: z.string().min(1).default('127.0.0.1'),
  model: z.enum(names).default('epson'),
  /** Where paper, bytes and log are kept. */
  out: z.string().min(1).default('out/virtual-printer'),
  speed: z.enum(['real', 'instant']).default('real'),
  /** Which level of pin 3 means open, or that no drawer hangs on it. */
  drawer: z.enum(['open-high', 'open-low', 'none']).default('open-high'),
  'drawer-pin': z.enum(['2', '5']).default('2'),
  /** `refused`: a letter is a failure, where only pictures are meant to come. */
  text: z.enum(['taken', 'refused']).default('taken'),
  paper: z.enum(['80', '58']).default('80'),
});

export type ToolOptions = z.output<typeof schema>;

/** @throws when a flag is unknown or its value is out of range. */
export function optionsFromArgv(argv: readonly string[]): ToolOptions {
  const { values } = parseArgs({
    args: [...argv],
    options: Object.fromEntries(Object.keys(schema.shape).map((name) => [name, { type: 'string' as const }])),
  });
  const parsed = schema.safeParse(values);
  if (parsed.success) return parsed.data;
  throw new Error(
    parsed.error.issues.map((issue) => `--${issue.path.join('.')}: ${issue.message}`).join('\n'),
  );
}
