import { z } from 'zod';
import type { Reader, Writer } from '../store.ts';
import { readSetting, writeSetting } from './settings.ts';

/**
 * How far the till knows the shop's orders, by their times of change, UTC ms of the cloud. What lies in the gap was skipped, because
 * a round may take only so many calls, and is read later, from its newer end. `wholeAt` is when nothing was left to read, by the
 * till's own clock.
 */
const shape = z.object({
  knownTo: z.number(),
  gap: z.object({ from: z.number(), to: z.number() }).nullable(),
  wholeAt: z.number().nullable().default(null),
});

export type OrdersKnown = z.output<typeof shape>;

const key = 'sync.orders';

/** Null before the first look at them. */
export function ordersKnown(reader: Reader): OrdersKnown | null {
  const parsed = shape.safeParse(readSetting(reader, key));
  return parsed.success ? parsed.data : null;
}

/** Waits for no disk: what a power cut forgets of it is read again. */
export function writeOrdersKnown(writer: Writer, known: OrdersKnown): void {
  writer.inLazyTransaction(() => writeSetting(writer, key, known));
}
