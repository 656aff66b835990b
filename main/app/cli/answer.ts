import type { Envelope } from '../../services/answer.ts';

/** What a command answers: an object to print, or a failure. */
export type Answer = Envelope<Readonly<Record<string, unknown>>>;
