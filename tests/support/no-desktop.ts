import type { Desktop } from '../../main/ipc/call-context.ts';

/** Nobody prints a page and nobody chooses a file. */
export const noDesktop: Desktop = { printPage: async () => false, chooseFile: async () => null };
