import { z } from 'zod';
import type { Failure } from '../../contracts/errors/failure.ts';
import { type ErrorCode, errorRegistry } from '../../contracts/errors/registry.ts';
import { appendJournal } from '../db/repositories/journal.ts';
import { readSetting, writeSetting } from '../db/repositories/settings.ts';
import type { Reader, Writer } from '../db/store.ts';
import type { ShopDataMemory } from './ports.ts';

const memoryKey = 'shop-data.memory';
const anewKey = 'shop-data.anew';
const troubleKey = 'shop-data.trouble';
const alarmKey = 'shop-data.alarm';
const alarmMs = 24 * 60 * 60_000;

const memoryShape = z.object({
  generation: z.number(),
  keyId: z.string(),
  token: z.string(),
  versions: z.record(z.string(), z.number()),
}) satisfies z.ZodType<ShopDataMemory>;

const code = z.custom<ErrorCode>((value) => typeof value === 'string' && Object.hasOwn(errorRegistry, value));
const trouble = z.object({ code, params: z.record(z.string(), z.union([z.string(), z.number()])) });
const alarm = z.object({ code, at: z.number(), mark: z.string() });

export function readMemory(reader: Reader): ShopDataMemory | null {
  const parsed = memoryShape.safeParse(readSetting(reader, memoryKey));
  return parsed.success ? parsed.data : null;
}

export function writeMemory(writer: Writer, memory: ShopDataMemory): void {
  writeSetting(writer, memoryKey, memory);
}

/** The owner named themselves where the shop's PINs could not be opened: they begin anew, until that has been written. */
export function beginsAnew(reader: Reader): boolean {
  return readSetting(reader, anewKey) === true;
}

export function beginAnew(writer: Writer): void {
  writeSetting(writer, anewKey, true);
}

export function endBeginning(writer: Writer): void {
  if (beginsAnew(writer)) writeSetting(writer, anewKey, false);
}

/** What the owner should know of the shop's shared data: what stands in its way, and what was refused of late. */
export function shopDataFailures(reader: Reader, now: number): readonly Failure[] {
  const refused = alarm.safeParse(readSetting(reader, alarmKey));
  const standing = shopDataTrouble(reader);
  return [
    ...(standing === null ? [] : [standing]),
    ...(refused.success && Math.abs(now - refused.data.at) < alarmMs
      ? [{ code: refused.data.code, params: {} }]
      : []),
  ];
}

export function shopDataTrouble(reader: Reader): Failure | null {
  const parsed = trouble.safeParse(readSetting(reader, troubleKey));
  return parsed.success ? parsed.data : null;
}

/** True when that is news. */
export function reportShopData(writer: Writer, failure: Failure | null): boolean {
  if (JSON.stringify(shopDataTrouble(writer)) === JSON.stringify(failure)) return false;
  writeSetting(writer, troubleKey, failure);
  return true;
}

/** Something in the cloud was not used. The same thing is told once, however often it is met. */
export function refuseShopData(
  { store, clock }: { readonly store: Writer; readonly clock: () => number },
  refusal: ErrorCode,
  field: string,
  mark: string,
): boolean {
  const last = alarm.safeParse(readSetting(store, alarmKey));
  if (last.success && last.data.mark === mark) return false;
  const at = clock();
  store.inTransaction(() => {
    writeSetting(store, alarmKey, { code: refusal, at, mark });
    appendJournal(store, {
      kind: 'shop-data-refused',
      at,
      staffId: null,
      subjectId: null,
      facts: { field, reason: refusal },
    });
  });
  return true;
}
