import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';

/** Where files lie in memory, on systems that have such a place. */
export const memoryPlace = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
