import { createSchema } from './0010-create-schema.ts';
import type { Migration } from './migration.ts';

/** In order, ten apart, never edited once released. */
export const migrations: readonly Migration[] = [createSchema];
