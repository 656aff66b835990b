import type { z } from 'zod';
import type { settingsPatch } from '../../contracts/inputs.ts';
import type { ShopSettings } from '../../contracts/views/session.ts';
import { may } from '../../domain/permission/rights.ts';
import { appendJournal } from '../db/repositories/journal.ts';
import { type Envelope, failure, success } from './answer.ts';
import { readRights } from './permit.ts';
import { noteSettings } from './shop-entries.ts';
import { readShopSettings, writeShopSettings } from './shop-settings.ts';
import type { Actor, Till } from './till.ts';

/** Changes some of the shop's settings; which ones is journalled, their values are not. */
export function saveSettings(
  till: Till,
  actor: Actor,
  patch: z.output<typeof settingsPatch>,
): Envelope<ShopSettings> {
  const changes = Object.entries(patch).filter(([, value]) => value !== undefined);
  if (!may(readRights(till.store), actor.role, 'change-settings')) return failure('NOT_ALLOWED');
  const next: ShopSettings = { ...readShopSettings(till.store), ...Object.fromEntries(changes) };
  till.store.inTransaction(() => {
    writeShopSettings(till.store, next);
    noteSettings(
      till,
      changes.map(([key]) => key),
      next,
    );
    appendJournal(till.store, {
      kind: 'settings-changed',
      at: till.clock(),
      staffId: actor.staffId,
      subjectId: null,
      facts: { keys: changes.map(([key]) => key).join(',') },
    });
  });
  till.shopData.soon();
  till.printer.wake();
  till.notify('app');
  till.notify('carts');
  return success(next);
}
