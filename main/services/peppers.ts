import { z } from 'zod';
import { readSetting, writeSetting } from '../db/repositories/settings.ts';
import type { Reader, Writer } from '../db/store.ts';
import { ownPepperId } from './ports.ts';

const key = 'pin.peppers';

/** Which pepper the PINs of this till are under, and which those were under that have not been changed over yet. */
const pepperIds = z.object({ current: z.string(), former: z.string().nullable() });

export type PepperIds = z.output<typeof pepperIds>;

export function readPepperIds(reader: Reader): PepperIds {
  const parsed = pepperIds.safeParse(readSetting(reader, key));
  return parsed.success ? parsed.data : { current: ownPepperId, former: null };
}

export function writePepperIds(writer: Writer, ids: PepperIds): void {
  writeSetting(writer, key, ids);
}
