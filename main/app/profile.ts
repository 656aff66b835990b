import { accessSync, constants, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { classifyStoreError } from '../db/store-failure.ts';

/** The folder that holds everything of one till. */
export type Profile = {
  readonly directory: string;
  readonly database: string;
  readonly printouts: string;
  readonly pictures: string;
};

export function profileIn(directory: string): Profile {
  return {
    directory,
    database: join(directory, 'quay.db'),
    printouts: join(directory, 'printouts'),
    pictures: join(directory, 'pictures'),
  };
}

/** @throws StoreFailure `read-only` or `full` when nothing can be written there. */
export function prepareProfile(profile: Profile): void {
  try {
    mkdirSync(profile.directory, { recursive: true, mode: 0o700 });
    accessSync(profile.directory, constants.W_OK);
    mkdirSync(profile.printouts, { recursive: true });
    mkdirSync(profile.pictures, { recursive: true });
  } catch (error) {
    throw classifyStoreError(error, profile.directory);
  }
}
