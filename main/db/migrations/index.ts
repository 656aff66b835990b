import type { Migration } from '../migrate.ts';
import { createSchema } from './0010-create-schema.ts';

/** In order, ten apart, never edited once released. */
export const migrations: readonly Migration[] = [createSchema];
