import { z } from 'zod';
import type { RefusalFacts } from '../../domain/sync/refusal.ts';

const shape = z.object({ lineIds: z.array(z.string()).optional() });

/** What a refusal is about, as it was kept with its entry. */
export function refusalFacts(json: string | null): RefusalFacts {
  const { lineIds } = shape.parse(JSON.parse(json ?? '{}'));
  return lineIds === undefined ? {} : { lineIds };
}
