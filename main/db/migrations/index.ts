import { createSchema } from './0010-create-schema.ts';
import { outboxOfManyKinds } from './0020-outbox-of-many-kinds.ts';
import { pullingLargeShops } from './0030-pulling-large-shops.ts';
import { shopData } from './0040-shop-data.ts';
import { outboxAsListed } from './0050-outbox-as-listed.ts';
import { customersBothWays } from './0060-customers-both-ways.ts';
import { reconciliation } from './0070-reconciliation.ts';
import { severalPrinters } from './0080-several-printers.ts';
import { scanners } from './0090-scanners.ts';
import { returns } from './0120-returns.ts';
import type { Migration } from './migration.ts';

/** In order, numbered in tens, never edited once released. */
export const migrations: readonly Migration[] = [
  createSchema,
  outboxOfManyKinds,
  pullingLargeShops,
  shopData,
  outboxAsListed,
  customersBothWays,
  reconciliation,
  severalPrinters,
  scanners,
  returns,
];
